"""Where every door is."""

from django.contrib import admin
from django.urls import include, path

from tracker import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("", include("claims.website.urls")),
]
