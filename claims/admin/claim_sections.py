"""Read what a claim's page shows beside its wording, for one reader."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, Q, QuerySet

from claims import permissions
from claims.admin import histories, history_pages
from claims.admin.complaints import complaints_of
from claims.admin.contacts import attempts_of
from claims.admin.quoted import Quoted, quoted
from claims.admin.sealed_notes import notes_of
from claims.admin.since_read import since_read
from claims.analysis import independence
from claims.analysis.independence import Independence
from claims.analysis.thresholds import Thresholds
from claims.models import (
    BEARERS,
    Claim,
    ContactAttempt,
    Derivation,
    Evidence,
    Relation,
    RelationSuggestion,
    SealedNote,
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
    parts = _parts(claim, reader, held)
    has = _which_hold_anything(claim, parts)
    known = knowledge(claim, reader)
    said = quoted(parts["appearances"]) if has["appearances"] else []
    return {
        "claim": claim,
        "quoted": said,
        "criteria": parts["criteria"] if has["criteria"] else (),
        "relations": relations(claim, reader) if has["relations"] else (),
        "pairs": pairs(claim, reader) if has["pairs"] else (),
        **known,
        "changes": list(parts["changes"]) if has["changes"] else [],
        "suggestions": parts["suggestions"][:MOST] if has["suggestions"] else (),
        "watch": getattr(claim, "watch", None),
        "checks": parts["checks"][:5] if has["checks"] else (),
        "reviews": parts["reviews"] if has["reviews"] else (),
        "contacts": attempts_of(claim, reader, now=database_now()) if has["contacts"] else (),
        "complaints": complaints_of(claim, reader) if has["complaints"] else (),
        "sealed_notes": notes_of(claim, reader) if has["sealed_notes"] else (),
        "lines": histories.lines(
            history_pages.newest(claim, reader, most=MOST),
            reader,
            claim=claim,
            known=[claim, *_shown(claim, said, known["bearings"])],
        ),
        "may_record": permissions.may_record(reader),
        "may_decide": permissions.may_decide(reader),
        "may_publish": permissions.may_publish(reader),
        "is_published": claim.publication == Publication.PUBLISHED,
    }


def _parts(claim: Claim, reader: User, held: Thresholds) -> "dict[str, QuerySet[Any]]":
    """The rows of each part that may be empty, for one reader."""
    return {
        "appearances": claim.appearances.filter(withdrawn_at=None)
        .select_related("claimant__merged_into", "outlet__merged_into", "revision__article", "capture")
        .order_by("-is_first", "appeared_at", "pk"),
        "criteria": claim.criteria.filter(withdrawn_at=None).order_by("pk"),
        "relations": _touching(claim),
        "pairs": _proposed(claim, reader),
        "changes": claim.status_changes.select_related("rating", "by", "approval__by").order_by(
            "-effective_at", "-number"
        ),
        "suggestions": Suggestion.objects.visible_to(reader)
        .filter(claim=claim)
        .open()
        .shown(held)
        .select_related("article__outlet__merged_into")
        .order_by("-score", "pk"),
        "checks": claim.checks.order_by("-finished_at", "-pk"),
        "reviews": claim.reviews.standing().select_related("rating").order_by("-published_on"),
        "contacts": ContactAttempt.objects.filter(claim=claim),
        "complaints": claim.complaints.all(),
        "sealed_notes": SealedNote.objects.filter(claim=claim),
    }


def _which_hold_anything(claim: Claim, parts: "Mapping[str, QuerySet[Any]]") -> dict[str, bool]:
    """One question for all of them: most claims have few, and each is asked for only where there is something."""
    asked = [Exists(rows.order_by().values("pk")) for rows in parts.values()]
    found: Iterable[bool] = Claim.objects.filter(pk=claim.pk).values_list(*asked).get()
    return dict(zip(parts, found, strict=True))


def _shown(claim: Claim, said: Iterable[Quoted], bearings: Iterable[Bearing]) -> Iterator[Model]:
    """What the page has read already, and names openly, for a history that names it too."""
    if claim.story is not None:
        yield claim.story
    for one in said:
        yield one.appearance
        if one.appearance.claimant is not None:
            yield one.appearance.claimant
        if one.appearance.outlet is not None:
            yield one.appearance.outlet
    for bearing in bearings:
        yield bearing.evidence
        if bearing.evidence.article is not None:
            yield bearing.evidence.article


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
    rows = _proposed(claim, reader).select_related("claim", "other").order_by("-score", "pk")[:MOST]
    return [(one, one.other if one.claim_id == claim.pk else one.claim) for one in rows]


def _proposed(claim: Claim, reader: User) -> "QuerySet[RelationSuggestion]":
    return RelationSuggestion.objects.about(claim).open().visible_to(reader)


def relations(claim: Claim, reader: User) -> list[tuple[Relation, Claim, bool]]:
    """Every standing relation with the claim at its other end, and whether it starts here."""
    touching = _touching(claim).select_related("claim", "other").order_by("kind", "pk")
    told = [(one, one.other if one.claim_id == claim.pk else one.claim, one.claim_id == claim.pk) for one in touching]
    return [one for one in told if permissions.may_see_claim(reader, one[1])]


def _touching(claim: Claim) -> "QuerySet[Relation]":
    return Relation.objects.filter(Q(claim=claim) | Q(other=claim), withdrawn_at=None)
