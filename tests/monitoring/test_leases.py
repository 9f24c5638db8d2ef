"""One worker a row, one request a host, and a late worker changes nothing."""

from datetime import timedelta
from typing import Any

import pytest

from claims.fetching.http import Reply
from claims.models import Feed, FeedCheck, FeedItem, Host, Page, Revision, Snapshot
from claims.monitoring import feeds, pages, visits
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import STORY, article_html, rss_reply

pytestmark = pytest.mark.django_db


class Meanwhile:
    """A web in which something happens while the request is under way."""

    def __init__(self, answer: Reply, then: object) -> None:
        self.answer, self.then = answer, then

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
        assert callable(self.then)
        self.then()
        return FakeWeb({url: self.answer})(url)


def test_second_worker_leaves_the_feed_alone() -> None:
    feed = factories.feed()
    other = FakeWeb({feed.url: rss_reply(("One", STORY))})

    def second() -> None:
        Host.objects.update(lease_until=None)
        assert feeds.poll(feed_id=feed.pk, now=NOON, fetch=other) is None

    feeds.poll(feed_id=feed.pk, now=NOON, fetch=Meanwhile(rss_reply(("One", STORY)), second))
    assert other.asked == []
    assert FeedCheck.objects.count() == 1


def test_late_worker_with_an_old_token_changes_nothing() -> None:
    feed = factories.feed()
    much_later = NOON + timedelta(hours=1)

    def taken_over() -> None:
        feeds.poll(feed_id=feed.pk, now=much_later, fetch=FakeWeb({feed.url: rss_reply(("New", STORY))}))

    late = Meanwhile(rss_reply(("Old", "https://outlet.example/old")), taken_over)
    assert feeds.poll(feed_id=feed.pk, now=NOON, fetch=late) is None
    assert [item.title for item in FeedItem.objects.all()] == ["New"]
    assert Feed.objects.get().next_check_at > much_later  # type: ignore[operator]  # a poll always sets it


def test_late_worker_keeps_no_revision() -> None:
    page = factories.page()
    much_later = NOON + timedelta(hours=1)

    def taken_over() -> None:
        pages.read(page_id=page.pk, now=much_later, fetch=FakeWeb({page.url: reply(article_html("The newer"))}))

    late = Meanwhile(reply(article_html("The older")), taken_over)
    assert pages.read(page_id=page.pk, now=NOON, fetch=late) is None
    assert [one.title for one in Revision.objects.all()] == ["The newer"]
    assert Snapshot.objects.count() == 1


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    first, second = (factories.page(url=f"https://outlet.example/{n}", host="outlet.example") for n in (1, 2))
    web = FakeWeb({second.url: reply(article_html())})

    def meanwhile() -> None:
        assert pages.read(page_id=second.pk, now=NOON, fetch=web) is None

    pages.read(page_id=first.pk, now=NOON, fetch=Meanwhile(reply(article_html()), meanwhile))
    assert web.asked == []
    assert Page.objects.due(NOON).get() == second


def test_a_host_rests_between_two_requests(settings: Any) -> None:
    settings.FETCH_HOST_DELAY_SECONDS = 1
    first, second = (factories.page(url=f"https://outlet.example/{n}", host="outlet.example") for n in (1, 2))
    web = FakeWeb({first.url: reply(article_html()), second.url: reply(article_html())})
    pages.read(page_id=first.pk, now=NOON, fetch=web)
    assert pages.read(page_id=second.pk, now=NOON + timedelta(seconds=0.5), fetch=web) is None
    assert pages.read(page_id=second.pk, now=NOON + timedelta(seconds=2), fetch=web) is not None


def test_a_dead_workers_page_is_taken_over() -> None:
    page = factories.page()
    Page.objects.update(lease_until=NOON + timedelta(minutes=2))
    Host.objects.update(lease_until=NOON + timedelta(minutes=2))
    web = FakeWeb({page.url: reply(article_html())})
    assert pages.read(page_id=page.pk, now=NOON + timedelta(minutes=1), fetch=web) is None
    assert pages.read(page_id=page.pk, now=NOON + timedelta(minutes=3), fetch=web) is not None


def test_only_the_longest_due_page_of_a_host_is_reserved() -> None:
    newer = factories.page(url="https://outlet.example/2", host="outlet.example", next_check_at=NOON)
    older = factories.page(
        url="https://outlet.example/1", host="outlet.example", next_check_at=NOON - timedelta(minutes=1)
    )
    elsewhere = factories.page()
    assert [held.row for held in visits.reserve(Page.objects.all(), now=NOON, most=9)] == [older, elsewhere]
    assert visits.reserve(Page.objects.all(), now=NOON, most=9) == []
    assert Page.objects.due(NOON).get() == newer
