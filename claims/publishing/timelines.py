"""Lay what was said and what was seen along one axis of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from claims.publishing.public_claim import Moment, PublicAppearance, PublicChange, PublicClaim, PublicEvidence
from claims.vocabulary import Precision, VerificationStatus

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Seen:
    """Evidence on the axis; `is_older`: what it shows lies before the claim was first made."""

    evidence: PublicEvidence
    is_older: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One day of the timeline, None for what has no day: what was said, what was seen, how the status changed."""

    day: date | None
    said: tuple[PublicAppearance, ...]
    seen: tuple[Seen, ...]
    changes: tuple[PublicChange, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the strip: how far along it lies, 0 to 100, and which stance or status it has."""

    place: float
    code: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long a status held on the strip, from place to place, 0 to 100; `colour` of its rating, or ""."""

    begins: float
    ends: float
    code: str
    colour: str

    @property
    def width(self) -> float:
        return round(self.ends - self.begins, 2)


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole timeline at a glance, drawn to scale."""

    begins: date
    ends: date
    said: tuple[Mark, ...]
    seen: tuple[Mark, ...]
    statuses: tuple[Stretch, ...]


def timeline(claim: PublicClaim, *, zone: tzinfo) -> tuple[Row, ...]:
    """The days on which something was said, seen or decided, oldest first; what has no day comes last.

    A day is the one where it happened. `zone` is for what we only know the recording of.
    """
    said = [(_day(one.moment, None, zone), one) for one in claim.appearances]
    seen = [(_day(one.moment, one.recorded_at, zone), _seen(one, claim)) for one in claim.evidence]
    changes = [(_day(one.moment, None, zone), one) for one in claim.changes]
    days = {day for day, _one in (*said, *seen, *changes)}
    return tuple(
        Row(day, _on(day, said), _on(day, seen), _on(day, changes))
        for day in sorted(days, key=lambda day: (day is None, day or date.max))
    )


def strip(claim: PublicClaim, *, until: datetime) -> Strip | None:
    """Everything that has a moment, to scale; None when it would fit on one day.

    `until`: when a status that still holds is drawn to, unless everything was over long before.
    """
    said = [(one.moment.at, one.role) for one in claim.appearances if one.moment]
    seen = [(one.moment.at if one.moment else one.recorded_at, one.stance) for one in claim.evidence]
    standing = [one for one in claim.changes if not one.is_corrected]
    moments = [*(at for at, _code in said), *(at for at, _code in seen), *(one.moment.at for one in standing)]
    if not moments or max(moments) - min(moments) < timedelta(days=1):
        return None
    begins, last = min(moments), max(moments)
    ends = min(until, last + (last - begins) / 4) if until > last else last
    scale = _Scale(begins, ends)
    marks = [tuple(Mark(scale.place(at), code) for at, code in lane) for lane in (said, seen)]
    return Strip(begins.date(), ends.date(), marks[0], marks[1], _stretches(standing, scale))


@dataclass(frozen=True, slots=True)
class _Scale:
    begins: datetime
    ends: datetime

    def place(self, at: datetime) -> float:
        """How far along, 0 to 100, to two places."""
        return round(100 * ((at - self.begins) / (self.ends - self.begins)), 2)


def _stretches(standing: Iterable[PublicChange], scale: _Scale) -> tuple[Stretch, ...]:
    changes = sorted(standing, key=lambda one: (one.moment.at, one.number))
    places = [0.0, *(scale.place(one.moment.at) for one in changes), 100.0]
    codes = [(str(VerificationStatus.UNVERIFIED), ""), *((one.status, _colour(one)) for one in changes)]
    pairs = pairwise(places)
    made = (Stretch(begins, ends, *code) for (begins, ends), code in zip(pairs, codes, strict=True))
    return tuple(one for one in made if one.ends > one.begins)


def _colour(change: PublicChange) -> str:
    return change.rating.colour if change.rating else ""


def _seen(evidence: PublicEvidence, claim: PublicClaim) -> Seen:
    first = claim.first_appearance
    made = first.moment if first else None
    return Seen(evidence, bool(made and evidence.moment and evidence.moment.at < made.at - timedelta(hours=12)))


def _day(moment: Moment | None, otherwise: datetime | None, zone: tzinfo) -> date | None:
    if moment is not None and moment.precision == Precision.UNKNOWN:
        return None
    if moment is not None:
        return moment.at.astimezone(ZoneInfo(moment.zone)).date()
    return otherwise.astimezone(zone).date() if otherwise else None


def _on(day: date | None, those: Iterable[tuple[date | None, One]]) -> tuple[One, ...]:
    return tuple(one for when, one in those if when == day)
