"""Page through lists by cursor: stable while rows arrive."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class Pages(CursorPagination):
    """`limit` rows a page (50, at most 200). A view names its `ordering`."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    ordering = "-pk"

    def decode_cursor(self, request: Request) -> Any:
        """The place to go on from. Raises a ValidationError for a cursor that is none of ours."""
        try:
            return super().decode_cursor(request)
        except NotFound:
            sentence = _("This cursor is malformed: follow the addresses in next and previous.")
            raise ValidationError({"cursor": sentence}) from None

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return tuple(getattr(view, "ordering", ("-pk",)))
