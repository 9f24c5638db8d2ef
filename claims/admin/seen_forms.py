"""A noun's form that has seen an act: when somebody saved since, both texts are shown and nothing is overwritten."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from claims.admin.desk import DeskAdmin, DeskForm
from claims.models import JournalEntry
from claims.refusals import Stale


class SeenDeskForm(DeskForm):
    """`opened_number` is the newest act on the row when the form was opened; `seen_number` one read in a conflict."""

    opened_number = forms.IntegerField(label="", required=False, widget=forms.HiddenInput)
    seen_number = forms.IntegerField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_number"] = JournalEntry.objects.newest_number_about(self.instance)

    def clean(self) -> dict[str, Any] | None:
        """What a stage takes: the row's own columns, and `seen` of a row that is there already."""
        cleaned = super().clean() or {}
        opened, read = cleaned.pop("opened_number", None), cleaned.pop("seen_number", None)
        return {**cleaned, "seen": read or opened or 0} if self.instance.pk else cleaned


class SeenDeskAdmin(DeskAdmin):
    """Its subclass names the `compared` columns that a conflict shows side by side."""

    form = SeenDeskForm
    compared: tuple[str, ...] = ()
    change_form_outer_before_template = "admin/claims/conflict.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        named = list(self.fields or ())
        return [*named, "opened_number", "seen_number"] if obj is not None else named

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = context.get("original")
        if row is not None and isinstance(getattr(request, "refusal", None), Stale):
            context["conflict"] = self._conflict(row, context["adminform"].form)
        return super().render_change_form(request, context, *args, **kwargs)

    def _conflict(self, row: Any, form: Any) -> dict[str, Any]:
        stored = type(row).objects.get(pk=row.pk)
        typed = {name: form.cleaned_data.get(name, form[name].value()) for name in self.compared}
        fields = [
            (form.fields[name].label, _told(stored, name, getattr(stored, name)), _told(stored, name, typed[name]))
            for name in self.compared
        ]
        return {
            "number": JournalEntry.objects.newest_number_about(row),
            "fields": [one for one in fields if one[1] != one[2]],
            "form": f"{self.opts.model_name}_form",
            "address": reverse(f"admin:claims_{self.opts.model_name}_change", args=[row.pk]),
        }


def _told(row: Any, name: str, value: Any) -> str:
    """A column's value as its form shows it."""
    if isinstance(value, list):
        return "\n".join(value)
    return str(dict(row._meta.get_field(name).flatchoices).get(value, "" if value is None else value))
