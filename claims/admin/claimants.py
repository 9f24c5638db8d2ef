"""Claimants on the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from claims import permissions
from claims.admin import affiliations, survivors
from claims.admin.acting import editor_of
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.merging import MergeableAdmin, MergedFilter
from claims.admin.seen_forms import SeenDeskAdmin, SeenDeskForm
from claims.models import Affiliation, Claimant, database_now
from claims.recording import claimants


class ClaimantForm(SeenDeskForm):
    same_as = forms.CharField(
        label=_("Same as"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Addresses that identify the same person or body, one a line."),
    )

    class Meta:
        fields = ["name", "kind", "description"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["same_as"] = "\n".join(self.instance.same_as or ())

    def clean_same_as(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["same_as"].splitlines() if line.strip()]
        if any(not line.startswith(("https://", "http://")) for line in lines):
            raise forms.ValidationError(_("Each line is a web address, such as https://www.wikidata.org/wiki/Q7184."))
        return lines


@admin.register(Claimant)
class ClaimantAdmin(MergeableAdmin, SeenDeskAdmin):
    form = ClaimantForm
    may_add = staticmethod(permissions.may_record)
    may_change = staticmethod(permissions.may_record)
    list_display = ["name", "kind", "description"]
    list_filter = [MergedFilter, "kind"]
    search_fields = ["name", "description"]
    ordering = ["name"]
    fields = ["name", "kind", "description", "same_as"]
    compared = ("name", "kind", "description", "same_as")
    change_form_outer_after_template = "admin/claims/affiliations.html"

    def get_urls(self) -> list[URLPattern]:
        return [*affiliations.urls(self.admin_site.admin_view), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        claimant = context.get("original")
        if claimant is not None:
            context["affiliations"] = Affiliation.objects.of([claimant.pk])
            context["members"] = members_of(claimant)
            context["may_record"] = permissions.may_record(request.user)
            context["may_decide"] = permissions.may_decide(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Claimant:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        if original is None:
            return claimants.record(**given, editor=editor, now=now)
        return claimants.edit(claimant=original, editor=editor, now=now, **given)


def members_of(organisation: Claimant) -> "QuerySet[Affiliation]":
    """Who spoke for it, or for what was merged into it."""
    theirs = Q(organisation=organisation) | Q(organisation__merged_into=organisation)
    rows = (
        Affiliation.objects.standing()
        .filter(theirs)
        .select_related("claimant__merged_into", "organisation__merged_into")
    )
    return rows.order_by(F("from_on").desc(nulls_last=True), "pk")[:50]


@admin.register(Affiliation)
class AffiliationAdmin(ReadOnlyAdmin):
    list_display = [
        survivors.column("claimant", _("claimant")),
        survivors.column("organisation", _("organisation")),
        "position",
        "from_on",
        "until_on",
    ]
    list_select_related = ["claimant__merged_into", "organisation__merged_into"]
    search_fields = [
        *(f"{said}{name}" for said in ("claimant__", "organisation__") for name in ("name", "merged_into__name")),
        "position",
    ]
    ordering = ["-pk"]
    readonly_fields = [
        survivors.line("claimant", _("claimant")),
        survivors.line("organisation", _("organisation")),
        "position",
        "from_on",
        "from_precision",
        "until_on",
        "until_precision",
    ]
    fields = readonly_fields
