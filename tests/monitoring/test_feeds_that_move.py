"""A feed's address changes when its server has said so three times over a day, and only when it means for good."""

from datetime import timedelta

import pytest

from claims.models import Feed, JournalEntry
from claims.vocabulary import JournalKind
from tests import factories
from tests.fetching.origins import answer
from tests.monitoring.documents import rss
from tests.monitoring.origins import Watched, watched

pytestmark = pytest.mark.django_db
WELL = answer(rss(("One", "https://outlet.example/1")).encode(), content_type="application/rss+xml", etag='"v1"')


def moved(status: str, to: str = "/new") -> dict[str, bytes]:
    return {"/feed": answer(b"", status=status, location=to), "/new": WELL, "/newer": WELL}


def polls(one: Watched, *hours: float) -> None:
    for pause in hours:
        one.poll(after=timedelta(hours=pause))


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
def test_three_polls_over_a_day_are_believed_and_the_old_address_is_in_the_journal(status: str) -> None:
    with watched(moved(status)) as one:
        before = one.feed.url
        polls(one, 1, 12, 12)
        assert one.feed.url == one.origin.url("/new")
        entry = JournalEntry.objects.get(kind=JournalKind.FEED_MOVED)
        assert (entry.before["url"], entry.after["url"]) == (before, one.feed.url)
        one.origin.requests.clear()
        one.poll()
        assert one.origin.heard() == ["GET /new HTTP/1.1"]
        assert "If-None-Match" not in one.origin.requests[0]


@pytest.mark.parametrize("hours", [(1, 1, 1, 1, 1), (1, 25)])
def test_fewer_polls_or_less_than_a_day_are_not(hours: tuple[float, ...]) -> None:
    with watched(moved("301 Moved Permanently")) as one:
        before = one.feed.url
        polls(one, *hours)
        assert one.feed.url == before
        assert one.feed.moved_to == one.origin.url("/new")


@pytest.mark.parametrize("status", ["302 Found", "303 See Other", "307 Temporary Redirect"])
def test_a_redirect_for_now_changes_nothing_ever(status: str) -> None:
    with watched(moved(status)) as one:
        before = one.feed.url
        polls(one, 1, 12, 12, 12, 12)
        assert (one.feed.url, one.feed.moved_to, one.feed.failures) == (before, "", 0)


def test_a_server_that_changes_its_mind_is_heard_anew() -> None:
    with watched(moved("301 Moved Permanently")) as one:
        before = one.feed.url
        polls(one, 1, 12)
        one.answers["/feed"] = answer(b"", status="301 Moved Permanently", location="/newer")
        polls(one, 13)
        assert one.feed.url == before
        one.answers["/feed"] = WELL
        polls(one, 13)
        assert (one.feed.url, one.feed.moved_to) == (before, "")


def test_an_address_that_is_watched_already_is_not_taken_and_said() -> None:
    with watched(moved("301 Moved Permanently")) as one:
        before, other = one.feed.url, factories.feed(url=one.origin.url("/new"))
        polls(one, 1, 12, 12)
        assert one.feed.url == before
        assert one.feed.notice.startswith(f"It has moved to {other.url}, which is watched already")
        assert Feed.objects.count() == 2
