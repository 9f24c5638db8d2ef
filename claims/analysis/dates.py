"""Read the moment that a feed or a page says it was published."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
MOST_AHEAD: Final = timedelta(days=2)  # zones and careless clocks; later than that is nonsense
_LONGEST: Final = 80  # characters; no date is longer
_LEAP_SECOND: Final = re.compile(r"(?<=:\d\d:)60(?!\d)")
_YEAR_ONE: Final = re.compile(r"[a-z]{3,9}\.? 0\d{3}\b", re.IGNORECASE)  # Python reads the year 0001 as 2001
_NO_ZONE: Final = re.compile(r":\d\d ?[+-](?:1[5-9]|[2-9]\d):?\d\d$")  # east of Kiribati, or west of the date line
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_WRITTEN: Final = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y %H:%M", "%d %B %Y %H:%M")


def read_date(raw: str, *, now: datetime, otherwise: datetime | None = None) -> datetime | None:
    """The moment in UTC; None if it cannot be read or lies outside 1970..now + 2 days. No zone: taken as UTC.

    03/04/2022 is None: half of the world means April. otherwise: for what cannot be read here.
    """
    written = _LEAP_SECOND.sub("59", raw.strip())
    if not written or len(written) > _LONGEST or _YEAR_ONE.search(written) or _NO_ZONE.search(written):
        return None
    return within_reason(_iso(written) or _mail(written) or _in_words(written) or otherwise, now=now)


def within_reason(moment: datetime | None, *, now: datetime) -> datetime | None:
    """The moment in UTC, or None outside 1970..now + 2 days (a year 9999 overflows in the zones east of London)."""
    if moment is None:
        return None
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC) if EARLIEST <= aware <= now + MOST_AHEAD else None
    except OverflowError:
        return None


def _iso(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _mail(written: str) -> datetime | None:
    """RFC 822, as RSS has it; Python raises IndexError and TypeError too for some that are not."""
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _in_words(written: str) -> datetime | None:
    plain = _ORDINAL.sub("", written)
    for pattern in _WRITTEN:
        try:
            return datetime.strptime(plain, pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
