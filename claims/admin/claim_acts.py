"""The small acts on a claim, each a page with its form: add an appearance, relate, withdraw."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.act_pages import ClaimActPage, PartActPage
from claims.admin.fields import MomentField, NameField, NumberedField, precision, text
from claims.admin.look_again import LookAgainPage
from claims.models import Claim, Claimant, Evidence, Outlet, database_now
from claims.recording import appearances, criteria, naming, relations
from claims.verification import evidence, statuses
from claims.vocabulary import AppearanceRole, Channel, Hedge, RelationKind

FIRST = [("", _("the first if none is yet")), ("yes", _("yes")), ("no", _("no"))]


class AppearanceForm(forms.Form):
    claimant = NameField(label=_("Who"), required=False, help_text=_("Choose, or type a new name."))
    role = forms.ChoiceField(label=_("Role"), choices=AppearanceRole)
    outlet = NameField(label=_("Outlet"), required=False, help_text=_("Choose, or type a new name."))
    url = forms.URLField(label=_("Address"), required=False, max_length=2000, assume_scheme="https")
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel)
    hedge = forms.ChoiceField(
        label=_("How certain they sounded"), choices=[("", _("nobody has looked")), *Hedge.choices], required=False
    )
    quotation = text(_("Quotation"), required=False)
    appeared_at = MomentField(label=_("When (UTC)"))
    appeared_precision = precision()
    is_first = forms.ChoiceField(label=_("First appearance"), choices=FIRST, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claimant"].propose(Claimant.objects.filter(merged_into=None))  # type: ignore[attr-defined]  # a NameField
        self.fields["outlet"].propose(Outlet.objects.filter(merged_into=None))  # type: ignore[attr-defined]  # likewise

    def clean_is_first(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["is_first"])


class AppearancePage(ClaimActPage):
    form_class = AppearanceForm
    title = _("Add an appearance")

    def act(self, given: dict[str, Any]) -> None:
        now, editor = database_now(), self.editor
        given |= {
            "claimant": naming.claimant(given["claimant"], editor=editor, now=now),
            "outlet": naming.outlet(given["outlet"], editor=editor, now=now),
        }
        appearances.record(claim=self.claim, **given, editor=editor, now=now)


class CriterionForm(forms.Form):
    statement = text(_("What would settle it"), required=False)
    evidence_kind = forms.CharField(label=_("Kind of evidence"), max_length=200, required=False)
    supplier = forms.CharField(label=_("Who could supply it"), max_length=200, required=False)
    due_at = MomentField(label=_("By when (UTC)"))


class CriterionPage(ClaimActPage):
    form_class = CriterionForm
    title = _("Add a criterion")

    def act(self, given: dict[str, Any]) -> None:
        criteria.record(claim=self.claim, **given, editor=self.editor, now=database_now())


# A relation said from the other claim's side.
TURNED = {
    "repeated_by": (RelationKind.REPEATS, _("is repeated by")),
    "updated_by": (RelationKind.UPDATES, _("is updated by")),
    "narrowed_by": (RelationKind.NARROWS, _("is narrowed by")),
    "contains": (RelationKind.PART_OF, _("contains")),
    "wanted_by": (RelationKind.DEPENDS_ON, _("is what the other depends on:")),
}


class RelationForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("This claim"),
        choices=[*RelationKind.choices, *((code, told) for code, (_kind, told) in TURNED.items())],
    )
    other = NumberedField(label=_("The other claim"), help_text=_("Choose one, or type its number."))
    reason = text(_("Why"), rows=2, required=False, help_text=_("For the history; it may stay empty."))


class RelationPage(ClaimActPage):
    form_class = RelationForm
    title = _("Relate to another claim")
    done = _("The relation is recorded.")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        visible = Claim.objects.visible_to(self.request.user).exclude(pk=self.claim.pk)
        form.fields["other"].choose_from(visible, first=visible.filter(story=self.claim.story))
        return form

    def act(self, given: dict[str, Any]) -> None:
        kind, here, there = given["kind"], self.claim, given["other"]
        if kind in TURNED:
            kind, here, there = TURNED[kind][0], there, here
        now = database_now()
        relations.relate(claim=here, kind=kind, other=there, reason=given["reason"], editor=self.editor, now=now)


class ReasonForm(forms.Form):
    reason = text(_("Reason"), required=False)


class WithdrawPage(PartActPage):
    """Take back one row of the claim; it stays readable in the history."""

    form_class = ReasonForm
    title = _("Withdraw")
    may = staticmethod(permissions.may_decide)

    def rows(self) -> "QuerySet[Any]":
        raise NotImplementedError

    @property
    def row(self) -> Any:
        """What stands. Who sends the form after somebody else withdrew it is told so, with the reason kept."""
        rows = self.rows() if self.request.method == "POST" else self.rows().filter(withdrawn_at=None)
        return get_object_or_404(rows, pk=self.which)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, about=self.told(self.row))

    def told(self, row: Model) -> str:
        return str(row)


class WithdrawAppearancePage(WithdrawPage):
    title = _("Withdraw an appearance")

    def rows(self) -> "QuerySet[Any]":
        return self.claim.appearances.all()

    def told(self, row: Any) -> str:
        claimant, outlet = row.claimant and row.claimant.survivor, row.outlet and row.outlet.survivor
        return f"{claimant or ''} {row.get_role_display()} {outlet or ''}"

    def act(self, given: dict[str, Any]) -> None:
        appearances.withdraw(appearance=self.row, **given, editor=self.editor, now=database_now())


class WithdrawCriterionPage(WithdrawPage):
    title = _("Withdraw a criterion")

    def rows(self) -> "QuerySet[Any]":
        return self.claim.criteria.all()

    def act(self, given: dict[str, Any]) -> None:
        criteria.withdraw(criterion=self.row, **given, editor=self.editor, now=database_now())


class WithdrawRelationPage(WithdrawPage):
    title = _("Withdraw a relation")

    def rows(self) -> "QuerySet[Any]":
        touching = self.claim.relations.all() | self.claim.relations_from.all()
        return touching.select_related("claim", "other")

    def told(self, row: Any) -> str:
        return f"{row.claim} — {row.get_kind_display()} — {row.other}"

    def act(self, given: dict[str, Any]) -> None:
        relations.withdraw(relation=self.row, **given, editor=self.editor, now=database_now())


class WithdrawEvidencePage(WithdrawPage):
    title = _("Withdraw evidence")

    def rows(self) -> "QuerySet[Any]":
        return Evidence.objects.visible_to(self.editor).filter(claim=self.claim)

    def told(self, row: Any) -> str:
        return str(row.bearer())

    def act(self, given: dict[str, Any]) -> None:
        evidence.withdraw(evidence=self.row, **given, editor=self.editor, now=database_now())


class ReviewedPage(ClaimActPage):
    form_class = ReasonForm
    title = _("Take off the review queue")
    may = staticmethod(permissions.may_decide)

    def act(self, given: dict[str, Any]) -> None:
        statuses.reviewed(claim=self.claim, **given, editor=self.editor, now=database_now())


PAGES: dict[str, type[ClaimActPage]] = {
    "appearance": AppearancePage,
    "criterion": CriterionPage,
    "relation": RelationPage,
    "withdraw-appearance": WithdrawAppearancePage,
    "withdraw-criterion": WithdrawCriterionPage,
    "withdraw-relation": WithdrawRelationPage,
    "withdraw-evidence": WithdrawEvidencePage,
    "reviewed": ReviewedPage,
    "look-again": LookAgainPage,
}
