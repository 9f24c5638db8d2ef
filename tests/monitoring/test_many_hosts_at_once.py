"""A round reads many hosts at once, each one request at a time; what hangs takes no place of what works."""

import socket
import threading
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import timedelta

import pytest

from claims.fetching import guard
from claims.fetching.http import Fetcher, Limits, Reply
from claims.models import Feed, FeedCheck, Host, database_now
from claims.monitoring import rounds
from claims.monitoring.feeds import PollOutcome
from tests import factories
from tests.fetching.origins import answer, serving
from tests.monitoring.documents import rss, rss_reply

pytestmark = pytest.mark.django_db(transaction=True)
FEEDS = rounds.LINES[:1]


class Watching:
    """A web that sees how many requests each host has at once."""

    def __init__(self) -> None:
        self.most: Counter[str] = Counter()
        self.most_in_all = 0
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._together = threading.Barrier(8)

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
        host = url.split("/")[2]
        with self._lock:
            self._now[host] += 1
            self.most[host] = max(self.most[host], self._now[host])
            self.most_in_all = max(self.most_in_all, self._now.total())
        with suppress(threading.BrokenBarrierError):
            self._together.wait(timeout=0.2)
        with self._lock:
            self._now[host] -= 1
        return rss_reply((f"A story of {host}", f"https://{host}/story"))


def read(fetch: object, seconds: float = 30.0) -> list[object]:
    return list(rounds.read_due(clock=database_now, fetch=fetch, seconds=seconds, lines=FEEDS))  # type: ignore[arg-type]


def test_each_host_has_one_request_at_a_time_and_many_hosts_have_theirs_together() -> None:
    now = database_now()
    for host in range(8):
        for number in range(3):
            name = f"outlet{host}.example"
            factories.feed(url=f"https://{name}/{number}.xml", host=name, next_check_at=now)
    web = Watching()
    assert len(read(web)) == 24
    assert set(web.most.values()) == {1}
    assert web.most_in_all > 1
    assert FeedCheck.objects.count() == 24


def hanging(connection: socket.socket) -> None:
    """Accepts, and never answers."""
    while connection.recv(1024):
        pass


def test_fifty_that_work_are_read_before_twenty_that_hang() -> None:
    now = database_now()
    well = answer(rss(("One", "https://outlet.example/1")).encode(), content_type="application/rss+xml")
    with ExitStack() as servers:
        ill_origin = servers.enter_context(serving({"/feed": hanging}))
        well_origin = servers.enter_context(serving({"/feed": well}))
        names = {f"ill{n}.example.org": ill_origin for n in range(20)}
        names |= {f"well{n}.example.org": well_origin for n in range(50)}
        for name, origin in names.items():
            factories.feed(url=origin.url("/feed", name=name), host=f"{name}:{origin.port}", next_check_at=now)
        fetch = Fetcher(
            user_agent="Said/1 (+me)",
            allow=guard.parse_allow_targets(f"{ill_origin.target},{well_origin.target}"),
            limits=Limits(connect_seconds=5, read_seconds=10, total_seconds=10),
            resolve=lambda _name: ["127.0.0.1"],
        )
        servers.callback(fetch.close)
        outcomes = [one.outcome for one in read(fetch) if isinstance(one, PollOutcome)]
    assert Counter(outcomes) == {"changed": 50, "failed": 20}
    assert "failed" not in outcomes[:50]


def test_what_hung_before_never_takes_more_than_half_of_the_places(monkeypatch: pytest.MonkeyPatch) -> None:
    now = database_now()
    for number in range(40):
        factories.feed(next_check_at=now - timedelta(hours=1), failures=number + 1)
    factories.feed(next_check_at=now, title="Works")
    held: list[int] = []

    class Counting(Watching):
        def __call__(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
            held.append(1)
            return super().__call__(url, etag=etag, last_modified=last_modified, accept=accept)

    web = Counting()
    assert len(read(web)) == 41
    assert web.most_in_all <= rounds.MOST_TROUBLED + 1 + rounds.AT_ONCE // 2


def test_a_host_that_says_too_many_rests_for_all_of_its_addresses() -> None:
    now = database_now()
    feed = factories.feed(next_check_at=now)
    other = factories.feed(
        url=f"https://{feed.host}/other.xml", host=feed.host, next_check_at=now + timedelta(seconds=1)
    )

    def busy(url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
        return Reply(url, url, 429, {"retry-after": "600"}, b"")

    read(busy, seconds=0.5)
    host = Host.objects.get(name=feed.host)
    assert host.next_check_at is not None
    assert host.next_check_at >= now + timedelta(seconds=600)
    assert not Feed.objects.ready(now + timedelta(seconds=60)).filter(pk=other.pk).exists()


def test_a_row_s_own_fault_stops_no_other_and_its_address_is_in_no_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = database_now()
    factories.feed(url="https://a.example/feed?key=SECRET-OF-THE-FEED", host="a.example", next_check_at=now)
    factories.feed(next_check_at=now)
    store = rounds.feeds.store

    def failing(held: object, visited: object) -> object:
        if "SECRET" in held.row.url:  # type: ignore[attr-defined]
            raise RuntimeError("a fault of ours")
        return store(held, visited)  # type: ignore[arg-type]

    monkeypatch.setattr(rounds.feeds, "store", failing)
    assert len(read(Watching(), seconds=2)) == 1
    assert "a fault of ours" in caplog.text
    assert "SECRET" not in caplog.text
