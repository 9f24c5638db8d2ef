"""Loosen the content policy where the admin's theme needs it, and nowhere else."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

# The theme's Alpine evaluates expressions and sets styles; its pages are for people who signed in.
THEME_NEEDS = {"script-src": [SELF, UNSAFE_EVAL, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}


class AdminPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._admin = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if request.path.startswith(self._admin):
            response._csp_replace = THEME_NEEDS  # type: ignore[attr-defined]  # django-csp reads this mark
        return response
