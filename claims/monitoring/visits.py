"""Ask hosts politely: win a row and its host, fetch outside any transaction, let the host rest."""

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import transaction

from claims.analysis import politeness
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetch, Reply
from claims.models import Feed, Host, Page
from claims.models.feeds import FeedQuerySet
from claims.models.leases import MOST_ATTEMPTS
from claims.models.pages import PageQuerySet
from claims.monitoring.robots import Robots

# Longer than robots.txt and page may take together; with the sweep's rhythm a dead worker's row is free in 2 minutes.
LEASE = timedelta(seconds=90)
SLOWEST = timedelta(seconds=35)  # that one request takes before the fetcher ends it, and a little
# Rows of one host that stand before others in the queue hide them: so many are looked through for other hosts.
LOOKED_THROUGH = 4
LONGEST_HOST_PAUSE = timedelta(minutes=15)  # that one "too many requests" imposes on all of a host's addresses
TOO_MANY = 429

Row = TypeVar("Row", Feed, Page)


@dataclass(frozen=True, slots=True)
class Held(Generic[Row]):
    """A row and its host, won for one request until the lease ends."""

    row: Row
    host: Host
    token: uuid.UUID
    at: datetime

    @property
    def is_poison(self) -> bool:
        """Work on it was begun three times and never finished: it ends the program."""
        return self.row.attempts >= MOST_ATTEMPTS

    @property
    def pause(self) -> timedelta:
        """How long the host rests between two requests."""
        return timedelta(seconds=max(settings.FETCH_HOST_DELAY_SECONDS, self.host.delay_seconds))


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: what came, or why nothing did; `more` holds what was asked for because of it."""

    started_at: datetime
    finished_at: datetime
    reply: Reply | None
    failure: FetchFailed | None
    more: tuple[Reply, ...] = ()
    robots: Robots | None = None


def reserve(rows: FeedQuerySet | PageQuerySet, *, now: datetime, most: int) -> list[Held[Any]]:
    """Win up to `most` due rows of as many hosts that may be asked now, the longest due first."""
    first_of_host: dict[str, int] = {}
    for host, pk in rows.ready(now).values_list("host", "pk")[: most * LOOKED_THROUGH]:
        first_of_host.setdefault(host, pk)
    return _won(rows, dict(islice(first_of_host.items(), most)), now) if first_of_host else []


@transaction.atomic
def _won(rows: FeedQuerySet | PageQuerySet, chosen: dict[str, int], now: datetime) -> Any:
    """Those of the chosen rows, one a host, that nobody else wins at this moment."""
    token = uuid.uuid4()
    # The host first, because it is the one that is contended.
    hosts = _won_hosts(chosen, now, token)
    pks = rows.filter(pk__in=[chosen[name] for name in hosts]).win(now=now, lease=LEASE, token=token)
    won = rows.model._default_manager.in_bulk(pks)
    _free(set(hosts) - {row.host for row in won.values()}, token, now)
    return [Held(won[pk], hosts[won[pk].host], token, now) for pk in chosen.values() if pk in won]


def ask(held: Held[Row], *, fetch: Fetch, accept: str, robots: Robots | None = None) -> Visit:
    """Ask for the row's address with its validators. Touches no database: it may run in a thread of its own."""
    row = held.row
    watch = Stopwatch(held.at)
    try:
        reply = fetch(row.url, etag=row.etag, last_modified=row.last_modified, accept=accept)
    except FetchFailed as failure:
        return Visit(held.at, watch.now(), None, failure, robots=robots)
    return Visit(held.at, watch.now(), reply, None, robots=robots)


def failed(held: Held[Row], failure: FetchFailed, *, robots: Robots | None = None) -> Visit:
    """A visit that ended before its address was asked."""
    return Visit(held.at, held.at, None, failure, robots=robots)


def ask_too(held: Held[Row], visited: Visit, urls: Iterable[str], *, fetch: Fetch, accept: str) -> Visit:
    """Ask for further addresses because of what came, the host's pause before each; failures are left out."""
    watch = Stopwatch(visited.finished_at)
    found = []
    for url in urls:
        time.sleep(held.pause.total_seconds())
        if watch.now() > held.at + LEASE - SLOWEST:
            break
        try:
            found.append(fetch(url, accept=accept))
        except FetchFailed:
            continue
    return replace(visited, more=tuple(found), finished_at=watch.now())


def let_rest(held: Held[Row], visited: Visit) -> None:
    """Free the host; it may be asked again after its pause, later when it said that it was asked too often."""
    robots = visited.robots
    rest = held.pause if robots is None else max(held.pause, timedelta(seconds=robots.delay_seconds))
    values: dict[str, object] = {
        "next_check_at": visited.finished_at + max(rest, asked_for(visited.reply, at=visited.finished_at))
    }
    if robots is not None and robots.failure is None:
        values |= {"robots_text": robots.text, "robots_read_at": held.at, "delay_seconds": robots.delay_seconds}
    Host.objects.held(pk=held.host.pk, token=held.token).update(**values, lease_until=None, lease_token=None)


class Stopwatch:
    """Times of one piece of work that began at a given moment: no second look at a clock that may be set meanwhile."""

    def __init__(self, began_at: datetime) -> None:
        self._began_at, self._began = began_at, time.monotonic()

    def now(self) -> datetime:
        return self._began_at + timedelta(seconds=time.monotonic() - self._began)


def _won_hosts(names: Iterable[str], now: datetime, token: uuid.UUID) -> dict[str, Host]:
    won = Host.objects.filter(name__in=list(names)).win(now=now, lease=LEASE, token=token)
    return {host.name: host for host in Host.objects.filter(pk__in=won)}


def _free(names: Iterable[str], token: uuid.UUID, now: datetime) -> None:
    left = list(names)
    if left:
        held = Host.objects.filter(name__in=left, lease_token=token)
        held.update(lease_until=None, lease_token=None, next_check_at=now)


def asked_for(reply: Reply | None, *, at: datetime) -> timedelta:
    """How long a host that was asked too often wants to be left alone by all of its addresses; else nothing."""
    if reply is None or reply.status != TOO_MANY:
        return timedelta(0)
    asked = politeness.retry_after(reply.headers.get("retry-after", ""), now=at)
    return min(asked or timedelta(minutes=1), LONGEST_HOST_PAUSE)
