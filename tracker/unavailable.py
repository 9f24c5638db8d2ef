"""Say in one sentence that the database takes no writes at the moment, instead of an error page."""

from collections.abc import Callable

from django.db import InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER = 5  # seconds
# A full disk, a lock that was not freed and a lost connection are operational; PostgreSQL's read-only mode is internal.
UNAVAILABLE = (OperationalError, InternalError)


class UnavailableMiddleware:
    """503 for what a view could not do because of the database; the API answers for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, UNAVAILABLE):
            return None
        answer = render(request, "503.html", status=503)
        answer["Retry-After"] = str(RETRY_AFTER)
        return answer
