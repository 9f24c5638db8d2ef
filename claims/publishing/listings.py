"""Lists of published claims, as short cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from claims.models import Appearance, Claim, Claimant, StatusChange, Story
from claims.publishing.public_claim import PublicClaimant, PublicRating
from claims.publishing.public_claims import public_claimant, public_rating
from claims.vocabulary import ClaimantKind, Publication, VerificationStatus

OPEN = [VerificationStatus.UNVERIFIED, VerificationStatus.DISPUTED, VerificationStatus.CORROBORATED]


@dataclass(frozen=True, slots=True)
class Card:
    """A claim in a list."""

    statement: str
    slug: str
    status: str
    status_label: str
    rating: PublicRating | None
    claimant: PublicClaimant | None
    hedge: str
    role: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What readers see first: open claims by what changed last, then what is settled, and the stories."""

    open: tuple[Card, ...]
    closed: tuple[Card, ...]
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A claimant's published claims; `counts` by rating label, only for those with a name."""

    claimant: PublicClaimant
    claims: tuple[Card, ...]
    counts: tuple[tuple[str, str, int], ...]


def front_page(*, most: int = 60) -> FrontPage:
    """The newest of what is open and of what is closed."""
    published = Claim.objects.published()
    return FrontPage(
        open=cards(published.filter(status__in=OPEN), most=most),
        closed=cards(published.exclude(status__in=OPEN), most=most),
        stories=tuple(stories()),
    )


def stories() -> QuerySet[Story]:
    """Stories with a published claim, by name, each with their number."""
    count = Count("claims", filter=Q(claims__publication=Publication.PUBLISHED))
    return Story.objects.annotate(published=count).filter(published__gt=0).order_by("title")


def story(slug: str) -> tuple[Story, tuple[Card, ...]] | None:
    """A story with its published claims; None when it has none."""
    found = stories().filter(slug=slug).first()
    return (found, cards(Claim.objects.published().filter(story=found))) if found else None


def claimant(slug: str) -> Record | None:
    """The record of a claimant with a published claim; one that was merged answers for the other."""
    found = Claimant.objects.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        return None
    found = found.merged_into or found
    same = Q(appearances__claimant=found) | Q(appearances__claimant__merged_into=found)
    theirs = Claim.objects.published().filter(same, appearances__withdrawn_at=None).distinct()
    found_cards = cards(theirs, most=500)
    shown = public_claimant(found)
    if shown is None or not found_cards:
        return None
    return Record(shown, found_cards, _counts(found_cards) if found.kind != ClaimantKind.UNNAMED else ())


def cards(claims: QuerySet[Claim], *, most: int = 200) -> tuple[Card, ...]:
    """Cards, the claim whose status changed last first."""
    firsts = Appearance.objects.filter(is_first=True, withdrawn_at=None).select_related("claimant")
    rows = (
        claims.select_related("rating__scale")
        .prefetch_related(Prefetch("appearances", queryset=firsts, to_attr="firsts"))
        .annotate(changed_at=Max("status_changes__recorded_at"))
        .order_by(Coalesce("changed_at", "created_at").desc(), "pk")
    )
    return tuple(_card(row) for row in rows[:most])


def _card(claim: Claim) -> Card:
    first: Appearance | None = next(iter(getattr(claim, "firsts", [])), None)
    return Card(
        statement=claim.statement,
        slug=claim.slug or "",
        status=claim.status,
        status_label=claim.get_status_display(),
        rating=public_rating(claim.rating),
        claimant=public_claimant(first.claimant) if first else None,
        hedge=first.hedge if first else "",
        role=first.role if first else "",
        changed_at=getattr(claim, "changed_at", None) or claim.created_at,
    )


def _counts(those: Iterable[Card]) -> tuple[tuple[str, str, int], ...]:
    """(label, colour, number) of each rating, the most frequent first."""
    rated = [card.rating for card in those if card.rating]
    kinds = {rating.label: rating.colour for rating in rated}
    counted = [(label, colour, sum(one.label == label for one in rated)) for label, colour in kinds.items()]
    return tuple(sorted(counted, key=lambda row: (-row[2], row[0])))


@dataclass(frozen=True, slots=True)
class Change:
    """A status change in a feed."""

    public_id: str
    statement: str
    slug: str
    label: str
    reason: str
    recorded_at: datetime


def newest_changes(*, most: int = 50) -> list[Change]:
    """The newest status changes of published claims."""
    rows = StatusChange.objects.filter(claim__publication=Publication.PUBLISHED).select_related("claim", "rating")
    return [
        Change(
            public_id=str(row.public_id),
            statement=row.claim.statement,
            slug=row.claim.slug or "",
            label=row.rating.label if row.rating else str(row.get_to_status_display()),
            reason=row.reason,
            recorded_at=row.recorded_at,
        )
        for row in rows.order_by("-number")[:most]
    ]
