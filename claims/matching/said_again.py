"""Notice an article in which the claimant says a claim again after its verdict."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q

from claims.analysis import said_again
from claims.analysis.said_again import Speaker
from claims.models import (
    Affiliation,
    Appearance,
    Claim,
    Claimant,
    Revision,
    StatusChange,
    Suggestion,
)
from claims.vocabulary import AppearanceRole, ClaimantKind, SuggestionState, VerificationStatus

NOT_AGAIN: Final[Mapping[str, Any]] = {"said_again_at": None, "repeat_number": None, "said_again": {}}


def columns(*, claim: Claim, revision: Revision, reasons: Mapping[str, Any]) -> dict[str, Any]:
    """What a suggestion says of a repetition: when, the how many-eth time, who says it there, and the verdict.

    Nothing for a claim without a rating, for an article older than the verdict, or when somebody else is speaking.
    A time is a day: ten reports of one briefing are one.
    """
    verdict = _verdict(claim)
    said_at = revision.article.published_at or revision.article.first_seen_at
    if verdict is None or verdict.rating is None or said_at <= max(verdict.recorded_at, verdict.effective_at):
        return dict(NOT_AGAIN)
    for claimant in _claimants(claim):
        found = said_again.find(
            claim=claim.statement,
            title=revision.title,
            text=revision.kept_text or "",
            sentence=str(reasons.get("sentence", "")),
            sentence_start=int(reasons.get("sentence_start", -1)),
            speaker=_speaker(claimant, said_at.date()),
        )
        if found is not None:
            return {
                "said_again_at": said_at,
                "repeat_number": _number(claim, claimant, said_at),
                "said_again": {
                    **found.as_json(),
                    "claimant": str(claimant.public_id),
                    "rating": verdict.rating.label,
                    "rated_at": verdict.recorded_at.isoformat(),
                },
            }
    return dict(NOT_AGAIN)


def _verdict(claim: Claim) -> StatusChange | None:
    """The change by which the claim is settled now; None when it is not."""
    if claim.status != VerificationStatus.SETTLED:
        return None
    standing = claim.status_changes.filter(corrected_by=None, to_status=VerificationStatus.SETTLED)
    return standing.select_related("rating").order_by("-effective_at", "-number").first()


def _claimants(claim: Claim) -> list[Claimant]:
    """Those who asserted it themselves; an unnamed official cannot be recognised."""
    said = claim.appearances.filter(withdrawn_at=None, role=AppearanceRole.SAID).exclude(claimant=None)
    rows = said.exclude(claimant__kind=ClaimantKind.UNNAMED).select_related("claimant__merged_into").order_by("pk")
    found = (one.claimant.survivor for one in rows if one.claimant)
    return list(dict.fromkeys(found))


def _speaker(claimant: Claimant, on: date) -> Speaker:
    """By which names and offices an article of that day may have the claimant speak."""
    holds = (Q(from_on=None) | Q(from_on__lte=on)) & (Q(until_on=None) | Q(until_on__gte=on))
    held = Affiliation.objects.standing().filter(holds).select_related("claimant", "organisation__merged_into")
    own = list(held.filter(Q(claimant=claimant) | Q(claimant__merged_into=claimant)))
    # A body speaks through those who speak for it.
    theirs = held.filter(Q(organisation=claimant) | Q(organisation__merged_into=claimant))
    members = [one.claimant.name for one in theirs]
    aliases = claimant.merged_from.values_list("name", flat=True)
    return Speaker(
        names=tuple(dict.fromkeys([claimant.name, *aliases, *members])),
        bodies=tuple(dict.fromkeys(one.organisation.survivor.name for one in own)),
        offices=tuple(dict.fromkeys(one.position for one in own if one.position.strip())),
    )


def _number(claim: Claim, claimant: Claimant, said_at: datetime) -> int:
    """The how many-eth day it is on which the claimant says it, by what is recorded and what was noticed before."""
    same = Q(claimant=claimant) | Q(claimant__merged_into=claimant)
    said = Appearance.objects.filter(same, claim=claim, withdrawn_at=None, role=AppearanceRole.SAID)
    moments = list(said.values_list("appeared_at", flat=True))
    undated = sum(moment is None for moment in moments)
    noticed = Suggestion.objects.said_again().filter(claim=claim).exclude(state=SuggestionState.DISMISSED)
    moments += noticed.filter(said_again__claimant=str(claimant.public_id)).values_list("said_again_at", flat=True)
    days = {moment.date() for moment in moments if moment is not None and moment.date() < said_at.date()}
    return max(2, len(days) + undated + 1)
