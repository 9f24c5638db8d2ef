"""A feed is tried before it is watched, and a refusal is one sentence."""

import pytest

from claims.models import Feed, Host, JournalEntry, Outlet
from claims.monitoring import feeds
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import FeedState, JournalKind
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import FEED, STORY, rss_reply

pytestmark = pytest.mark.django_db
WEB = {FEED: rss_reply(("One", STORY))}


def test_a_feed_is_due_at_once_with_an_outlet_of_its_name() -> None:
    feed = feeds.add(url="HTTPS://Outlet.example/feed.xml#top", editor=factories.ada(), now=NOON, fetch=FakeWeb(WEB))
    assert (feed.url, feed.title, feed.outlet.name) == (FEED, "The Outlet", "The Outlet")
    assert list(Feed.objects.ready(NOON)) == [feed]
    assert Host.objects.get().name == "outlet.example"
    assert JournalEntry.objects.filter(kind=JournalKind.FEED_ADDED).count() == 1


def test_a_known_outlet_is_taken() -> None:
    outlet = factories.outlet(name="Reuters")
    feed = feeds.add(url=FEED, outlet_name="reuters", now=NOON, fetch=FakeWeb(WEB))
    assert feed.outlet == outlet
    assert Outlet.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://outlet.example/", "The address must start with http:// or https://."),
        (STORY, "This is no RSS, Atom, RDF or JSON feed."),
        ("https://outlet.example/nowhere", "The server answered 404."),
        ("https://outlet.example/empty", "The answer was empty."),
    ],
)
def test_what_is_no_feed_is_refused_in_one_sentence(url: str, sentence: str) -> None:
    web = FakeWeb({**WEB, STORY: reply("<html><p>A page</p></html>"), "https://outlet.example/empty": reply("")})
    with pytest.raises(Refused) as refused:
        feeds.add(url=url, editor=factories.ada(), now=NOON, fetch=web)
    assert (refused.value.sentence, refused.value.field) == (sentence, "url")
    assert not Feed.objects.exists()
    assert not Outlet.objects.exists()


def test_a_feed_is_watched_once() -> None:
    feeds.add(url=FEED, now=NOON, fetch=None)
    with pytest.raises(Refused, match="watched already"):
        feeds.add(url=FEED, now=NOON, fetch=None)


def test_ben_may_not_add_pause_or_resume_feeds() -> None:
    feed = factories.feed()
    with pytest.raises(NotAllowed):
        feeds.add(url=FEED, editor=factories.ben(), now=NOON, fetch=None)
    with pytest.raises(NotAllowed):
        feeds.pause(feed=feed, editor=factories.ben(), now=NOON)
    with pytest.raises(NotAllowed):
        feeds.resume(feed=feed, editor=factories.ben(), now=NOON)


def test_a_paused_feed_rests_until_it_is_resumed() -> None:
    feed, ada = factories.feed(), factories.ada()
    feeds.pause(feed=feed, editor=ada, now=NOON)
    feeds.pause(feed=feed, editor=ada, now=NOON)
    assert not Feed.objects.ready(NOON).exists()
    feeds.resume(feed=feed, editor=ada, now=NOON)
    feed.refresh_from_db()
    assert feed.state == FeedState.ACTIVE
    assert JournalEntry.objects.filter(kind=JournalKind.FEED_PAUSED).count() == 1
    assert JournalEntry.objects.filter(kind=JournalKind.FEED_RESUMED).count() == 1
