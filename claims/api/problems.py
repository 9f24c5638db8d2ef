"""Answer what is refused with a problem document (RFC 9457): one sentence, and the fields it is about."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, InternalError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from claims.refusals import NotAllowed, Refused, Stale

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 5  # seconds


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """The problem document of an error; None for one that nobody foresaw (Django answers 500)."""
    if isinstance(error, Refused):
        return _refused(error)
    if isinstance(error, OperationalError | InternalError):
        return _unavailable()
    if isinstance(error, DatabaseError):
        return _of(status.HTTP_400_BAD_REQUEST, _("A value does not fit what the record allows."))
    if isinstance(error, RequestDataTooBig):
        return _of(status.HTTP_413_REQUEST_ENTITY_TOO_LARGE, _("The request is larger than 2.5 MB."))
    if isinstance(error, RecursionError):
        return _of(status.HTTP_400_BAD_REQUEST, _("The JSON is nested too deeply."))
    if isinstance(error, Http404):
        return _of(status.HTTP_404_NOT_FOUND, _("There is nothing at this address."))
    if isinstance(error, PermissionDenied):
        return _of(status.HTTP_403_FORBIDDEN, _("You may not do this."))
    response = exception_handler(error, context)
    if response is None or not isinstance(error, exceptions.APIException):
        return None
    fields = _fields(error.detail) if isinstance(error, exceptions.ValidationError) else []
    detail = fields[0]["detail"] if fields else str(error.detail)
    return _of(response.status_code, detail, fields, headers=dict(response.headers))


def _refused(error: Refused) -> Response:
    code: int = status.HTTP_400_BAD_REQUEST
    if isinstance(error, NotAllowed):
        code = status.HTTP_403_FORBIDDEN
    elif isinstance(error, Stale):
        code = status.HTTP_412_PRECONDITION_FAILED
    set_rollback()
    fields = [{"field": error.field, "detail": error.sentence}] if error.field else []
    return _of(code, error.sentence, fields)


def _unavailable() -> Response:
    set_rollback()
    sentence = _("The database is busy, full or read-only; nothing was saved. Try again in a moment.")
    return _of(status.HTTP_503_SERVICE_UNAVAILABLE, sentence, headers={"Retry-After": str(RETRY_AFTER)})


def _of(
    code: int, detail: str, fields: list[dict[str, str]] | None = None, *, headers: dict[str, str] | None = None
) -> Response:
    title = {400: _("Bad request"), 401: _("Who are you?"), 403: _("Not allowed"), 404: _("Not found")}.get(code)
    document: dict[str, Any] = {"type": "about:blank", "title": title or _("Refused"), "status": code, "detail": detail}
    if fields:
        document["errors"] = fields
    kept = {name: value for name, value in (headers or {}).items() if name in {"WWW-Authenticate", "Retry-After"}}
    return Response(document, status=code, content_type=MEDIA_TYPE, headers=kept)


def _fields(detail: Any, name: str = "") -> list[dict[str, str]]:
    """Every field with its sentence, nested ones by their path."""
    if isinstance(detail, dict):
        inner = ((f"{name}.{key}" if name else str(key), value) for key, value in detail.items())
        return [one for path, value in inner for one in _fields(value, path)]
    if isinstance(detail, list):
        return [one for value in detail for one in _fields(value, name)]
    return [{"field": "" if name == "non_field_errors" else name, "detail": str(detail)}]
