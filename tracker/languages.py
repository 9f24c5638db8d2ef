"""Answer people in their language, and machines always in the same one."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

API = "/api/"
ATOM = ".atom"
OF_THE_API = "en"


class LanguageMiddleware(LocaleMiddleware):
    """The language of the cookie, else of the browser, else of the newsroom."""

    def process_request(self, request: HttpRequest) -> None:
        fixed = of_machines(request.path_info)
        if fixed is None:
            super().process_request(request)
        else:
            translation.activate(fixed)
            request.LANGUAGE_CODE = fixed

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        fixed = of_machines(request.path_info)
        if fixed is None:
            # A cache must never hand one reader's language to another.
            patch_vary_headers(response, ("Cookie",))
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", fixed)
        return response


def of_machines(path: str) -> str | None:
    """What a program reads depends on no header that its library happens to send; None where people read."""
    if path.startswith(API):
        return OF_THE_API
    return settings.LANGUAGE_CODE if path.endswith(ATOM) else None
