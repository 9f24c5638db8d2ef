"""Time one feed of very many entries, and its second poll, beside feedparser over a tenth of the same bytes."""

import resource
import time
from datetime import UTC, datetime, timedelta

import feedparser

from claims.fetching.http import Reply
from claims.models import Feed, FeedItem, Host, Outlet, database_now
from claims.monitoring import feeds

URL = "https://outlet.example/feed"
HOST = "outlet.example"


def run(*, size: int) -> dict[str, float]:
    """Seconds of a first poll of `size` entries and of a second with ten new ones; the process's peak in MB."""
    now = database_now()
    outlet = Outlet.objects.create(name="Measured", slug="measured")
    Host.objects.create(name=HOST, next_check_at=now)
    feed = Feed.objects.create(outlet=outlet, url=URL, host=HOST, next_check_at=now, created_at=now)
    before = _peak()
    content = document(size)
    first, second = _seconds(feed, content), _seconds(feed, document(size, beginning=10))
    peak = _peak()
    part = document(size // 10)
    began = time.perf_counter()
    feedparser.parse(part)
    yardstick = 10 * (time.perf_counter() - began)
    return {
        "entries": size,
        "megabytes": round(len(content) / 1024**2, 1),
        "kept": FeedItem.objects.count(),
        "first_poll_seconds": round(first, 2),
        "second_poll_seconds": round(second, 2),
        "peak_memory_mb": peak,
        "memory_before_mb": before,
        "feedparser_alone_seconds": round(yardstick, 2),
        "feedparser_over_first_poll": round(yardstick / first, 1),
    }


def document(entries: int, *, beginning: int = 0) -> bytes:
    """A feed with an entry a minute: the highest number is the newest."""
    began = datetime(2015, 1, 1, tzinfo=UTC)
    told = "".join(
        f"<item><title>Story {number}</title><link>https://outlet.example/{number}</link>"
        f"<guid>{number}</guid><pubDate>{began + timedelta(minutes=number):%Y-%m-%dT%H:%M:%SZ}</pubDate></item>"
        for number in range(beginning, beginning + entries)
    )
    return f'<rss version="2.0"><channel><title>Everything</title>{told}</channel></rss>'.encode()


def _seconds(feed: Feed, content: bytes) -> float:
    """One poll that stores what it finds; no network."""
    now = database_now()
    Feed.objects.filter(pk=feed.pk).update(next_check_at=now)
    Host.objects.update(next_check_at=now)

    def fetch(url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
        return Reply(url, url, 200, {"content-type": "application/rss+xml"}, content)

    began = time.perf_counter()
    outcome = feeds.poll(feed_id=feed.pk, now=now, fetch=fetch)
    if outcome is None or outcome.error:
        raise RuntimeError(f"The feed was not read: {outcome and outcome.error}")
    return time.perf_counter() - began


def _peak() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
