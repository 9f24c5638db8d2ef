"""Change a claim's status: what is known on one page, one line for most, more for a verdict."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin import claim_sections, previews, sides, status_conflicts
from claims.admin.act_pages import ClaimActPage
from claims.admin.acting import is_a_number, show_refusal
from claims.admin.fields import MomentField, RowsField, precision, text
from claims.analysis import told_times, transitions
from claims.models import (
    BEARERS,
    Claim,
    Criterion,
    Evidence,
    JournalEntry,
    Rating,
    StatusChange,
    StatusProposal,
    User,
    database_now,
)
from claims.refusals import Refused, Stale
from claims.verification import proposals
from claims.vocabulary import ChangeType, Precision, VerificationStatus


class EvidenceSelect(forms.Select):
    """Each choice says what moment it shows: choosing one fills in since when."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        evidence = getattr(value, "instance", None)
        if evidence is not None and evidence.shown_at is not None:
            option["attrs"] |= {
                "data-shown-at": f"{evidence.shown_at:%Y-%m-%dT%H:%M}",
                "data-precision": evidence.shown_precision,
            }
        return option


class EvidenceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # bare at run time
    widget = EvidenceSelect

    def label_from_instance(self, obj: Any) -> str:
        return described(obj)


class EvidenceChoices(RowsField):
    def label_from_instance(self, obj: Any) -> str:
        return described(obj)


def described(evidence: Evidence) -> str:
    """One evidence in a line: what it is, whose, of when."""
    when = told_times.day(evidence.shown_at) if evidence.shown_at else ""
    source = evidence.source.survivor if evidence.source else ""
    return " · ".join(part for part in (str(evidence.bearer()), str(source), when) if part)


class VerdictForm(forms.Form):
    """What a verdict asks beside its status. `seen`: up to where the record was read; `seen_newer`: in a conflict."""

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
    change_type = forms.ChoiceField(
        label=_("Why it changes"),
        choices=[("", _("it was not settled")), *ChangeType.choices],
        required=False,
        help_text=_("Asked when a settled claim changes."),
    )
    fewer_sources_because = text(
        _("Why fewer sources are enough"),
        rows=2,
        required=False,
        help_text=_("Only below the newsroom’s minimum. It is recorded, and not public."),
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": _("Open the page again: it does not say what you read.")}
    )
    seen_newer = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offer(self, claim: Claim, reader: User) -> None:
        """Only what fits this claim, and what this person may see."""
        standing = Evidence.objects.visible_to(reader).standing().filter(claim=claim).order_by("-shown_at", "-pk")
        seen = standing.select_related("source__merged_into", "contact_attempt__answers", *BEARERS)
        kinds = transitions.scales_for(claim.kind)
        rated = Rating.objects.choosable(held=claim.rating_id).filter(scale__kind__in=kinds).select_related("scale")
        choices: dict[str, Any] = {
            "evidence": seen,
            "further_evidence": seen,
            "criterion": claim.criteria.filter(withdrawn_at=None).order_by("pk"),
            "rating": rated.order_by("scale", "position"),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField
        if not permissions.may_settle_on_fewer(reader):
            del self.fields["fewer_sources_because"]

    def clean_further_evidence(self) -> list[Evidence]:
        deciding = self.cleaned_data.get("evidence")
        return [one for one in self.cleaned_data["further_evidence"] if one != deciding]


def judgement_in(given: dict[str, Any]) -> dict[str, Any]:
    """What was judged, as the stage takes it."""
    return {name: value for name, value in given.items() if name not in {"seen", "seen_newer"}}


def read_up_to(given: dict[str, Any]) -> int:
    return int(given["seen_newer"] or given["seen"])


class SinceFields(forms.Form):
    """Since when it is so."""

    effective_at = MomentField(
        label=_("Since when (UTC)"), help_text=_("Empty: the moment the deciding evidence shows, else now.")
    )
    effective_precision = precision()

    def clean_effective_precision(self) -> str:
        return self.cleaned_data["effective_precision"] or Precision.DAY


class StatusForm(SinceFields, VerdictForm):
    to = forms.ChoiceField(label=_("Status"), choices=VerificationStatus.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        """What was filled in and not touched follows the evidence, as precisely as that is known."""
        given = super().clean() or self.cleaned_data
        is_untouched = not {"effective_at", "effective_precision"} & set(self.changed_data)
        if is_untouched or shown_by(given.get("evidence")).items() <= given.items():
            given["effective_at"] = None
        return given


def shown_by(evidence: Evidence | None) -> dict[str, Any]:
    """What a form fills in from the evidence that decides, until the editor says otherwise."""
    if evidence is None or evidence.shown_at is None:
        return {}
    return {
        "effective_at": evidence.shown_at.replace(second=0, microsecond=0),
        "effective_precision": evidence.shown_precision,
    }


def newest_evidence(claim: Claim, reader: User) -> Evidence | None:
    standing = Evidence.objects.visible_to(reader).standing().filter(claim=claim)
    return standing.exclude(shown_at=None).order_by("-shown_at", "-pk").first()


def weighed(claim: Claim, reader: User) -> dict[str, Any]:
    """What is known of a claim, as whoever judges it reads it."""
    known = claim_sections.knowledge(claim, reader)
    rows = claim.status_changes.select_related("rating", "by", "approval__by").order_by("-effective_at", "-number")
    changes = list(rows)
    return {
        **known,
        "sides": sides.of(known),
        "criteria": sides.criteria(claim, changes),
        "changes": changes,
        "least_sources": settings.SETTLE_MIN_SOURCES,
        "needs_two": settings.SETTLE_NEEDS_TWO_EDITORS,
    }


class StatusPage(ClaimActPage):
    """Everything known about the claim, and the form beside it."""

    form_class = StatusForm
    template_name = "admin/claims/status.html"
    title = _("Change the status")
    may = staticmethod(permissions.may_decide)
    stale: Stale | None = None

    def get_form(self, form_class: Any = None) -> StatusForm:
        form: StatusForm = super().get_form(form_class)
        form.offer(self.claim, self.editor)
        return form

    def get_initial(self) -> dict[str, Any]:
        """The newest evidence decides until the editor says otherwise; a proposal that came back is kept."""
        initial = {"seen": JournalEntry.objects.last_bearing_on(self.claim), "to": self.request.GET.get("to", "")}
        newest = newest_evidence(self.claim, self.editor)
        return initial | {"evidence": newest and newest.pk} | shown_by(newest) | self._again()

    def _again(self) -> dict[str, Any]:
        asked = self.request.GET.get("again", "")
        rows = StatusProposal.objects.filter(claim=self.claim)
        kept = rows.filter(pk=asked).first() if is_a_number(asked) else None
        if kept is None:
            return {}
        names = ("reason", "effective_at", "effective_precision", "change_type", "fewer_sources_because")
        chosen = {"to": kept.to_status, "rating": kept.rating_id, "evidence": kept.evidence_id}
        more = {"further_evidence": kept.further_evidence, "criterion": kept.criterion_id}
        return {**{name: getattr(kept, name) for name in names}, **chosen, **more}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs, **weighed(self.claim, self.editor))
        if self.stale is not None:
            context["conflict"] = status_conflicts.between(self.claim, context["form"], self.editor)
        waiting = StatusProposal.objects.open().filter(claim=self.claim).select_related("by").first()
        return {**context, "waiting": waiting}

    def form_valid(self, form: Any) -> HttpResponse:
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        try:
            return previews.shown(
                self.request, [previews.of(self.claim, judgement_in(form.cleaned_data), editor=self.editor)]
            )
        except Refused as refused:
            show_refusal(form, refused)
            return self.form_invalid(form)

    def act(self, given: dict[str, Any]) -> None:
        asked = {**judgement_in(given), "seen": read_up_to(given)}
        try:
            made = proposals.judge(claim_id=self.claim.pk, **asked, editor=self.editor, now=database_now())
        except Stale as stale:
            self.stale = stale
            raise
        tell(self.request, made)


def tell(request: HttpRequest, *made: StatusChange | StatusProposal) -> None:
    """Say whether it holds, or waits for a second editor."""
    if any(isinstance(one, StatusProposal) for one in made):
        messages.success(request, _("Proposed: it holds once a second editor has approved it."))
    else:
        messages.success(request, _("The status is changed, and the reason is in the history."))
