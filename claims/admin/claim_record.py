"""Record a claim: who, what and where it was seen, on one page."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.admin import naming
from claims.admin.act_pages import ActPage
from claims.admin.fields import MomentField, NameField, precision, text
from claims.models import Claim, Claimant, Outlet, Story, database_now
from claims.recording import appearances, claims, criteria
from claims.vocabulary import AppearanceRole, Channel, ClaimantKind, ClaimKind, Hedge, Publication

HEDGES = [("", _("nobody has looked")), *Hedge.choices]


class RecordClaimForm(forms.Form):
    claimant = NameField(label=_("Who said it"), help_text=_("Choose, or type a new name."), required=False)
    claimant_kind = forms.ChoiceField(label=_("A new name is a"), choices=ClaimantKind, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=AppearanceRole)
    statement = text(_("Statement"), required=False, help_text=_("One checkable statement, in neutral words."))
    quotation = text(_("Quotation"), rows=2, required=False, help_text=_("The words as they were said."))
    kind = forms.ChoiceField(label=_("Kind"), choices=ClaimKind)
    outlet = NameField(label=_("Outlet"), required=False, help_text=_("Choose, or type a new name."))
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("None for a wire, a broadcast or a briefing."),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel)
    hedge = forms.ChoiceField(label=_("How certain they sounded"), choices=HEDGES, required=False)
    appeared_at = MomentField(label=_("When (UTC)"))
    appeared_precision = precision()
    story: "forms.ModelChoiceField[Story]" = forms.ModelChoiceField(
        label=_("Story"), queryset=Story.objects.order_by("-pk"), required=False
    )
    criterion = text(_("What would settle it"), rows=2, required=False, help_text=_("Written before the verdict."))
    publication = forms.ChoiceField(
        label=_("Publication"),
        choices=[(one.value, one.label) for one in (Publication.INTERNAL, Publication.DRAFT)],
        help_text=_("What a reporter records is a draft. Publishing is a step of its own."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claimant"].propose(Claimant.objects.filter(merged_into=None))  # type: ignore[attr-defined]  # a NameField
        self.fields["outlet"].propose(Outlet.objects.filter(merged_into=None))  # type: ignore[attr-defined]  # likewise


class RecordClaimPage(ActPage):
    """Who, what, where seen: one page, one transaction."""

    form_class = RecordClaimForm
    template_name = "admin/claims/record_claim.html"
    title = _("Record a claim")
    done = _("The claim is recorded, and its first search is due.")
    recorded: Claim | None = None

    def get_initial(self) -> dict[str, Any]:
        return {"appeared_at": database_now(), "story": self.request.GET.get("story")}

    def act(self, given: dict[str, Any]) -> None:
        """Three stage calls, one transaction: a refused appearance leaves no claim behind."""
        now, editor = database_now(), self.editor
        claimant = naming.claimant(given["claimant"], kind=given["claimant_kind"], editor=editor, now=now)
        wording = {name: given[name] for name in ("statement", "quotation", "kind", "story", "publication")}
        self.recorded = claims.record(**wording, editor=editor, now=now)
        seen = ("role", "url", "channel", "hedge", "quotation", "appeared_at", "appeared_precision")
        appearances.record(
            claim=self.recorded,
            claimant=claimant,
            outlet=naming.outlet(given["outlet"], editor=editor, now=now),
            **{name: given[name] for name in seen},
            editor=editor,
            now=now,
        )
        if given["criterion"].strip():
            criteria.record(claim=self.recorded, statement=given["criterion"], editor=editor, now=now)

    def get_success_url(self) -> str:
        if self.recorded is None:
            return reverse("admin:claims_claim_changelist")
        return reverse("admin:claims_claim_change", args=[self.recorded.pk])
