"""Tell a move from a detour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

FOR_GOOD: Final = frozenset({301, 308})
POLLS_TO_BELIEVE: Final = 3
TIME_TO_BELIEVE: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Move:
    """What is known of a feed's move: where to, since when it is said, how often it was said. None: it stays."""

    to: str = ""
    since: datetime | None = None
    polls: int = 0

    def is_believed(self, *, now: datetime) -> bool:
        """After three polls over a day: a hotel's sign-in page and a careless server redirect for good, too."""
        return self.since is not None and self.polls >= POLLS_TO_BELIEVE and now - self.since >= TIME_TO_BELIEVE


def moved_for_good(hops: Sequence[tuple[str, int]], *, final: str) -> str:
    """Where an address has moved: the end of the leading 301 and 308 hops, "" when the first hop is a detour.

    hops: (address that answered, status) of each redirect, in order. final: the address of the last answer.
    """
    answered = [*(address for address, _ in hops), final]
    permanent = list(takewhile(lambda hop: hop[1] in FOR_GOOD, hops))
    return answered[len(permanent)] if permanent else ""


def heard(known: Move, *, to: str, now: datetime) -> Move:
    """What is known after one more poll that was sent `to` ("" when it was not redirected for good)."""
    if not to:
        return Move()
    if to != known.to:
        return Move(to=to, since=now, polls=1)
    return Move(to=to, since=known.since, polls=known.polls + 1)
