"""A due feed is read with its validators, and what it lists becomes pages."""

from datetime import timedelta

import pytest

from claims.fetching.errors import FetchFailed
from claims.models import Feed, FeedCheck, FeedItem, Host, JournalEntry, Page
from claims.monitoring import feeds
from claims.vocabulary import FeedCheckOutcome, FeedState, JournalKind
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import STORY, rss_reply

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def test_new_items_become_pages_that_are_due_at_once() -> None:
    feed = factories.feed()
    web = FakeWeb({feed.url: rss_reply(("One", STORY), ("Two", STORY + "2"))})
    outcome = feeds.poll(feed_id=feed.pk, now=NOON, fetch=web)
    assert outcome is not None
    assert outcome.new_items == 2
    assert sorted(outcome.page_ids) == sorted(Page.objects.due(NOON).values_list("pk", flat=True))
    assert Host.objects.filter(name="outlet.example").exists()
    feed.refresh_from_db()
    assert feed.title == "The Outlet"
    assert FeedCheck.objects.get().outcome == FeedCheckOutcome.CHANGED


def test_polling_twice_equals_polling_once() -> None:
    feed = factories.feed()
    web = FakeWeb({feed.url: rss_reply(("One", STORY))})
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=web)
    assert feeds.poll(feed_id=feed.pk, now=NOON, fetch=web) is None
    again = feeds.poll(feed_id=feed.pk, now=LATER, fetch=web)
    assert again is not None
    assert (again.new_items, again.page_ids) == (0, ())
    assert FeedItem.objects.count() == Page.objects.count() == 1
    assert len(web.asked) == 2


def test_an_unchanged_feed_is_answered_by_its_validators() -> None:
    feed = factories.feed()
    web = FakeWeb({feed.url: rss_reply(("One", STORY), etag='"v1"')})
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=web)
    feeds.poll(feed_id=feed.pk, now=LATER, fetch=web)
    last = FeedCheck.objects.order_by("-pk")[0]
    assert (last.http_status, last.outcome) == (304, FeedCheckOutcome.UNCHANGED)
    assert FeedItem.objects.count() == 1


def test_a_changed_item_makes_its_page_due_again() -> None:
    feed = factories.feed()
    web = FakeWeb({feed.url: [rss_reply(("One", STORY)), rss_reply(("One, corrected", STORY))]})
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=web)
    Page.objects.update(next_check_at=NOON + timedelta(days=30))
    outcome = feeds.poll(feed_id=feed.pk, now=LATER, fetch=web)
    page = Page.objects.get()
    assert outcome is not None
    assert outcome.page_ids == (page.pk,)
    assert page.next_check_at == LATER
    assert FeedItem.objects.get().title == "One, corrected"


def test_an_empty_answer_removes_nothing_and_says_why() -> None:
    feed = factories.feed()
    web = FakeWeb({feed.url: [rss_reply(("One", STORY)), reply("", content_type="application/rss+xml")]})
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=web)
    outcome = feeds.poll(feed_id=feed.pk, now=LATER, fetch=web)
    feed.refresh_from_db()
    assert outcome is not None
    assert outcome.outcome == FeedCheckOutcome.FAILED
    assert feed.last_error == "The answer was empty."
    assert feed.failures == 1
    assert FeedItem.objects.count() == 1


def test_failures_leave_the_feed_alone_longer_each_time() -> None:
    feed = factories.feed(shortest_seconds=600)
    web = FakeWeb({feed.url: FetchFailed(feed.url, "It did not answer in time.")})
    pauses = []
    now = NOON
    for _ in range(3):
        feeds.poll(feed_id=feed.pk, now=now, fetch=web)
        feed.refresh_from_db()
        assert feed.next_check_at is not None
        pauses.append(feed.next_check_at - now)
        now = feed.next_check_at
    assert pauses[0] < pauses[1] < pauses[2]
    assert feed.last_error == "It did not answer in time."


def test_retry_after_is_obeyed() -> None:
    feed = factories.feed(shortest_seconds=60, interval_seconds=60)
    web = FakeWeb({feed.url: reply("busy", status=503, retry_after="7200")})
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=web)
    feed.refresh_from_db()
    assert feed.next_check_at == NOON + timedelta(hours=2)


def test_a_feed_that_is_gone_is_never_asked_again() -> None:
    feed = factories.feed()
    web = FakeWeb({feed.url: reply("gone", status=410)})
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=web)
    feed.refresh_from_db()
    assert feed.state == FeedState.GONE
    assert JournalEntry.objects.filter(kind=JournalKind.FEED_GONE).count() == 1
    assert feeds.poll(feed_id=feed.pk, now=LATER + timedelta(days=9), fetch=web) is None


def test_a_success_clears_the_error() -> None:
    feed = factories.feed(shortest_seconds=60)
    web = FakeWeb({feed.url: [reply("oops", status=500), rss_reply(("One", STORY))]})
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=web)
    feeds.poll(feed_id=feed.pk, now=LATER, fetch=web)
    feed.refresh_from_db()
    assert (feed.failures, feed.last_error) == (0, "")


def test_two_entries_with_one_guid_are_both_kept() -> None:
    feed = factories.feed()
    items = "".join(
        f"<item><guid>same</guid><title>T{n}</title><link>https://outlet.example/{n}</link></item>" for n in (1, 2)
    )
    document = reply(f'<rss version="2.0"><channel><title>O</title>{items}</channel></rss>', content_type="text/xml")
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=FakeWeb({feed.url: document}))
    assert FeedItem.objects.count() == Page.objects.count() == 2


def test_a_paused_feed_is_left_alone() -> None:
    feed = factories.feed(state=FeedState.PAUSED)
    web = FakeWeb({})
    assert feeds.poll(feed_id=feed.pk, now=NOON, fetch=web) is None
    assert web.asked == []


def test_the_pause_stays_within_the_interval() -> None:
    feed = factories.feed(shortest_seconds=5, longest_seconds=5)
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=FakeWeb({feed.url: rss_reply(("One", STORY))}))
    assert Feed.objects.get().next_check_at == NOON + timedelta(seconds=5)
