"""List what we said before and why it changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from claims.models import Claim, ComplaintAnswer, JournalEntry, StatusChange
from claims.publishing.public_claim import PublicRating
from claims.publishing.public_statuses import public_rating
from claims.vocabulary import ChangeType, JournalKind, Publication


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim's page said: a status, and a rating when settled."""

    status: str
    rating: PublicRating | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: what it said, what it says, and why. A claim that was taken down has only its address.

    `after_complaint`: somebody complained, and this put it right.
    """

    statement: str
    slug: str
    change_type: str
    before: Verdict | None
    after: Verdict | None
    reason: str
    recorded_at: datetime
    after_complaint: bool


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands at the address of a claim that was taken down."""

    reason: str
    taken_down_at: datetime | None


def listed(*, most: int = 100) -> list[Correction]:
    """The newest corrections and refiles of what readers saw, and claims taken down, newest first."""
    found = [*_changed(most), *_taken_down(most)]
    return sorted(found, key=lambda one: one.recorded_at, reverse=True)[:most]


def tombstone(slug: str) -> Tombstone | None:
    """What to say at this address when its claim was taken down and is not back; else None."""
    down = JournalEntry.objects.filter(kind=JournalKind.CLAIM_UNPUBLISHED, claim=OuterRef("pk")).order_by("-number")
    found = (
        Claim.objects.filter(slug=slug)
        .exclude(publication=Publication.PUBLISHED)
        .exclude(unpublished_reason="")
        .values_list("unpublished_reason", Subquery(down.values("recorded_at")[:1]))
        .first()
    )
    return Tombstone(*found) if found else None


def _changed(most: int) -> list[Correction]:
    """What was corrected before readers saw it never misled them."""
    rows = (
        StatusChange.objects.filter(
            change_type__in=[ChangeType.CORRECTION, ChangeType.REFILE],
            claim__publication=Publication.PUBLISHED,
            recorded_at__gte=F("claim__published_at"),
        )
        .select_related("claim", "rating__scale", "corrects__rating__scale")
        .annotate(after_complaint=_upheld(led_to__number=OuterRef("number")))
        .order_by("-number")
    )
    return [
        Correction(
            statement=row.claim.statement,
            slug=row.claim.slug or "",
            change_type=row.change_type,
            before=_said(row.corrects) if row.corrects else None,
            after=_said(row),
            reason=row.reason,
            recorded_at=row.recorded_at,
            after_complaint=row.after_complaint,
        )
        for row in rows[:most]
    ]


def _upheld(**act: OuterRef) -> Exists:
    """Whether the newest answer to a complaint names the act."""
    later = ComplaintAnswer.objects.filter(complaint=OuterRef("complaint"), number__gt=OuterRef("number"))
    return Exists(ComplaintAnswer.objects.filter(~Exists(later), **act))


def _said(change: StatusChange) -> Verdict:
    return Verdict(change.to_status, public_rating(change.rating))


def _taken_down(most: int) -> list[Correction]:
    down = JournalEntry.objects.filter(
        kind=JournalKind.CLAIM_UNPUBLISHED, claim__publication=Publication.UNPUBLISHED
    ).select_related("claim")
    rows: QuerySet[Any] = down.annotate(after_complaint=_upheld(led_to=OuterRef("pk")))
    return [
        Correction(
            statement="",
            slug=row.claim.slug or "" if row.claim else "",
            change_type="",
            before=None,
            after=None,
            reason=row.reason,
            recorded_at=row.recorded_at,
            after_complaint=row.after_complaint,
        )
        for row in rows.order_by("-number")[:most]
    ]
