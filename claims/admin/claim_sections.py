"""Read what a claim's page shows beside its wording, for one reader."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from claims import permissions
from claims.admin import histories
from claims.analysis import independence
from claims.models import Claim, ClaimWatch, Evidence, JournalEntry, Relation, Source, StanceReading, User
from claims.vocabulary import Publication, Stance, Visibility

MOST = 50


@dataclass(frozen=True, slots=True)
class Bearing:
    """One evidence with the newest reading of it."""

    evidence: Evidence
    reading: StanceReading | None

    @property
    def stance(self) -> str:
        return self.reading.stance if self.reading else ""


@dataclass(frozen=True, slots=True)
class Group:
    """The evidence that comes from one Source."""

    source: Source | None
    bearings: tuple[Bearing, ...]


def of(claim: Claim, reader: User) -> dict[str, Any]:
    """Everything of one claim that this person may see."""
    changes = claim.status_changes.select_related("rating", "by").order_by("-effective_at", "-number")
    return {
        "claim": claim,
        "appearances": claim.appearances.filter(withdrawn_at=None)
        .select_related("claimant", "outlet")
        .order_by("-is_first", "appeared_at", "pk"),
        "criteria": claim.criteria.filter(withdrawn_at=None).order_by("pk"),
        "relations": relations(claim, reader),
        **knowledge(claim, reader),
        "changes": list(changes),
        "suggestions": claim.suggestions.open().select_related("article__outlet").order_by("-score", "pk")[:MOST],
        "watch": ClaimWatch.objects.filter(claim=claim).first(),
        "checks": claim.checks.order_by("-finished_at", "-pk")[:5],
        "reviews": claim.reviews.select_related("rating").order_by("-published_on"),
        "lines": histories.lines(JournalEntry.objects.filter(claim=claim))[:MOST],
        "may_record": permissions.may_record(reader),
        "may_decide": permissions.may_decide(reader),
        "may_publish": permissions.may_publish(reader),
        "is_published": claim.publication == Publication.PUBLISHED,
    }


def knowledge(claim: Claim, reader: User) -> dict[str, Any]:
    """The evidence by Source, and how many independent Sources it makes."""
    visible = list(
        Evidence.objects.visible_to(reader)
        .standing()
        .filter(claim=claim)
        .select_related("source", "article__outlet", "capture", "appearance__claimant", "follow_up_check", "seal")
        .order_by("shown_at", "pk")
    )
    read = newest_readings(visible)
    bearings = [Bearing(one, read.get(one.pk)) for one in visible]
    return {
        "groups": grouped(bearings),
        "independence": independence.count(
            independence.Bearing(one.evidence.source_id, one.evidence.interest, one.stance)
            for one in bearings
            if one.evidence.visibility == Visibility.PUBLIC
        ),
        "bearings_for": [one for one in bearings if one.stance == Stance.FOR],
        "bearings_against": [one for one in bearings if one.stance == Stance.AGAINST],
    }


def newest_readings(rows: Iterable[Evidence]) -> dict[int, StanceReading]:
    readings = StanceReading.objects.filter(evidence__in=list(rows)).select_related("by").order_by("number")
    return {reading.evidence_id: reading for reading in readings}


def grouped(bearings: Iterable[Bearing]) -> tuple[Group, ...]:
    """By Source, in the order in which each first bore on the claim; the ungrouped last."""
    groups: dict[int | None, list[Bearing]] = defaultdict(list)
    for one in bearings:
        groups[one.evidence.source_id].append(one)
    ungrouped = groups.pop(None, None)
    told = [Group(ones[0].evidence.source, tuple(ones)) for ones in groups.values()]
    return (*told, *([Group(None, tuple(ungrouped))] if ungrouped else []))


def relations(claim: Claim, reader: User) -> list[tuple[Relation, Claim, bool]]:
    """Every standing relation with the claim at its other end, and whether it starts here."""
    touching = (
        Relation.objects.filter(Q(claim=claim) | Q(other=claim), withdrawn_at=None)
        .select_related("claim", "other")
        .order_by("kind", "pk")
    )
    told = [(one, one.other if one.claim_id == claim.pk else one.claim, one.claim_id == claim.pk) for one in touching]
    return [one for one in told if permissions.may_see_claim(reader, one[1])]
