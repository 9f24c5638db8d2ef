"""Sources: who information comes from. A person at risk is sealed, and no list shows them to others."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.acting import editor_of
from claims.admin.desk import DeskAdmin, DeskForm
from claims.admin.fields import people
from claims.models import Source, database_now
from claims.recording import sources


class SourceForm(DeskForm):
    name = forms.CharField(
        label=_("Name or description"),
        max_length=200,
        help_text=_("“NATO”, or “a resident near the line”. With naming “restricted” it is sealed at once."),
    )
    readers = people(_("Who may read it"), help_text=_("Only for a restricted source."))


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    form = SourceForm
    may_add = staticmethod(permissions.may_record)
    list_display = ["__str__", "kind", "naming", "interest", "basis"]
    list_filter = ["kind", "naming", "interest"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    fields = ["name", "kind", "naming", "interest", "basis", "claimant", "readers"]
    autocomplete_fields = ["claimant"]
    change_form_outer_after_template = "admin/claims/seal_link.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Source]":
        rows: QuerySet[Source] = super().get_queryset(request)
        return rows.filter(pk__in=Source.objects.visible_to(editor_of(request)).values("pk"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.fields if obj is None else [name for name in self.fields if name != "readers"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else [name for name in self.fields if name != "readers"]

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Source:
        given = form.cleaned_data
        return sources.record(
            **{**given, "readers": list(given["readers"])}, editor=editor_of(request), now=database_now()
        )
