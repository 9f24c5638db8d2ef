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


def next_feed_check(
    *,
    now: datetime,
    published: Iterable[datetime | None],
    shortest: timedelta = 10 * MINUTE,
    longest: timedelta = 6 * HOUR,
    asked: timedelta | None = None,
    jitter: float = 0.5,
) -> timedelta:
    """How long to leave a feed alone: half the usual gap between its recent entries, more when it has fallen silent.

    published: its entries' times, in any order. asked: what the server asks for at least (ttl, max-age), obeyed up to
    `longest`. jitter: 0..1, spreads feeds that were added together by up to 10 % either way.
    """
    known = sorted((one for one in published if one is not None and one <= now), reverse=True)[:_RECENT]
    wanted = max(_pace(known, now=now), asked or timedelta(0)) * (0.9 + 0.2 * jitter)
    return min(max(wanted, shortest), longest)


def next_page_read(*, age_since_last_change: timedelta) -> timedelta:
    """How long to wait before a page is read again for silent edits, by how long ago it last changed (or appeared)."""
    return _step(_PAGE_LADDER, age_since_last_change, beyond=_OLD_PAGE)


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


def is_late(*, due_at: datetime, now: datetime, interval: timedelta, k: float = 3) -> bool:
    """Whether a duty that recurs every `interval` is overdue by more than `k` of them: then something is broken."""
    return now - due_at > k * interval


def _pace(newest_first: list[datetime], *, now: datetime) -> timedelta:
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(newest_first)]
    if not gaps:
        return _UNKNOWN_PACE
    silence = now - newest_first[0]
    return max(timedelta(seconds=median(gaps)) / 2, silence / 4)


def _step(ladder: Iterable[tuple[timedelta, timedelta]], age: timedelta, *, beyond: timedelta) -> timedelta:
    return next((pause for until, pause in ladder if age < until), beyond)
