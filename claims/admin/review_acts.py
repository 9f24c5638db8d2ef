"""What an editor may do to a suggestion, and to the copies that are folded under it."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.acting import editor_of, is_a_number
from claims.admin.fields import MomentField, SourceField, described, precision
from claims.models import Appearance, Claimant, Decision, Source, Suggestion, User, database_now
from claims.recording import appearances, naming
from claims.refusals import Refused
from claims.verification import decisions
from claims.vocabulary import AppearanceRole, Basis, Interest, SourceKind, Stance

CONFIRMING = {"for": Stance.FOR, "against": Stance.AGAINST, "observing": Stance.OBSERVING}
ACTS = {*CONFIRMING, "not_about", "dismiss", "said_again", "undo", "take_back"}
AS_USUAL = ("", gettext_lazy("as usual for this source"))


class DecisionForm(forms.Form):
    """What an editor may add to a decision; nothing of it is required."""

    source = SourceField(
        label=gettext_lazy("Source"),
        required=False,
        help_text=gettext_lazy("Who the information comes from, not who printed it: choose, or type a new name."),
    )
    source_kind = forms.ChoiceField(label=gettext_lazy("A new source is a"), choices=SourceKind, required=False)
    source_is_described = described()
    interest = forms.ChoiceField(label=gettext_lazy("Interest"), choices=[AS_USUAL, *Interest.choices], required=False)
    basis = forms.ChoiceField(label=gettext_lazy("Basis"), choices=[AS_USUAL, *Basis.choices], required=False)
    headline_stance = forms.ChoiceField(
        label=gettext_lazy("The headline says more: it is"),
        choices=[("", gettext_lazy("the same")), *Stance.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    shown_at = MomentField(label=gettext_lazy("The moment it shows (UTC)"))
    shown_precision = precision()
    reason = forms.CharField(label=gettext_lazy("Reason for dismissing"), max_length=500, required=False)

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("source_kind", SourceKind.BODY)
        self.initial.setdefault("shown_at", suggestion.article.published_at or suggestion.article.first_seen_at)
        self.fields["source"].propose(Source.objects.filter(seal=None, merged_into=None))  # type: ignore[attr-defined]  # a SourceField
        self.fields["source"].widget.attrs["data-key"] = "w"
        if not suggestion.headline_says_more:
            del self.fields["headline_stance"]


class OfferForm(forms.Form):
    """One line: the status that the evidence suggests, its reason, and since when."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, required=False)
    effective_at = MomentField(label=gettext_lazy("Since (UTC)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands on one page with the DecisionForm, which has a reason too.
        super().__init__(*args, **{"auto_id": "id_offer_%s", **kwargs})


def decide(
    request: HttpRequest, suggestion: Suggestion, copies: list[Suggestion], given: dict[str, Any]
) -> list[Suggestion]:
    """The one act that the pressed button names, on the suggestion and on those of its copies that were ticked.

    Each gets a decision of its own. Returns what was decided on, the suggestion first.
    """
    act, editor, now = request.POST.get("act", ""), editor_of(request), database_now()
    if act not in ACTS:
        raise Refused(_("Choose one of the acts: for, against, reports it only, not about it, dismiss, undo."))
    if act in {"undo", "take_back"}:
        return take_back(request, suggestion, given, editor, now)
    decided = [suggestion, *copies]
    if act in {"not_about", "dismiss"}:
        reason = "Not about it." if act == "not_about" else given["reason"]
        for one in decided:
            decisions.dismiss(suggestion_id=one.pk, reason=reason, editor=editor, now=now)
        return decided
    confirm(decided, CONFIRMING.get(act, Stance.OBSERVING), given, editor, now)
    if act == "said_again":
        record_said_again(suggestion, editor, now)
    return decided


def confirm(decided: list[Suggestion], stance: Stance, given: dict[str, Any], editor: User, now: datetime) -> None:
    """One Source for all of them: who wrote one text is one source. Nobody has read the copies' headlines."""
    named = naming.source(
        given["source"],
        kind=given["source_kind"],
        interest=given["interest"],
        basis=given["basis"],
        is_described=given["source_is_described"],
        editor=editor,
        now=now,
    )
    for one in decided:
        decisions.confirm(
            suggestion_id=one.pk,
            stance=stance,
            headline_stance=given.get("headline_stance", "") if one is decided[0] else "",
            source=named,
            interest=given["interest"] or None,
            basis=given["basis"] or None,
            shown_at=given["shown_at"],
            shown_precision=given["shown_precision"] or "day",
            editor=editor,
            now=now,
        )


def take_back(
    request: HttpRequest, suggestion: Suggestion, given: dict[str, Any], editor: User, now: datetime
) -> list[Suggestion]:
    """Reverse the decisions that the page showed, or whatever stands when it named none."""
    numbers = [int(raw) for raw in request.POST.getlist("taken") if is_a_number(raw)]
    named = Decision.objects.filter(number__in=numbers, suggestion__claim=suggestion.claim_id)
    seen = {one.suggestion_id: one for one in named.select_related("suggestion__article", "suggestion__claim")}
    if request.POST.get("act") == "take_back":
        reason = "Taken back to decide otherwise."
    else:
        reason = given["reason"] or "Taken back in the review queue."
    decided = [suggestion, *(one.suggestion for pk, one in seen.items() if pk != suggestion.pk)]
    for one in decided:
        number = seen[one.pk].number if one.pk in seen else None
        decisions.reverse(suggestion_id=one.pk, reason=reason, seen_number=number, editor=editor, now=now)
        withdraw_said_again(one, reason, editor, now)
    return decided


def record_said_again(suggestion: Suggestion, editor: User, now: datetime) -> None:
    """A further appearance of the claim; the article reports it, and takes no side."""
    if suggestion.said_again_at is None:
        raise Refused(_("Nobody was seen to say it again here: add the appearance on the claim’s page."))
    told = suggestion.said_again
    appearances.record(
        claim=suggestion.claim,
        claimant=Claimant.objects.get(public_id=told["claimant"]),
        role=AppearanceRole.SAID,
        outlet=suggestion.article.outlet,
        url=suggestion.article.url,
        quotation=told["sentence"],
        appeared_at=suggestion.said_again_at,
        is_first=False,
        editor=editor,
        now=now,
    )


def withdraw_said_again(suggestion: Suggestion, reason: str, editor: User, now: datetime) -> None:
    """Take back the appearance that the article was recorded as, if it was."""
    if suggestion.said_again_at is None:
        return
    recorded = Appearance.objects.filter(
        claim=suggestion.claim, url=suggestion.article.url, role=AppearanceRole.SAID, withdrawn_at=None, is_first=False
    )
    for appearance in recorded.select_related("claim"):
        appearances.withdraw(appearance=appearance, reason=reason, editor=editor, now=now)
