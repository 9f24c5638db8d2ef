"""From a site's address to its feeds, each shown with its newest items before anybody watches it."""

import gzip

import pytest

from claims.fetching.errors import FetchFailed
from claims.models import Feed, Page
from claims.monitoring import discovery, feeds, watched_pages
from claims.monitoring.discovery import Found
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import FeedKind
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import rss

pytestmark = pytest.mark.django_db
SITE = "https://outlet.example/"
FEED = "https://outlet.example/feed.xml"
STATING = '<html><head><link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml"></head></html>'
LISTING = "<main>" + "".join(f'<h2><a href="/s/{n}">Story number {n} of today</a></h2>' for n in range(4)) + "</main>"
NEWS = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://outlet.example/a</loc></url></urlset>'


def feed_reply(count: int = 1) -> object:
    return reply(rss(*((f"Story {n}", f"https://outlet.example/{n}") for n in range(count))), content_type="text/xml")


def discover(web: FakeWeb, url: str = SITE, seconds: float = 20.0) -> tuple[Found, ...]:
    return discovery.discover(url=url, editor=factories.ada(), now=NOON, fetch=web, seconds=seconds)


def kinds(found: tuple[Found, ...]) -> list[tuple[str, FeedKind | None]]:
    return [(one.url, one.kind) for one in found]


def test_a_stated_feed_is_shown_with_its_newest_items_and_nothing_is_stored() -> None:
    web = FakeWeb({SITE: reply(STATING), FEED: feed_reply(8)})  # type: ignore[dict-item]  # replies
    found = discover(web)[0]
    assert (found.url, found.kind, found.title, found.listed) == (FEED, FeedKind.FEED, "The Outlet", 8)
    assert [entry.title for entry in found.newest] == [f"Story {n}" for n in range(5)]
    assert not Feed.objects.exists()


def test_a_feed_s_own_address_is_the_whole_answer() -> None:
    web = FakeWeb({FEED: feed_reply()})  # type: ignore[dict-item]  # a reply
    assert kinds(discover(web, FEED)) == [(FEED, FeedKind.FEED)]
    assert web.asked == [FEED]


def test_without_a_stated_feed_the_usual_addresses_are_tried() -> None:
    web = FakeWeb({SITE: reply("<p>Welcome</p>"), "https://outlet.example/rss": feed_reply()})  # type: ignore[dict-item]
    assert (("https://outlet.example/rss", FeedKind.FEED)) in kinds(discover(web))


def test_a_news_sitemap_of_the_robots_txt_is_found() -> None:
    robots = reply("Sitemap: https://outlet.example/news.xml.gz", content_type="text/plain")
    web = FakeWeb(
        {
            SITE: reply("<p>Welcome</p>"),
            "https://outlet.example/robots.txt": robots,
            "https://outlet.example/news.xml.gz": reply(gzip.compress(NEWS.encode()), content_type="application/gzip"),
        }
    )
    assert ("https://outlet.example/news.xml.gz", FeedKind.SITEMAP) in kinds(discover(web))


def test_a_page_of_links_can_be_watched_as_a_list_and_as_a_text() -> None:
    web = FakeWeb({SITE: reply(LISTING)})
    assert kinds(discover(web)) == [(SITE, FeedKind.LIST_PAGE), (SITE, None)]


def test_what_is_watched_already_is_said_to_be() -> None:
    feeds.add(url=FEED, now=NOON, fetch=None)
    watched_pages.watch(url=SITE, editor=factories.ada(), now=NOON)
    web = FakeWeb({SITE: reply(STATING), FEED: feed_reply()})  # type: ignore[dict-item]  # replies
    assert [one.is_watched for one in discover(web)] == [True, True]


def test_an_address_without_a_scheme_is_taken_for_https() -> None:
    assert kinds(discover(FakeWeb({SITE: reply("<p>Hello</p>")}), "outlet.example"))[-1] == (SITE, None)


def test_when_the_time_is_over_what_was_found_is_shown() -> None:
    web = FakeWeb({SITE: reply(STATING), FEED: feed_reply()})  # type: ignore[dict-item]  # replies
    assert kinds(discover(web, seconds=-1.0)) == [(SITE, None)]
    assert web.asked == [SITE]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (reply("gone", status=410), "The server answered 410."),
        (FetchFailed(SITE, "The server did not answer within 5 seconds."), "The server did not answer within"),
    ],
)
def test_a_site_that_cannot_be_read_is_one_sentence(answer: object, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        discover(FakeWeb({SITE: answer}))  # type: ignore[dict-item]  # a reply or a failure
    assert refused.value.field == "url"


def test_ben_may_not_look_for_feeds_and_no_site_is_asked() -> None:
    web = FakeWeb({})
    with pytest.raises(NotAllowed):
        discovery.discover(url=SITE, editor=factories.ben(), now=NOON, fetch=web)
    assert web.asked == []
    assert not Page.objects.exists()
