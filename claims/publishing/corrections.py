"""List what we said before and why it changed."""

from dataclasses import dataclass
from datetime import datetime

from claims.models import Claim, JournalEntry, StatusChange
from claims.vocabulary import ChangeType, JournalKind, Publication


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: what it said, what it says, and why."""

    statement: str
    slug: str
    change_type: str
    before: str
    after: str
    reason: str
    recorded_at: datetime


def listed(*, most: int = 100) -> list[Correction]:
    """The newest corrections and refiles of published claims, and claims taken down, newest first."""
    found = [*_changed(most), *_taken_down(most)]
    return sorted(found, key=lambda one: one.recorded_at, reverse=True)[:most]


def _changed(most: int) -> list[Correction]:
    rows = (
        StatusChange.objects.filter(
            change_type__in=[ChangeType.CORRECTION, ChangeType.REFILE], claim__publication=Publication.PUBLISHED
        )
        .select_related("claim", "rating", "corrects__rating")
        .order_by("-number")
    )
    return [
        Correction(
            statement=str(row.claim),
            slug=row.claim.slug or "",
            change_type=row.get_change_type_display(),
            before=_said(row.corrects) if row.corrects else "",
            after=_said(row),
            reason=row.reason,
            recorded_at=row.recorded_at,
        )
        for row in rows[:most]
    ]


def _taken_down(most: int) -> list[Correction]:
    rows = JournalEntry.objects.filter(
        kind=JournalKind.CLAIM_UNPUBLISHED, claim__publication=Publication.UNPUBLISHED
    ).select_related("claim")
    return [
        Correction(
            statement="",
            slug=row.claim.slug or "" if row.claim else "",
            change_type=row.get_kind_display(),
            before="",
            after="",
            reason=row.reason,
            recorded_at=row.recorded_at,
        )
        for row in rows.order_by("-number")[:most]
    ]


def _said(change: StatusChange) -> str:
    label = str(change.get_to_status_display())
    return f"{label}: {change.rating.label}" if change.rating else label


def tombstone(slug: str) -> Claim | None:
    """The claim that was taken down at this address."""
    return Claim.objects.filter(slug=slug, publication=Publication.UNPUBLISHED).first()
