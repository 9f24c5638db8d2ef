"""Lay what was said and what was seen along one axis of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from claims.publishing.public_claim import PublicAppearance, PublicChange, PublicClaim, PublicEvidence


@dataclass(frozen=True, slots=True)
class Said:
    at: datetime
    appearance: PublicAppearance


@dataclass(frozen=True, slots=True)
class Seen:
    at: datetime
    evidence: PublicEvidence


@dataclass(frozen=True, slots=True)
class Row:
    """One day of the timeline: what was said, what was seen, and how the status changed."""

    day: datetime
    said: tuple[Said, ...]
    seen: tuple[Seen, ...]
    changes: tuple[PublicChange, ...]


def timeline(claim: PublicClaim) -> tuple[Row, ...]:
    """The days on which something was said, seen or decided, oldest first (UTC days)."""
    said = [Said(one.moment.at, one) for one in claim.appearances if one.moment]
    seen = [Seen(one.moment.at if one.moment else one.recorded_at, one) for one in claim.evidence]
    moments = [*(one.at for one in said), *(one.at for one in seen), *(one.moment.at for one in claim.changes)]
    return tuple(_row(day, said, seen, claim.changes) for day in sorted({_day(moment) for moment in moments}))


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _row(day: datetime, said: Iterable[Said], seen: Iterable[Seen], changes: Iterable[PublicChange]) -> Row:
    return Row(
        day=day,
        said=tuple(one for one in said if _day(one.at) == day),
        seen=tuple(one for one in seen if _day(one.at) == day),
        changes=tuple(one for one in changes if _day(one.moment.at) == day),
    )
