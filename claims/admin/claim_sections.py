"""Read what a claim's page shows beside its wording, for one reader."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from claims import permissions
from claims.admin import histories, history_pages
from claims.admin.complaints import complaints_of
from claims.admin.contacts import attempts_of
from claims.admin.quoted import quoted
from claims.admin.sealed_notes import notes_of
from claims.admin.since_read import since_read
from claims.analysis import independence
from claims.analysis.independence import Independence
from claims.analysis.thresholds import Thresholds
from claims.models import (
    BEARERS,
    Claim,
    ClaimWatch,
    Derivation,
    Evidence,
    Relation,
    RelationSuggestion,
    Source,
    StanceReading,
    Suggestion,
    User,
    database_now,
)
from claims.vocabulary import Publication, Stance, Visibility

MOST = 50


@dataclass(frozen=True, slots=True)
class Bearing:
    """One evidence with the newest reading of it."""

    evidence: Evidence
    reading: StanceReading | None
    rests_on: tuple[Derivation, ...] = ()
    since_read: str = ""  # "changed" or "lost"

    @property
    def source(self) -> Source | None:
        """The Source it comes from, as it is known today."""
        return self.evidence.source and self.evidence.source.survivor

    @property
    def source_id(self) -> int | None:
        return self.source.pk if self.source else None

    @property
    def stance(self) -> str:
        return self.reading.stance if self.reading else ""


@dataclass(frozen=True, slots=True)
class Group:
    """The evidence that comes from one Source."""

    source: Source | None
    bearings: tuple[Bearing, ...]


def of(claim: Claim, reader: User, held: Thresholds) -> dict[str, Any]:
    """Everything of one claim that this person may see."""
    changes = claim.status_changes.select_related("rating", "by", "approval__by").order_by("-effective_at", "-number")
    return {
        "claim": claim,
        "quoted": quoted(
            claim.appearances.filter(withdrawn_at=None)
            .select_related("claimant__merged_into", "outlet__merged_into", "revision__article", "capture")
            .order_by("-is_first", "appeared_at", "pk")
        ),
        "criteria": claim.criteria.filter(withdrawn_at=None).order_by("pk"),
        "relations": relations(claim, reader),
        "pairs": pairs(claim, reader),
        **knowledge(claim, reader),
        "changes": list(changes),
        "suggestions": Suggestion.objects.visible_to(reader)
        .filter(claim=claim)
        .open()
        .shown(held)
        .select_related("article__outlet__merged_into")
        .order_by("-score", "pk")[:MOST],
        "watch": ClaimWatch.objects.filter(claim=claim).first(),
        "checks": claim.checks.order_by("-finished_at", "-pk")[:5],
        "reviews": claim.reviews.standing().select_related("rating").order_by("-published_on"),
        "contacts": attempts_of(claim, reader, now=database_now()),
        "complaints": complaints_of(claim, reader),
        "sealed_notes": notes_of(claim, reader),
        "lines": histories.lines(history_pages.newest(claim, reader, most=MOST), reader, claim=claim),
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
        .select_related(
            "source__merged_into",
            "article__outlet__merged_into",
            "appearance__claimant__merged_into",
            "contact_attempt__answers",
            "seal",
            *BEARERS,
        )
        .order_by("shown_at", "pk")
    )
    read = newest_readings(visible)
    below = Derivation.objects.below({one.article_id for one in visible if one.article_id}, moment=None)
    untold = set(
        Derivation.objects.sealed_from(reader).filter(pk__in=[one.pk for one in below]).values_list("pk", flat=True)
    )
    since = since_read(visible, read)
    bearings = [
        Bearing(
            one,
            read.get(one.pk),
            tuple(rest for rest in below if rest.article_id == one.article_id and rest.pk not in untold),
            since.get(one.pk, ""),
        )
        for one in visible
    ]
    return {
        "bearings": bearings,
        "derivations": below,
        "groups": grouped(bearings),
        "independence": counted([one for one in bearings if one.evidence.visibility == Visibility.PUBLIC], below),
        "bearings_for": [one for one in bearings if one.stance == Stance.FOR],
        "bearings_against": [one for one in bearings if one.stance == Stance.AGAINST],
    }


def counted(bearings: Iterable[Bearing], below: Iterable[Derivation]) -> Independence:
    """Rule 8, through what is confirmed that the articles rest on."""
    return independence.count(
        (
            independence.Bearing(one.source_id, one.evidence.interest, one.stance, one.evidence.article_id)
            for one in bearings
        ),
        [one.rests() for one in below],
    )


def newest_readings(rows: Iterable[Evidence]) -> dict[int, StanceReading]:
    readings = StanceReading.objects.filter(evidence__in=list(rows)).select_related("by", "revision").order_by("number")
    return {reading.evidence_id: reading for reading in readings}


def grouped(bearings: Iterable[Bearing]) -> tuple[Group, ...]:
    """By Source, in the order in which each first bore on the claim; the ungrouped last."""
    groups: dict[int | None, list[Bearing]] = defaultdict(list)
    for one in bearings:
        groups[one.source_id].append(one)
    ungrouped = groups.pop(None, None)
    told = [Group(ones[0].source, tuple(ones)) for ones in groups.values()]
    return (*told, *([Group(None, tuple(ungrouped))] if ungrouped else []))


def pairs(claim: Claim, reader: User) -> list[tuple[RelationSuggestion, Claim]]:
    """What is proposed of the claim and another, undecided, with the claim at its other end."""
    waiting = RelationSuggestion.objects.about(claim).open().visible_to(reader).select_related("claim", "other")
    rows = waiting.order_by("-score", "pk")[:MOST]
    return [(one, one.other if one.claim_id == claim.pk else one.claim) for one in rows]


def relations(claim: Claim, reader: User) -> list[tuple[Relation, Claim, bool]]:
    """Every standing relation with the claim at its other end, and whether it starts here."""
    touching = (
        Relation.objects.filter(Q(claim=claim) | Q(other=claim), withdrawn_at=None)
        .select_related("claim", "other")
        .order_by("kind", "pk")
    )
    told = [(one, one.other if one.claim_id == claim.pk else one.claim, one.claim_id == claim.pk) for one in touching]
    return [one for one in told if permissions.may_see_claim(reader, one[1])]
