"""Read all that is due, many hosts at once and each of them one request at a time."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import OperationalError, connection

from claims.fetching.http import Fetch
from claims.models.feeds import FeedQuerySet
from claims.models.pages import PageQuerySet
from claims.monitoring import feeds, pages, visits
from claims.monitoring.visits import Held, Visit

logger = logging.getLogger(__name__)

AT_ONCE = 32  # requests of one process; they wait for the network, not for the processor
# What failed last time may hang again: it never takes all the places of what works.
MOST_TROUBLED = AT_ONCE // 2
# A host that rests between two requests is waited for; nothing else is.
WAITS_FOR = timedelta(seconds=2)
NAP = 0.2  # seconds
MOST_REFUSED = 3  # reservations in a row; after that the round ends, and the sweep sends for the next
REFILL = 0.5  # seconds after which a few free places are reason enough to look for due rows


class Line(Protocol):
    """What is read: feeds or pages, as their modules have it."""

    def rows(self) -> Any: ...
    def ask(self, held: Held[Any], *, fetch: Fetch) -> Visit: ...
    def store(self, held: Held[Any], visited: Visit) -> object: ...
    def set_aside(self, held: Held[Any]) -> None: ...


LINES: tuple[Line, ...] = (feeds, pages)  # type: ignore[assignment]  # modules, which mypy holds against no protocol with generics


def read_due(
    *,
    clock: Callable[[], datetime],
    fetch: Fetch,
    seconds: float,
    at_once: int = AT_ONCE,
    lines: Sequence[Line] = LINES,
) -> Iterator[object]:
    """Read due feeds and pages until none is due, or for `seconds`; what each brought, as it is stored.

    Requests run in threads, which touch no database; everything else happens in the caller's.
    """
    ends = time.monotonic() + seconds
    with ThreadPoolExecutor(at_once, thread_name_prefix="fetch") as pool, closing(_Round(pool, fetch, lines)) as round_:
        while True:
            now = clock()
            if time.monotonic() < ends:
                round_.begin(now, most=at_once)
            if not round_.running:
                if time.monotonic() >= ends or not _is_something_resting(now, lines):
                    return
                time.sleep(NAP)
                continue
            yield from round_.ended()


class _Round:
    """The requests that are under way."""

    def __init__(self, pool: ThreadPoolExecutor, fetch: Fetch, lines: Sequence[Line]) -> None:
        self.running: dict[Future[Visit], tuple[Line, Held[Any]]] = {}
        self._pool = pool
        self._fetch = fetch
        self._lines = lines
        self._turn = 0
        self._looked = 0.0
        self._refused = 0

    def begin(self, now: datetime, *, most: int) -> None:
        """Fill the free places, with feeds and pages by turns; many at a time, for one look costs as much as ten."""
        is_worth_it = most - len(self.running) >= most // 2 or time.monotonic() - self._looked > REFILL
        if not is_worth_it:
            return
        self._turn, self._looked = self._turn + 1, time.monotonic()
        for line in self._lines if self._turn % 2 else reversed(self._lines):
            free = most - len(self.running)
            if free > 0:
                self._begin(line, now, free)

    def ended(self) -> Iterator[object]:
        """Store what has come by now; at least something, unless nothing comes for a nap."""
        done, _ = wait(self.running, timeout=NAP, return_when=FIRST_COMPLETED)
        for future in done:
            line, held = self.running.pop(future)
            outcome = _stored(line, held, future)
            if outcome is not None:
                yield outcome

    def close(self) -> None:
        """Nobody waits any more: what is under way is left to its leases."""
        for future in self.running:
            future.cancel()

    def _begin(self, line: Line, now: datetime, free: int) -> None:
        for held in self._reserved(line, now, free):
            if held.is_poison:
                line.set_aside(held)
            else:
                self.running[self._pool.submit(line.ask, held, fetch=self._fetch)] = (line, held)

    def _reserved(self, line: Line, now: datetime, free: int) -> list[Held[Any]]:
        """What is won; nothing where the database broke off or held a lock: the next look tries again."""
        try:
            won = visits.reserve(self._eligible(line), now=now, most=free)
        except OperationalError:
            self._refused += 1
            if self._refused >= MOST_REFUSED:
                raise
            logger.warning("The database refused a reservation: it is tried again.", exc_info=True)
            connection.close_if_unusable_or_obsolete()
            return []
        self._refused = 0
        return won

    def _eligible(self, line: Line) -> FeedQuerySet | PageQuerySet:
        troubled = sum(held.row.failures > 0 for _, held in self.running.values())
        rows: FeedQuerySet | PageQuerySet = line.rows()
        return rows if troubled < MOST_TROUBLED else rows.filter(failures=0)


def _stored(line: Line, held: Held[Any], future: "Future[Visit]") -> object:
    """One row's fault never stops the round: it is logged, and counted against the row by the attempt it began."""
    try:
        return line.store(held, future.result())
    except Exception:
        # Not its address: it may hold a subscriber's key.
        logger.exception("Reading %s %d failed.", held.row._meta.model_name, held.row.pk)
        connection.close_if_unusable_or_obsolete()
        return None


def _is_something_resting(now: datetime, lines: Sequence[Line]) -> bool:
    """Whether something is due, or will be in a moment, whose host rests only for that long."""
    return any(line.rows().ready(now + WAITS_FOR).exists() for line in lines)
