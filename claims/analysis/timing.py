"""Say when to look again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)

_RECENT: Final = 20  # entries whose gaps tell a feed's pace
_UNKNOWN_PACE: Final = HOUR
# NewsDiffs' ladder (github.com/ecprice/newsdiffs, get_update_delay): most edits come in the first hours.
_PAGE_LADDER: Final = (
    (3 * HOUR, 15 * MINUTE),
    (DAY, HOUR),
    (7 * DAY, 3 * HOUR),
    (30 * DAY, 3 * DAY),
    (360 * DAY, 30 * DAY),
)
_OLD_PAGE: Final = 365 * DAY  # NewsDiffs stops here; a page cited as evidence is still worth one look a year
_CLAIM_LADDER: Final = ((DAY, 15 * MINUTE), (7 * DAY, HOUR), (30 * DAY, 6 * HOUR), (180 * DAY, DAY))
_OLD_CLAIM: Final = 7 * DAY
_CLOSED_CLAIM: Final = 30 * DAY  # nothing is awaited any more, but the same words may be said again
_AROUND_A_DEADLINE: Final = (
    -7 * DAY,
    2 * DAY,
)  # this long after it and this long before it a claim is looked at hourly


def pace_of(published: Iterable[datetime | None], *, now: datetime) -> timedelta:
    """Half the usual gap between a feed's recent entries; an hour while there are too few to tell.

    published: its entries' times, in any order; those in the future tell nothing.
    """
    known = sorted((one for one in published if one is not None and one <= now), reverse=True)[:_RECENT]
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(known)]
    return timedelta(seconds=median(gaps)) / 2 if gaps else _UNKNOWN_PACE


def next_feed_check(
    *,
    now: datetime,
    pace: timedelta,
    newest_at: datetime | None,
    shortest: timedelta,
    longest: timedelta,
    jitter: float = 0.5,
) -> timedelta:
    """How long to leave a feed alone: its pace, or a quarter of its silence when it has fallen silent.

    newest_at: its newest entry. jitter: 0..1, spreads feeds that were added together by up to 10 % either way.
    """
    silence = now - newest_at if newest_at is not None else timedelta(0)
    wanted = max(pace, silence / 4) * (0.9 + 0.2 * jitter)
    return min(max(wanted, shortest), longest)


def next_page_read(*, age_since_last_change: timedelta, longest: timedelta | None = None) -> timedelta:
    """How long to wait before a page is read again for silent edits, by how long ago it last changed (or appeared).

    longest: for a page that somebody watches.
    """
    usual = _step(_PAGE_LADDER, age_since_last_change, beyond=_OLD_PAGE)
    return usual if longest is None else min(usual, longest)


def next_claim_check(*, made_age: timedelta, status_open: bool, deadline: timedelta | None = None) -> timedelta:
    """How long until a claim is searched again: often while it is young, more rarely as it ages.

    deadline: the time left until it comes due, negative once past. An open claim is not slept past its deadline,
    and is looked at hourly from two days before to a week after. status_open False: settled or overtaken.
    """
    if not status_open:
        return _CLOSED_CLAIM
    usual = _step(_CLAIM_LADDER, made_age, beyond=_OLD_CLAIM)
    if deadline is None:
        return usual
    after, before = _AROUND_A_DEADLINE
    if after <= deadline <= before:
        return min(usual, HOUR)
    return min(usual, max(HOUR, deadline - before)) if deadline > before else usual


def late_at(*, due_at: datetime, interval: timedelta, k: float = 3) -> datetime:
    """From when on a duty that recurs every `interval` is not busy but broken: overdue by more than `k` of them."""
    return due_at + k * interval


def _step(ladder: Iterable[tuple[timedelta, timedelta]], age: timedelta, *, beyond: timedelta) -> timedelta:
    return next((pause for until, pause in ladder if age < until), beyond)
