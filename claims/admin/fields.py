"""The inputs of the desk's own pages: plain HTML that works without a script."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.models import User
from claims.vocabulary import Precision

OFFERED = 300  # rows a list of proposals holds: more would slow the page, and typing finds the rest


class Proposals(forms.TextInput):
    """A line to type in that proposes what is known; a new name is as good as a known one."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})
        self.proposals: Iterable[str] = ()

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        line = super().render(name, value, {**(attrs or {}), "list": f"known-{name}"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.proposals))
        return format_html('{}<datalist id="known-{}">{}</datalist>', line, name, options)


class NameField(forms.CharField):
    """The name of something known or new."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"max_length": 200, "widget": Proposals, **given})

    def propose(self, rows: "QuerySet[Any]", field: str = "name") -> None:
        named = rows.exclude(**{field: ""}).order_by("-pk").values_list(field, flat=True)
        self.widget.proposals = list(named[:OFFERED])


class NumberedField(forms.CharField):
    """A row chosen by its number: "12 — its words". Only rows of `rows` are known."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"widget": Proposals, **given})
        self.rows: QuerySet[Any] | None = None

    def choose_from(self, rows: "QuerySet[Any]", *, first: "QuerySet[Any] | None" = None) -> None:
        self.rows = rows
        offered = (rows if first is None else first).order_by("-pk")[:OFFERED]
        self.widget.proposals = [numbered(row) for row in offered]

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        number = typed.split("—")[0].strip().lstrip("#")
        row = self.rows.filter(pk=int(number)).first() if self.rows is not None and _is_a_number(number) else None
        if row is None:
            raise forms.ValidationError(_("Choose one from the list, or type its number."))
        return row


def _is_a_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 18


def numbered(row: Model) -> str:
    """A row as NumberedField shows it."""
    return f"{row.pk} — {str(row)[:140]}"


class MomentField(forms.DateTimeField):
    """A date with its time, in UTC, in the browser's own input."""

    def __init__(self, **given: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"widget": widget, "required": False, **given})


def precision(initial: str = Precision.DAY) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Precision"), choices=Precision, initial=initial, required=False)


def text(label: Any, *, rows: int = 3, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)


def hidden_text(**given: Any) -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, required=False, **given)


def people(label: Any, **given: Any) -> "forms.ModelMultipleChoiceField[User]":
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=User.objects.filter(is_active=True, is_staff=True).order_by("username"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        **given,
    )
