"""A feed that fails is asked more rarely, told once when it dies and once when it recovers, and given up at last."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from claims.models import Feed, JournalEntry
from claims.monitoring import feeds
from claims.vocabulary import FeedState, JournalKind
from tests import factories
from tests.fetching.origins import answer
from tests.monitoring.documents import rss
from tests.monitoring.origins import Watched, watched

pytestmark = pytest.mark.django_db
WELL = answer(rss(("One", "https://outlet.example/1")).encode(), content_type="application/rss+xml")
ILL = answer(b"oops", status="500 Internal Server Error")


def told(kind: JournalKind) -> int:
    return JournalEntry.objects.filter(kind=kind).count()


def pause(one: Watched) -> timedelta:
    assert one.feed.next_check_at is not None
    return one.feed.next_check_at - one.now


def test_each_failure_doubles_the_pause_up_to_a_day() -> None:
    with watched({"/feed": ILL}) as one:
        pauses = []
        for _ in range(14):
            one.poll(after=timedelta(minutes=1))
            pauses.append(pause(one))
    assert all(later > earlier for earlier, later in pairwise(pauses[:7]))
    assert max(pauses) <= timedelta(hours=24)
    assert pauses[-1] >= timedelta(hours=19)


def test_one_bad_answer_is_nobody_s_business() -> None:
    with watched({"/feed": ILL}) as one:
        one.poll()
        one.answers["/feed"] = WELL
        one.poll()
    assert told(JournalKind.FEED_DOWN) == told(JournalKind.FEED_RECOVERED) == 0
    assert (one.feed.failures, one.feed.last_error, one.feed.failing_since) == (0, "", None)


def test_it_is_told_once_when_it_dies_and_once_when_it_recovers() -> None:
    with watched({"/feed": ILL}) as one:
        for _ in range(6):
            one.poll()
        assert told(JournalKind.FEED_DOWN) == 1
        assert one.feed.down_since is not None
        one.answers["/feed"] = WELL
        one.poll()
        one.poll()
    assert told(JournalKind.FEED_RECOVERED) == 1
    assert (one.feed.down_since, one.feed.state) == (None, FeedState.ACTIVE)


def test_after_thirty_days_of_failures_it_is_given_up_and_said() -> None:
    with watched({"/feed": ILL}) as one:
        for _ in range(31):
            one.poll(after=timedelta(days=1))
    assert (one.feed.state, one.feed.next_check_at) == (FeedState.GIVEN_UP, None)
    assert told(JournalKind.FEED_GIVEN_UP) == 1


def test_one_that_was_given_up_begins_anew_when_it_is_resumed() -> None:
    feed = factories.feed(state=FeedState.GIVEN_UP, next_check_at=None, failures=40, last_error="Gone.")
    moment = datetime.fromisoformat("2022-04-01T12:00:00+00:00")
    feeds.resume(feed=feed, editor=factories.olga(), now=moment)
    feed.refresh_from_db()
    assert (feed.state, feed.failures, feed.next_check_at) == (FeedState.ACTIVE, 0, moment)


def test_a_410_ends_it_at_once() -> None:
    with watched({"/feed": answer(b"", status="410 Gone")}) as one:
        one.poll()
    assert (one.feed.state, one.feed.next_check_at) == (FeedState.GONE, None)
    assert told(JournalKind.FEED_GONE) == 1


@pytest.mark.parametrize(
    ("status", "asked", "least", "most"),
    [
        ("503 Service Unavailable", "7200", timedelta(hours=2), timedelta(hours=2, minutes=1)),
        ("429 Too Many Requests", "Tue, 15 Feb 2022 18:00:00 GMT", timedelta(hours=5), timedelta(hours=5)),
        ("503 Service Unavailable", "99999999999", timedelta(hours=24), timedelta(hours=24)),
        ("503 Service Unavailable", "-5", timedelta(seconds=200), timedelta(hours=2)),
        ("429 Too Many Requests", "soon", timedelta(seconds=200), timedelta(hours=2)),
    ],
)
def test_retry_after_is_obeyed_within_a_day(status: str, asked: str, least: timedelta, most: timedelta) -> None:
    with watched({"/feed": answer(b"", status=status, retry_after=asked)}) as one:
        one.poll()
    assert least <= pause(one) <= most


def test_a_failing_feed_stops_no_other() -> None:
    with watched({"/feed": ILL}) as ill, watched({"/feed": WELL}) as well:
        ill.poll()
        assert well.poll().new_items == 1
    assert Feed.objects.filter(failures=0).get() == well.feed


def test_an_unchanged_feed_is_not_read_again_however_it_says_so() -> None:
    with watched({"/feed": WELL}) as one:
        one.poll()
        assert one.poll().outcome == "unchanged"
        one.answers["/feed"] = answer(b"", status="304 Not Modified")
        assert one.poll().outcome == "unchanged"
    assert one.feed.failures == 0
