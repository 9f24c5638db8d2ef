"""A feed on a real loopback server, polled by a real fetcher."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.fetching.http import Fetch, Limits
from claims.models import Feed, Host
from claims.monitoring import feeds
from claims.monitoring.feeds import PollOutcome
from tests import factories
from tests.factories import NOON
from tests.fetching import origins
from tests.fetching.origins import Deed, Origin


@dataclass
class Watched:
    """A feed with the server that serves it; `answers` may be changed between two polls."""

    feed: Feed
    origin: Origin
    answers: dict[str, bytes | Deed]
    fetch: Fetch
    now: datetime = NOON

    def poll(self, *, after: timedelta = timedelta(hours=1)) -> PollOutcome:
        """Poll it, some time after the last poll."""
        self.now += after
        Feed.objects.filter(pk=self.feed.pk).update(next_check_at=self.now)
        Host.objects.update(next_check_at=self.now, lease_until=None)
        outcome = feeds.poll(feed_id=self.feed.pk, now=self.now, fetch=self.fetch)
        assert outcome is not None
        self.feed.refresh_from_db()
        return outcome


@contextmanager
def watched(
    answers: Mapping[str, bytes | Deed], *, path: str = "/feed", limits: Limits = origins.QUICK, **columns: object
) -> Iterator[Watched]:
    served = dict(answers)
    with origins.serving(served) as origin, origins.fetching(origin, limits=limits) as fetch:
        host = f"{origins.NAME}:{origin.port}"
        feed = factories.feed(url=origin.url(path), host=host, **columns)
        yield Watched(feed, origin, served, fetch)
