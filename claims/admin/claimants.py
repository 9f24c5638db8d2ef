"""Claimants, and whom they spoke for."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of
from claims.admin.desk import DeskAdmin, DeskForm, ReadOnlyAdmin
from claims.admin.fields import NumberedField
from claims.models import Affiliation, Claimant, database_now
from claims.recording import claimants


class ClaimantForm(DeskForm):
    same_as = forms.CharField(
        label=_("Same as"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
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


class AffiliationForm(forms.Form):
    organisation = NumberedField(label=_("Organisation"))
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    from_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class AffiliationPage(ActPage):
    """Say for whom a claimant spoke."""

    form_class = AffiliationForm
    title = _("Add an affiliation")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["organisation"].choose_from(Claimant.objects.filter(merged_into=None))
        return form

    def act(self, given: dict[str, Any]) -> None:
        claimant = get_object_or_404(Claimant, pk=self.kwargs["claimant_id"])
        claimants.affiliate(claimant=claimant, **given, editor=self.editor, now=database_now())

    def get_success_url(self) -> str:
        return reverse("admin:claims_claimant_change", args=[self.kwargs["claimant_id"]])


@admin.register(Claimant)
class ClaimantAdmin(DeskAdmin):
    form = ClaimantForm
    may_add = staticmethod(permissions.may_record)
    may_change = staticmethod(permissions.may_record)
    list_display = ["name", "kind", "description"]
    list_filter = ["kind"]
    search_fields = ["name", "description"]
    ordering = ["name"]
    fields = ["name", "kind", "description", "same_as"]
    change_form_outer_after_template = "admin/claims/affiliations.html"

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(AffiliationPage.as_view())
        return [path("<int:claimant_id>/affiliation/", page, name="claims_affiliate"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        claimant = context.get("original")
        if claimant is not None:
            context["affiliations"] = claimant.affiliations.select_related("organisation").order_by("-from_on", "-pk")
            context["may_record"] = permissions.may_record(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Claimant:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        if original is None:
            return claimants.record(**given, editor=editor, now=now)
        return claimants.edit(claimant=original, editor=editor, now=now, **given)


@admin.register(Affiliation)
class AffiliationAdmin(ReadOnlyAdmin):
    list_display = ["claimant", "organisation", "position", "from_on", "until_on"]
    list_select_related = ["claimant", "organisation"]
    search_fields = ["claimant__name", "organisation__name", "position"]
    ordering = ["-pk"]
