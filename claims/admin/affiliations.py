"""For whom a claimant spoke and when: write it down, say when it ended, take it back."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import permissions
from claims.admin.act_pages import ActPage
from claims.admin.fields import NumberedField, numbered, text
from claims.admin.seen_pages import SeenForm, SeenPage
from claims.analysis import told_times
from claims.models import Affiliation, Claimant, JournalEntry, database_now
from claims.models.claimants import KNOWN_TO
from claims.recording import affiliations
from claims.vocabulary import Precision


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


def _known_to(label: Any) -> forms.ChoiceField:
    help_text = gettext_lazy("To the month: any day of that month will do.")
    return forms.ChoiceField(label=label, choices=KNOWN_TO, initial=Precision.DAY, required=False, help_text=help_text)


class AffiliationFields(forms.Form):
    organisation = NumberedField(
        label=gettext_lazy("Organisation"), help_text=gettext_lazy("Choose one, or type its number.")
    )
    position = forms.CharField(label=gettext_lazy("Position"), max_length=200, required=False)
    from_on = _day(gettext_lazy("From"))
    from_precision = _known_to(gettext_lazy("From: precision"))
    until_on = _day(gettext_lazy("Until"))
    until_precision = _known_to(gettext_lazy("Until: precision"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Claimant.objects.filter(merged_into=None)
        self.fields["organisation"].choose_from(bodies)  # type: ignore[attr-defined]  # a NumberedField


class AddPage(ActPage):
    """Say for whom a claimant spoke."""

    form_class = AffiliationFields
    title = gettext_lazy("Add an affiliation")

    def act(self, given: dict[str, Any]) -> None:
        claimant = get_object_or_404(Claimant.objects.select_related("merged_into"), pk=self.kwargs["claimant_id"])
        affiliations.record(claimant=claimant, **given, editor=self.editor, now=database_now())

    def get_success_url(self) -> str:
        return reverse("admin:claims_claimant_change", args=[self.kwargs["claimant_id"]])


class OneAffiliation(SeenPage):
    """An act on one affiliation that stands."""

    @cached_property
    def affiliation(self) -> Affiliation:
        rows = Affiliation.objects.standing().select_related("claimant__merged_into", "organisation__merged_into")
        found: Affiliation = get_object_or_404(rows, pk=self.kwargs["affiliation_id"])
        return found

    def newest_number(self) -> int:
        return JournalEntry.objects.newest_number_about(self.affiliation)

    def reads_now(self) -> list[tuple[Any, Any]]:
        row = Affiliation.objects.select_related("organisation__merged_into").get(pk=self.affiliation.pk)
        told = [(_("Organisation"), row.organisation.survivor), (_("Position"), row.position)]
        days = [(_("From"), row.from_on, row.from_precision), (_("Until"), row.until_on, row.until_precision)]
        return [*told, *((label, _on(day, known_to)) for label, day, known_to in days)]

    def get_success_url(self) -> str:
        return reverse("admin:claims_claimant_change", args=[self.affiliation.claimant_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.affiliation
        about = f"{row.claimant.survivor} — {row.position or row.organisation.survivor}"
        return super().get_context_data(**kwargs, about=about)


class EditForm(SeenForm, AffiliationFields):
    pass


class EditPage(OneAffiliation):
    form_class = EditForm
    title = gettext_lazy("Change an affiliation")

    def get_initial(self) -> dict[str, Any]:
        row = self.affiliation
        names = ("position", "from_on", "from_precision", "until_on", "until_precision")
        said = {name: getattr(row, name) for name in names}
        return {**super().get_initial(), **said, "organisation": numbered(row.organisation.survivor)}

    def write(self, given: dict[str, Any], seen: int) -> None:
        now = database_now()
        affiliations.edit(affiliation=self.affiliation, **given, editor=self.editor, now=now, seen=seen)


class WithdrawForm(SeenForm):
    reason = text(gettext_lazy("Reason"), required=False)


class WithdrawPage(OneAffiliation):
    form_class = WithdrawForm
    title = gettext_lazy("Withdraw an affiliation")
    may = staticmethod(permissions.may_decide)

    def write(self, given: dict[str, Any], seen: int) -> None:
        now = database_now()
        affiliations.withdraw(affiliation=self.affiliation, **given, editor=self.editor, now=now, seen=seen)


def _on(day: Any, known_to: str) -> str:
    if day is None:
        return ""
    return told_times.month(day) if known_to == Precision.MONTH else told_times.day(day)


def urls(admin_view: Any) -> list[URLPattern]:
    """Below the claimants' own addresses."""
    return [
        path("<int:claimant_id>/affiliation/", admin_view(AddPage.as_view()), name="claims_affiliate"),
        path(
            "affiliations/<int:affiliation_id>/change/", admin_view(EditPage.as_view()), name="claims_affiliation_edit"
        ),
        path(
            "affiliations/<int:affiliation_id>/withdraw/",
            admin_view(WithdrawPage.as_view()),
            name="claims_affiliation_withdraw",
        ),
    ]
