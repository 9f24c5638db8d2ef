"""Change a claim's status: what is known on one page, one line for most, more for a verdict."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin import claim_sections
from claims.admin.act_pages import ClaimActPage
from claims.admin.fields import MomentField, precision, text
from claims.analysis import transitions
from claims.models import Claim, Criterion, Evidence, Rating, User, database_now
from claims.verification import statuses
from claims.vocabulary import ChangeType, VerificationStatus


class EvidenceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # bare at run time
    def label_from_instance(self, obj: Any) -> str:
        return described(obj)


class EvidenceChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # bare at run time
    def label_from_instance(self, obj: Any) -> str:
        return described(obj)


def described(evidence: Evidence) -> str:
    """One evidence in a line: what it is, whose, of when."""
    bearer = evidence.article or evidence.capture or evidence.appearance or evidence.follow_up_check
    when = f"{evidence.shown_at:%d %b %Y}" if evidence.shown_at else ""
    return " · ".join(part for part in (str(bearer), str(evidence.source or ""), when) if part)


class StatusForm(forms.Form):
    to = forms.ChoiceField(label=_("Status"), widget=forms.RadioSelect)
    rating: "forms.ModelChoiceField[Rating]" = forms.ModelChoiceField(
        label=_("Rating"),
        queryset=Rating.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("Only a settled claim is rated."),
    )
    evidence = EvidenceChoice(
        label=_("Deciding evidence"), queryset=Evidence.objects.none(), required=False, empty_label=_("none")
    )
    further_evidence = EvidenceChoices(
        label=_("Further evidence"),
        queryset=Evidence.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    criterion: "forms.ModelChoiceField[Criterion]" = forms.ModelChoiceField(
        label=_("Criterion it meets"), queryset=Criterion.objects.none(), required=False, empty_label=_("none")
    )
    reason = text(_("Reason"), required=False, help_text=_("A sentence a reader understands: it is public."))
    effective_at = MomentField(
        label=_("Since when (UTC)"), help_text=_("Empty: the moment the deciding evidence shows, else now.")
    )
    effective_precision = precision()
    change_type = forms.ChoiceField(
        label=_("Why it changes"),
        choices=[("", _("it was not settled")), *ChangeType.choices],
        required=False,
        help_text=_("Asked when a settled claim changes."),
    )

    def offer(self, claim: Claim, reader: User) -> None:
        """Only what fits this claim, and what this person may see."""
        standing = Evidence.objects.visible_to(reader).standing().filter(claim=claim).order_by("-shown_at", "-pk")
        seen = standing.select_related("article", "capture", "appearance", "follow_up_check", "source")
        kinds = transitions.scales_for(claim.kind)
        self.fields["to"].choices = VerificationStatus.choices  # type: ignore[attr-defined]  # a ChoiceField
        choices: dict[str, Any] = {
            "evidence": seen,
            "further_evidence": seen,
            "criterion": claim.criteria.filter(withdrawn_at=None).order_by("pk"),
            "rating": Rating.objects.filter(scale__kind__in=kinds).order_by("scale", "position"),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_further_evidence(self) -> list[Evidence]:
        deciding = self.cleaned_data.get("evidence")
        return [one for one in self.cleaned_data["further_evidence"] if one != deciding]


class StatusPage(ClaimActPage):
    """Everything known about the claim, and the form beside it."""

    form_class = StatusForm
    template_name = "admin/claims/status.html"
    title = _("Change the status")
    done = _("The status is changed, and the reason is in the history.")
    may = staticmethod(permissions.may_decide)

    def get_form(self, form_class: Any = None) -> StatusForm:
        form: StatusForm = super().get_form(form_class)
        form.offer(self.claim, self.editor)
        return form

    def get_initial(self) -> dict[str, Any]:
        """The newest evidence decides until the editor says otherwise, and says since when."""
        standing = Evidence.objects.visible_to(self.editor).standing().filter(claim=self.claim)
        newest = standing.exclude(shown_at=None).order_by("-shown_at", "-pk").first()
        initial = {"to": self.request.GET.get("to", "")}
        if newest is None:
            return initial
        return initial | {
            "evidence": newest.pk,
            "effective_at": newest.shown_at,
            "effective_precision": newest.shown_precision,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = claim_sections.knowledge(self.claim, self.editor)
        criteria = self.claim.criteria.filter(withdrawn_at=None).order_by("pk")
        changes = self.claim.status_changes.select_related("rating", "by").order_by("-effective_at", "-number")
        return super().get_context_data(**kwargs, **known, criteria=criteria, changes=changes)

    def act(self, given: dict[str, Any]) -> None:
        given["effective_precision"] = given["effective_precision"] or "day"
        statuses.change(claim_id=self.claim.pk, **given, editor=self.editor, now=database_now())
