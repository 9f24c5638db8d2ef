"""Read a moment as people write it in a table, with the precision that it has."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from claims.analysis import dates
from claims.vocabulary import Precision

_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?$")
# A dot stands where the day comes first; with a slash half of the world means the month.
_DOTTED: Final = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})$")
_SLASHED: Final = re.compile(r"(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{4})$")
_TIME: Final = re.compile(
    r"[T, ]\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_MONTHS: Final = 12
_A_LIFE: Final = timedelta(days=36_500)


class NotAMoment(ValueError):
    """No moment, or one that can be read in two ways; its text is one plain sentence."""


@dataclass(frozen=True, slots=True)
class WrittenMoment:
    """A moment in UTC, how exactly it is known, and the zone it was said in."""

    at: datetime
    precision: Precision
    zone: str


def read_moment(written: str, *, now: datetime, zone: str = "", may_lie_ahead: bool = False) -> WrittenMoment:
    """The moment that somebody wrote; without an offset it is one of `zone` (a name of the tz database; "" is UTC).

    Raises NotAMoment for nonsense, for 03/04/2022, for an unknown zone, and for what lies before 1900 or, unless
    it may lie ahead (a deadline, a prediction's period), after tomorrow.
    """
    raw = " ".join(written.split())
    zone = "" if zone.upper() in {"GMT", "Z"} else zone
    place = _zone(zone)
    day, time = _parted(raw)
    at, precision = _day(day, raw, now)
    if time is None:
        moment = WrittenMoment(_in_utc(at.replace(tzinfo=place)), precision, zone or "UTC")
    elif precision != Precision.DAY:
        raise NotAMoment(_unreadable(raw))
    else:
        moment = _at_time(at, time, place, zone, raw)
    return _within_reason(moment, raw, now, may_lie_ahead=may_lie_ahead)


def write_moment(at: datetime, precision: str, zone: str) -> str:
    """The moment as it was said, no more exact than it is known; `read_moment` reads it back."""
    try:
        local = at.astimezone(ZoneInfo(zone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        local = at.astimezone(UTC)
    if precision == Precision.MONTH:
        return f"{local:%Y-%m}"
    return (
        local.isoformat(timespec="minutes") if precision in {Precision.MINUTE, Precision.HOUR} else f"{local:%Y-%m-%d}"
    )


def _parted(raw: str) -> tuple[str, re.Match[str] | None]:
    """The day, and the time of day where there is one."""
    time = _TIME.search(raw)
    return (raw[: time.start()] if time else raw).strip().rstrip(","), time


def _day(day: str, raw: str, now: datetime) -> tuple[datetime, Precision]:
    found = _YEAR_FIRST.match(day) or _DOTTED.match(day)
    if found:
        return _made(found["year"], found["month"], found["day"], raw)
    if slashed := _SLASHED.match(day):
        return _slashed(slashed, raw)
    # In words: “15 February 2022”, “Feb 15, 2022”. What has a slash or only digits is never left to a guess.
    read = dates.read_date(day, now=now + _A_LIFE) if re.search(r"[^\W\d_]{3}", day) else None
    if read is None:
        raise NotAMoment(_unreadable(raw))
    return datetime(read.year, read.month, read.day), Precision.DAY  # noqa: DTZ001  # its zone comes with the time


def _slashed(found: re.Match[str], raw: str) -> tuple[datetime, Precision]:
    one, other = int(found["one"]), int(found["other"])
    if one <= _MONTHS and other <= _MONTHS and one != other:
        year = found["year"]
        either = {"raw": raw, "one": f"{year}-{other:02}-{one:02}", "two": f"{year}-{one:02}-{other:02}"}
        raise NotAMoment(_("“%(raw)s” may be two days: write %(one)s or %(two)s.") % either)
    day, month = (one, other) if one > _MONTHS else (other, one)
    return _made(found["year"], str(month), str(day), raw)


def _made(year: str, month: str, day: str | None, raw: str) -> tuple[datetime, Precision]:
    try:
        at = datetime(int(year), int(month), int(day or 1))  # noqa: DTZ001  # its zone comes with the time
    except ValueError as error:
        raise NotAMoment(_unreadable(raw)) from error
    return at, Precision.DAY if day else Precision.MONTH


def _at_time(day: datetime, time: re.Match[str], place: tzinfo, zone: str, raw: str) -> WrittenMoment:
    try:
        local = day.replace(hour=int(time["hour"]), minute=int(time["minute"]))
        offset = time["zone"]
        aware = (
            datetime.fromisoformat(f"{local.isoformat()}{_offset(offset)}") if offset else local.replace(tzinfo=place)
        )
        return WrittenMoment(_in_utc(aware), Precision.MINUTE, zone or "UTC")
    except ValueError as error:
        raise NotAMoment(_unreadable(raw)) from error


def _offset(written: str) -> str:
    return "+00:00" if written in {"Z", "UTC", "GMT"} else written


def _zone(name: str) -> tzinfo:
    if not name or name.upper() == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        told = _("“%(zone)s” is no zone: write one such as Europe/Kyiv, or leave it empty for UTC.")
        raise NotAMoment(told % {"zone": name[:60]}) from error


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise NotAMoment(_unreadable(str(moment))) from error


def _within_reason(moment: WrittenMoment, raw: str, now: datetime, *, may_lie_ahead: bool) -> WrittenMoment:
    if moment.at.year < 1900 or moment.at.year > now.year + 200:
        raise NotAMoment(_unreadable(raw))
    if not may_lie_ahead and moment.at > now + dates.MOST_AHEAD:
        raise NotAMoment(_("“%(raw)s” lies ahead: nobody has said it yet.") % {"raw": raw[:60]})
    return moment


def _unreadable(raw: str) -> str:
    return _("“%(raw)s” is no date that can be read: write 2022-02-15, or 2022-02-15 09:30.") % {"raw": raw[:60]}
