"""Hand on a list of the desk as a file: the rows that its filters leave, as this person sees them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from claims.publishing import tables
from claims.publishing.table_layouts import LAYOUTS

FORMATS: dict[str, tuple[str, Callable[["QuerySet[Any]"], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", tables.as_csv),
    "jsonl": ("application/jsonl; charset=utf-8", tables.as_jsonl),
}
PAGE = "p"  # of the list: a file holds all of them


def urls(noun: Any) -> list[URLPattern]:
    """The addresses of a noun's files; none for a list that is not handed on."""
    if noun.model not in LAYOUTS:
        return []
    name = noun.opts.model_name

    def page(request: HttpRequest, ending: str) -> HttpResponseBase:
        return export(noun, request, ending)

    wrapped = noun.admin_site.admin_view(page)
    return [path(f"export.{ending}", wrapped, {"ending": ending}, name=f"{name}_{ending}") for ending in FORMATS]


def links(noun: Any, request: HttpRequest) -> list[tuple[str, str]]:
    """Under the list: each format with its address, the list's filters included."""
    if noun.model not in LAYOUTS:
        return []
    asked = _filters(request).urlencode()
    query = f"?{asked}" if asked else ""
    return [(ending, f"{reverse(f'admin:{noun.opts.model_name}_{ending}')}{query}") for ending in FORMATS]


def _filters(request: HttpRequest) -> QueryDict:
    asked = request.GET.copy()
    asked.pop(PAGE, None)
    return asked


def export(noun: Any, request: HttpRequest, ending: str) -> HttpResponseBase:
    if not noun.has_view_permission(request):
        raise PermissionDenied
    request.GET = _filters(request)  # type: ignore[assignment]  # the list reads it and changes nothing
    try:
        seen = noun.get_changelist_instance(request).queryset
    except IncorrectLookupParameters:
        # As the list itself answers a filter that it does not know.
        return HttpResponseRedirect(f"{reverse(f'admin:claims_{noun.opts.model_name}_changelist')}?e=1")
    content_type, written = FORMATS[ending]
    headers = {"Content-Disposition": f'attachment; filename="{noun.opts.model_name}.{ending}"'}
    return StreamingHttpResponse(written(seen), content_type=content_type, headers=headers)
