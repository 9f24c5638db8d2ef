"""Lists of published claims, as short cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from claims.models import Affiliation, Appearance, Claim, Claimant, JournalEntry, StatusChange, Story, Topic
from claims.publishing.public_appearances import position, public_claimant
from claims.publishing.public_claim import OPEN, Moment, PublicClaimant, PublicRating
from claims.publishing.public_statuses import public_rating
from claims.vocabulary import AppearanceRole, ClaimKind, Publication

_PUBLISHED = Count("claims", filter=Q(claims__publication=Publication.PUBLISHED))


@dataclass(frozen=True, slots=True)
class Card:
    """A claim in a list; `since` and `reason` are of the status that holds, None and "" while nothing changed it."""

    public_id: str
    statement: str
    language: str
    slug: str
    story: str
    story_slug: str
    status: str
    rating: PublicRating | None
    since: Moment | None
    reason: str
    claimant: PublicClaimant | None
    hedge: str
    role: str
    said_at: Moment | None
    recorded_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """A story, a topic, or what belongs to none (""), with its number of published claims."""

    title: str
    slug: str
    description: str
    number: int


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What readers see first: open claims by what changed last, then what is closed, stories and topics."""

    open: tuple[Card, ...]
    closed: tuple[Card, ...]
    changes: tuple[Card, ...]
    stories: tuple[Group, ...]
    topics: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A claimant's published claims, and those of others that they relayed or denied.

    `counts` (rating, number) are of their own claims, and only for those with a name.
    """

    claimant: PublicClaimant
    positions: tuple[str, ...]
    claims: tuple[Card, ...]
    others: tuple[Card, ...]
    counts: tuple[tuple[PublicRating, int], ...]


def front_page(*, most: int = 60) -> FrontPage:
    """The newest of what is open and of what is closed, and the newest changes of status."""
    published = Claim.objects.published()
    opened = cards(published.filter(status__in=OPEN), most=most)
    closed = cards(published.exclude(status__in=OPEN), most=most)
    changed = [card for card in (*opened, *closed) if card.since]
    newest = sorted(changed, key=lambda card: card.changed_at, reverse=True)[:5]
    return FrontPage(opened, closed, tuple(newest), stories(), topics())


def stories() -> tuple[Group, ...]:
    """Stories with a published claim, by name."""
    rows = Story.objects.annotate(number=_PUBLISHED).filter(number__gt=0).order_by("title")
    return tuple(Group(one.title, one.slug, "", one.number) for one in rows)


def topics() -> tuple[Group, ...]:
    """Topics with a published claim, by name."""
    rows = Topic.objects.annotate(number=_PUBLISHED).filter(number__gt=0).order_by("name")
    return tuple(Group(one.name, one.slug, one.description, one.number) for one in rows)


def story(slug: str) -> tuple[Group, tuple[Card, ...]] | None:
    """A story with its published claims; None when it has none."""
    return _with_cards(stories(), slug, Q(story__slug=slug))


def topic(slug: str, *, most: int = 200) -> tuple[Group, tuple[Card, ...]] | None:
    """A topic with its published claims, of whichever stories; None when it has none."""
    return _with_cards(topics(), slug, Q(topics__slug=slug), most=most)


def claimant(slug: str) -> Record | None:
    """A claimant in published claims; one that was merged answers for the other. None when there is no claim.

    What they only relayed or denied is not theirs and is not counted; but a denial is the claim of who denies.
    """
    found = Claimant.objects.select_related("merged_into").filter(slug=slug).first()
    found = found and found.survivor
    shown = public_claimant(found)
    if found is None or shown is None:
        return None
    named = Q(claimant=found) | Q(claimant__merged_into=found)
    appearances = Appearance.objects.filter(named, withdrawn_at=None)
    theirs = appearances.filter(
        Q(role=AppearanceRole.SAID) | Q(role=AppearanceRole.DENIED, claim__kind=ClaimKind.DENIAL)
    ).values("claim")
    published = Claim.objects.published()
    own = cards(published.filter(pk__in=theirs), most=500)
    others = cards(published.filter(pk__in=appearances.values("claim")).exclude(pk__in=theirs))
    if not own and not others:
        return None
    return Record(shown, _positions(found), own, others, _counts(own) if shown.is_named else ())


def newest_changes(*, most: int = 50) -> tuple[Card, ...]:
    """The published claims that changed last, for a feed."""
    return cards(Claim.objects.published(), most=most)


def newest_number() -> int:
    """The number of the newest act: nothing readers see has changed while it stands."""
    return JournalEntry.objects.aggregate(newest=Max("number"))["newest"] or 0


def cards(claims: QuerySet[Claim], *, most: int = 200) -> tuple[Card, ...]:
    """Cards, the claim whose status changed last first."""
    firsts = Appearance.objects.filter(is_first=True, withdrawn_at=None).select_related("claimant__merged_into")
    standing = StatusChange.objects.filter(corrected_by=None).order_by("-effective_at", "-number")
    rows = (
        claims.select_related("rating__scale", "story")
        .prefetch_related(Prefetch("appearances", queryset=firsts, to_attr="firsts"))
        .prefetch_related(Prefetch("status_changes", queryset=standing, to_attr="standing"))
        .annotate(changed_at=Max("status_changes__recorded_at"))
        .order_by(Greatest(Coalesce("changed_at", "published_at"), "published_at").desc(), "-pk")
    )
    return tuple(_card(row) for row in rows[:most])


def _card(claim: Claim) -> Card:
    first: Appearance | None = next(iter(getattr(claim, "firsts", [])), None)
    held: StatusChange | None = next(iter(getattr(claim, "standing", [])), None)
    published_at = claim.published_at or claim.created_at
    return Card(
        public_id=str(claim.public_id),
        statement=claim.statement,
        language=claim.language,
        slug=claim.slug or "",
        story=claim.story.title if claim.story else "",
        story_slug=claim.story.slug if claim.story else "",
        status=claim.status,
        rating=public_rating(claim.rating),
        since=Moment(held.effective_at, held.effective_precision, held.effective_zone) if held else None,
        reason=held.reason if held else "",
        claimant=public_claimant(first.claimant) if first else None,
        hedge=first.hedge if first else "",
        role=first.role if first else "",
        said_at=_said_at(first),
        recorded_at=claim.created_at,
        changed_at=max(published_at, getattr(claim, "changed_at", None) or published_at),
    )


def _said_at(first: Appearance | None) -> Moment | None:
    if first is None or first.appeared_at is None:
        return None
    return Moment(first.appeared_at, first.appeared_precision, first.appeared_zone)


def _with_cards(
    groups: Iterable[Group], slug: str, theirs: Q, *, most: int = 200
) -> tuple[Group, tuple[Card, ...]] | None:
    found = next((one for one in groups if one.slug == slug), None)
    return (found, cards(Claim.objects.published().filter(theirs), most=most)) if found else None


def _positions(claimant: Claimant) -> tuple[str, ...]:
    return tuple(dict.fromkeys(position(row) for row in Affiliation.objects.of([claimant.pk])))


def _counts(those: Iterable[Card]) -> tuple[tuple[PublicRating, int], ...]:
    """Each rating with its number, the most frequent first."""
    rated = [card.rating for card in those if card.rating]
    counted = [(rating, rated.count(rating)) for rating in dict.fromkeys(rated)]
    return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0].label)))
