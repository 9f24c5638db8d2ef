"""Show what a row names as it is called today: itself, or the one it was merged into."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

Shown = Callable[[Any], Any]


def column(field: str, label: Any) -> Shown:
    """The column of a list; its query reads `<field>__merged_into` along."""

    @admin.display(description=label, ordering=f"{field}__name", empty_value="–")
    def shown(row: Any) -> Any:
        named = getattr(row, field)
        return named and str(named.survivor)

    return shown


def line(field: str, label: Any) -> Shown:
    """The line of a row's own page, with the way to what it names."""

    @admin.display(description=label, empty_value="–")
    def shown(row: Any) -> Any:
        named = getattr(row, field)
        if named is None:
            return None
        today = named.survivor
        address = reverse(f"admin:claims_{today._meta.model_name}_change", args=[today.pk])
        return format_html('<a href="{}">{}</a>', address, today)

    return shown
