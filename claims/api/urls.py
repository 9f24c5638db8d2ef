"""The machines' addresses, under /api/v1/."""

from csp.decorators import csp_update
from django.urls import path
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from claims.api.claims import Claims
from claims.api.nouns import resources

app_name = "api"

router = SimpleRouter(use_regex_path=False)
router.register("claims", Claims, basename="claim")
for noun, resource in resources().items():
    router.register(noun, resource, basename=noun)


@method_decorator(csp_update({"script-src": ["'unsafe-inline'"], "style-src": ["'unsafe-inline'"]}), name="get")
class Documentation(SpectacularSwaggerView):
    """The documentation page sets itself up with a script of its own."""


urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", Documentation.as_view(url_name="api:schema"), name="docs"),
    *router.urls,
]
