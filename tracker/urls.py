"""Where every door is."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from django.views.i18n import set_language

from tracker import health

urlpatterns = [
    path("account/", include("claims.admin.account_urls")),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/logout/", account.logout),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    # Without a token, so that the readers' pages set no cookie and caches keep them: a forged one changes no record.
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("", include("claims.website.urls")),
]
