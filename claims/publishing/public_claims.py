"""What the public may know of a claim, as of any time: the one read model of site, API, Atom and ClaimReview."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from claims.analysis import transitions
from claims.analysis.independence import Bearing, Independence, count
from claims.analysis.quotations import shorten
from claims.analysis.replaying import Key, Said, replay
from claims.models import (
    Claim,
    Claimant,
    ClaimReview,
    FollowUpCheck,
    JournalEntry,
    Outlet,
    Rating,
    Relation,
    StatusChange,
    Story,
    Topic,
)
from claims.publishing import public_evidence
from claims.publishing.public_claim import (
    LastSearch,
    Moment,
    PublicAppearance,
    PublicChange,
    PublicClaim,
    PublicClaimant,
    PublicCriterion,
    PublicEvidence,
    PublicRating,
    PublicRelation,
    PublicReview,
)
from claims.vocabulary import ClaimantKind, Publication, RelationKind, VerificationStatus, Visibility

REPLAYED = ("claim", "appearance", "criterion", "evidence")


def known(claim: Claim, *, as_of: datetime | None = None, effective_at: datetime | None = None) -> PublicClaim:
    """What the public knew of `claim` at `as_of` (None: now), for what was so at `effective_at` (None: the latest).

    The journal is rolled forward to that moment. Today's restrictions and redactions win over the past.
    """
    states = replay(_entries(claim, as_of))
    told = states.get(("claim", str(claim.public_id)), {})
    changes = _changes(claim, as_of)
    held = transitions.current(changes, as_of=as_of, effective_at=effective_at)
    evidence = public_evidence.seen(claim, states, as_of=as_of)
    story = Story.objects.filter(public_id=told["story"]).first() if told.get("story") else None
    return PublicClaim(
        public_id=str(claim.public_id),
        slug=claim.slug or "",
        statement=told.get("statement", ""),
        quotation=shorten(told.get("quotation", "")),
        kind=told.get("kind", claim.kind),
        language=told.get("language", claim.language),
        story=story.title if story else "",
        story_slug=story.slug if story else "",
        topics=_topics(told.get("topics", [])),
        speaks_about=(_period(told, "speaks_about_from"), _period(told, "speaks_about_until")),
        recorded_at=claim.created_at,
        published_at=_time(told.get("published_at")),
        is_published=told.get("publication") == Publication.PUBLISHED,
        status=held.status if held else VerificationStatus.UNVERIFIED,
        since=held.moment if held else None,
        known_since=held.recorded_at if held else None,
        rating=held.rating if held else None,
        reason=held.reason if held else "",
        appearances=_appearances(states),
        criteria=_criteria(states),
        evidence=tuple(one for one, _bearing in evidence),
        independence=_independence(evidence),
        changes=tuple(changes),
        relations=_relations(claim, as_of),
        reviews=_reviews(claim, as_of),
        last_search=_last_search(claim, as_of),
        as_of=as_of,
        effective_at=effective_at,
    )


def _entries(claim: Claim, as_of: datetime | None) -> list[Said]:
    rows = JournalEntry.objects.about(claim).filter(subject_type__in=REPLAYED)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return [Said(kind, str(public_id), after) for kind, public_id, after in rows.values_list(*_COLUMNS)]


_COLUMNS = ("subject_type", "subject_id", "after")


def _of_type(states: dict[Key, dict[str, Any]], kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(public_id, state) for (subject, public_id), state in states.items() if subject == kind]


def _time(value: Any) -> datetime | None:
    return parse_datetime(value) if isinstance(value, str) else None


def _moment(state: dict[str, Any], name: str) -> Moment | None:
    at = _time(state.get(f"{name}_at"))
    return Moment(at, state.get(f"{name}_precision", ""), state.get(f"{name}_zone", "UTC")) if at else None


def _period(told: dict[str, Any], name: str) -> Moment | None:
    at = _time(told.get(name))
    zone = told.get("speaks_about_zone", "UTC")
    return Moment(at, told.get("speaks_about_precision", ""), zone) if at else None


def _topics(ids: Iterable[str]) -> tuple[str, ...]:
    wanted = list(ids)
    return (
        tuple(Topic.objects.filter(public_id__in=wanted).order_by("name").values_list("name", flat=True))
        if wanted
        else ()
    )


def _appearances(states: dict[Key, dict[str, Any]]) -> tuple[PublicAppearance, ...]:
    rows = _of_type(states, "appearance")
    claimants = {
        str(one.public_id): one
        for one in Claimant.objects.filter(public_id__in=[state["claimant"] for _, state in rows if state["claimant"]])
    }
    outlets = {
        str(one.public_id): one.name
        for one in Outlet.objects.filter(public_id__in=[state["outlet"] for _, state in rows if state["outlet"]])
    }
    made = [
        PublicAppearance(
            public_id=public_id,
            claimant=public_claimant(claimants.get(state["claimant"] or "")),
            role=state["role"],
            hedge=state["hedge"],
            channel=state["channel"],
            outlet=outlets.get(state["outlet"] or "", ""),
            url=state["url"],
            quotation=shorten(state["quotation"]),
            moment=_moment(state, "appeared"),
            is_first=state["is_first"],
        )
        for public_id, state in rows
    ]
    return tuple(sorted(made, key=lambda one: (not one.is_first, one.moment.at.isoformat() if one.moment else "~")))


def public_claimant(claimant: Claimant | None) -> PublicClaimant | None:
    """A claimant as readers see it."""
    if claimant is None:
        return None
    return PublicClaimant(
        name=claimant.name,
        slug=claimant.slug,
        kind=claimant.kind,
        description=claimant.description,
        is_named=claimant.kind != ClaimantKind.UNNAMED,
    )


def _criteria(states: dict[Key, dict[str, Any]]) -> tuple[PublicCriterion, ...]:
    return tuple(
        PublicCriterion(state["statement"], state["evidence_kind"], state["supplier"], _time(state["due_at"]))
        for _, state in _of_type(states, "criterion")
    )


def public_rating(rating: Rating | None) -> PublicRating | None:
    """A rating as readers see it. Its scale is loaded with it."""
    if rating is None:
        return None
    return PublicRating(
        label=rating.label,
        explanation=rating.explanation,
        colour=rating.colour,
        numeric_value=rating.numeric_value,
        outcome=rating.outcome,
        slug=rating.slug,
        scale=rating.scale.name,
    )


def _changes(claim: Claim, as_of: datetime | None) -> list[PublicChange]:
    """The changes known at `as_of`, in the order in which they were recorded."""
    rows = StatusChange.objects.filter(claim=claim).order_by("number")
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    found = list(
        rows.select_related("rating__scale", "corrects", "by", "evidence").prefetch_related(
            "further_evidence__evidence"
        )
    )
    corrected = {row.corrects_id for row in found}
    return [_change(row, is_corrected=row.pk in corrected) for row in found]


def _change(row: StatusChange, *, is_corrected: bool) -> PublicChange:
    behind = [row.evidence, *(one.evidence for one in row.further_evidence.all())]
    return PublicChange(
        number=row.number,
        status=row.to_status,
        rating=public_rating(row.rating),
        moment=Moment(row.effective_at, row.effective_precision, row.effective_zone),
        recorded_at=row.recorded_at,
        reason=row.reason,
        change_type=row.change_type,
        is_corrected=is_corrected,
        is_imported=row.is_imported,
        by=str(row.by) if settings.EDITOR_NAMES_PUBLIC else "",
        evidence=tuple(str(one.public_id) for one in behind if one and one.visibility == Visibility.PUBLIC),
        corrects_number=row.corrects.number if row.corrects else None,
    )


def _independence(evidence: list[tuple[PublicEvidence, Bearing]]) -> Independence:
    return count(bearing for _one, bearing in evidence)


def _relations(claim: Claim, as_of: datetime | None) -> tuple[PublicRelation, ...]:
    rows: QuerySet[Relation] = Relation.objects.filter(Q(claim=claim) | Q(other=claim)).select_related("claim", "other")
    if as_of is None:
        rows = rows.filter(withdrawn_at=None)
    else:
        rows = rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=as_of), created_at__lte=as_of)
    made = []
    for row in rows.order_by("pk"):
        is_from_other = row.other_id == claim.pk
        far = row.claim if is_from_other else row.other
        if far.publication == Publication.PUBLISHED and far.slug:
            status = far.status if as_of is None else _status_then(far, as_of)
            symmetric = row.kind == RelationKind.CONTRADICTS
            made.append(PublicRelation(row.kind, is_from_other and not symmetric, str(far), far.slug, status))
    return tuple(made)


def _status_then(claim: Claim, as_of: datetime) -> str:
    held = transitions.current(_changes(claim, as_of), as_of=as_of)
    return held.status if held else VerificationStatus.UNVERIFIED


def _reviews(claim: Claim, as_of: datetime | None) -> tuple[PublicReview, ...]:
    rows = ClaimReview.objects.filter(claim=claim).select_related("rating__scale").order_by("published_on", "pk")
    if as_of is not None:
        rows = rows.filter(created_at__lte=as_of)
    return tuple(
        PublicReview(row.url, row.headline, row.byline, row.language, row.published_on.isoformat(), rating)
        for row in rows
        if (rating := public_rating(row.rating)) is not None
    )


def _last_search(claim: Claim, as_of: datetime | None) -> LastSearch:
    rows = FollowUpCheck.objects.filter(claim=claim)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    last = rows.order_by("-finished_at", "-pk").first()
    watch = getattr(claim, "watch", None) if as_of is None else None
    return LastSearch(
        finished_at=last.finished_at if last else None,
        articles=int(last.searched.get("articles", 0)) if last else 0,
        found=last.found if last else 0,
        late_since=watch.late_since if watch else None,
    )
