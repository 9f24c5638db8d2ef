"""What the public may know of a claim, as of any time: the one read model of site, API, Atom and ClaimReview."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q

from claims.analysis import independence, transitions
from claims.analysis.quotations import shorten
from claims.analysis.replaying import Key, Said, replaced, replay
from claims.models import Claim, ClaimReview, FollowUpCheck, JournalEntry, Rating, Story, Topic
from claims.publishing import (
    public_appearances,
    public_complaints,
    public_contacts,
    public_derivations,
    public_evidence,
    public_relations,
    public_statuses,
)
from claims.publishing.public_appearances import time
from claims.publishing.public_claim import (
    LastSearch,
    Moment,
    PublicClaim,
    PublicCriterion,
    PublicReview,
    PublicTopic,
    PublicWording,
)
from claims.publishing.public_relations import COLUMNS
from claims.vocabulary import Publication, VerificationStatus

REPLAYED = ("claim", "appearance", "criterion", "evidence")
State = dict[str, Any]


def known(claim: Claim, *, as_of: datetime | None = None, effective_at: datetime | None = None) -> PublicClaim:
    """What the public knew of `claim` at `as_of` (None: now), for what was so at `effective_at` (None: the latest).

    The journal is rolled forward to that moment. Today's restrictions and redactions win over the past. A claim that
    was not published then has nothing in it but its id and its slug.
    """
    entries = _entries(claim, as_of)
    states = replay(entries)
    told = states.get(("claim", str(claim.public_id)), {})
    if told.get("publication") != Publication.PUBLISHED:
        return _nothing_yet(claim, as_of, effective_at)
    return _known(claim, entries, states, as_of, effective_at)


def previewed(claim: Claim) -> PublicClaim:
    """What the public would know of `claim` were it published at this moment."""
    entries = _entries(claim, None)
    return _known(claim, entries, replay(entries), None, None)


def _known(
    claim: Claim,
    entries: list[Said],
    states: dict[Key, State],
    as_of: datetime | None,
    effective_at: datetime | None,
) -> PublicClaim:
    told = states[("claim", str(claim.public_id))]
    related = public_relations.rows_of(claim)
    far = [public_relations.far_end(row, claim) for row in related]
    changes = public_statuses.changes_of([claim, *far], as_of=as_of)
    held = transitions.current(changes.get(claim.pk, []), as_of=as_of, effective_at=effective_at)
    evidence, counted = public_derivations.counted(public_evidence.seen(states, as_of=as_of), as_of=as_of)
    story = Story.objects.filter(public_id=told["story"]).first() if told["story"] else None
    return PublicClaim(
        public_id=str(claim.public_id),
        slug=claim.slug or "",
        statement=told["statement"],
        quotation=shorten(told["quotation"]),
        kind=told["kind"],
        language=told["language"],
        story=story.title if story else "",
        story_slug=story.slug if story else "",
        topics=_topics(told["topics"]),
        speaks_about=(_period(told, "speaks_about_from"), _period(told, "speaks_about_until")),
        recorded_at=claim.created_at,
        published_at=time(told.get("published_at")),
        is_published=told.get("publication") == Publication.PUBLISHED,
        wordings=_wordings(entries, claim),
        status=held.status if held else VerificationStatus.UNVERIFIED,
        since=held.moment if held else None,
        known_since=held.recorded_at if held else None,
        rating=held.rating if held else None,
        reason=held.reason if held else "",
        appearances=public_appearances.appearances(_of_type(states, "appearance")),
        criteria=_criteria(states),
        evidence=evidence,
        independence=counted,
        changes=tuple(changes.get(claim.pk, [])),
        relations=public_relations.relations(claim, related, changes, as_of=as_of),
        reviews=_reviews(claim, as_of),
        contacts=public_contacts.contacts(claim, as_of=as_of),
        complaints_upheld=public_complaints.upheld(claim, as_of=as_of),
        last_search=_last_search(claim, told, as_of),
        as_of=as_of,
        effective_at=effective_at,
    )


def _nothing_yet(claim: Claim, as_of: datetime | None, effective_at: datetime | None) -> PublicClaim:
    return PublicClaim(
        public_id=str(claim.public_id),
        slug=claim.slug or "",
        statement="",
        quotation="",
        kind="",
        language="",
        story="",
        story_slug="",
        topics=(),
        speaks_about=(None, None),
        recorded_at=claim.created_at,
        published_at=None,
        is_published=False,
        wordings=(),
        status="",
        since=None,
        known_since=None,
        rating=None,
        reason="",
        appearances=(),
        criteria=(),
        evidence=(),
        independence=independence.count(()),
        changes=(),
        relations=(),
        reviews=(),
        contacts=(),
        complaints_upheld=0,
        last_search=LastSearch(None, 0, 0, None),
        as_of=as_of,
        effective_at=effective_at,
    )


def _entries(claim: Claim, as_of: datetime | None) -> list[Said]:
    rows = JournalEntry.objects.about(claim).filter(subject_type__in=REPLAYED)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return [Said(kind, str(public_id), after, at) for kind, public_id, after, at in rows.values_list(*COLUMNS)]


def _of_type(states: dict[Key, State], kind: str) -> list[tuple[str, State]]:
    return [(public_id, state) for (subject, public_id), state in states.items() if subject == kind]


def _period(told: State, name: str) -> Moment | None:
    at = time(told[name])
    return Moment(at, told["speaks_about_precision"], told["speaks_about_zone"]) if at else None


def _topics(ids: Iterable[str]) -> tuple[PublicTopic, ...]:
    wanted = list(ids)
    if not wanted:
        return ()
    followed = Claim.objects.published().filter(topics=OuterRef("pk"))
    rows = Topic.objects.filter(public_id__in=wanted).annotate(is_followed=Exists(followed)).order_by("name")
    return tuple(PublicTopic(one.name, one.slug if one.is_followed else "") for one in rows)


def _wordings(entries: list[Said], claim: Claim) -> tuple[PublicWording, ...]:
    """How the statement read before, as far as readers saw it."""
    earlier = replaced(entries, ("claim", str(claim.public_id)), "statement")
    return tuple(
        PublicWording(one.value, one.until) for one in earlier if one.state.get("publication") == Publication.PUBLISHED
    )


def _criteria(states: dict[Key, State]) -> tuple[PublicCriterion, ...]:
    return tuple(
        PublicCriterion(state["statement"], state["evidence_kind"], state["supplier"], time(state["due_at"]))
        for _, state in _of_type(states, "criterion")
    )


def _reviews(claim: Claim, as_of: datetime | None) -> tuple[PublicReview, ...]:
    rows = ClaimReview.objects.filter(claim=claim).select_related("rating__scale").order_by("published_on", "pk")
    if as_of is None:
        rows = rows.standing()
    else:
        rows = rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=as_of), created_at__lte=as_of)
    found = list(rows)
    ends = _ends_of_scales({row.rating.scale_id for row in found})
    return tuple(_review(row, *ends.get(row.rating.scale_id, (None, None))) for row in found)


def _review(row: ClaimReview, worst: int | None, best: int | None) -> PublicReview:
    rating = public_statuses.public_rating(row.rating, language=row.language)
    assert rating is not None, "a review has a rating"
    on = row.published_on.isoformat()
    return PublicReview(row.url, row.headline, row.byline, row.language, on, rating, worst, best)


def _ends_of_scales(ids: set[int]) -> dict[int, tuple[int | None, int | None]]:
    if not ids:
        return {}
    rows = Rating.objects.filter(scale__in=ids).values_list("scale")
    return {scale: (worst, best) for scale, worst, best in rows.annotate(Min("numeric_value"), Max("numeric_value"))}


def _last_search(claim: Claim, told: State, as_of: datetime | None) -> LastSearch:
    rows = FollowUpCheck.objects.filter(claim=claim)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    last = rows.order_by("-finished_at", "-pk").first()
    return LastSearch(
        finished_at=last.finished_at if last else None,
        articles=int(last.searched.get("articles", 0)) if last else 0,
        found=last.found if last else 0,
        late_since=_late_since(told),
    )


def _late_since(told: State) -> datetime | None:
    """Since when the search is interrupted: the last flip to late that no search has followed."""
    late, recovered = time(told.get("late_since")), time(told.get("recovered_at"))
    return late if late and (recovered is None or recovered < late) else None
