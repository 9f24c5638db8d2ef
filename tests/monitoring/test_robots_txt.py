"""Pages are read only where the site's robots.txt allows it; feeds are published for machines."""

from datetime import datetime, timedelta

import pytest

from claims.fetching.errors import FetchFailed
from claims.models import Host, Page, Snapshot
from claims.monitoring import feeds, pages
from claims.vocabulary import PageState
from tests import factories
from tests.factories import NOON
from tests.fakes import Answer, FakeWeb, reply
from tests.monitoring.documents import FEED, STORY, article_html, rss_reply

pytestmark = pytest.mark.django_db
ROBOTS = "https://outlet.example/robots.txt"
CLOSED = reply("User-agent: *\nDisallow: /story\n", content_type="text/plain")
OPEN = reply("User-agent: *\nDisallow: /\n\nUser-agent: SaidAndSeen\nAllow: /\n", content_type="text/plain")
SLOW = reply("User-agent: *\nCrawl-delay: 7\n", content_type="text/plain")


def page() -> Page:
    return factories.page(url=STORY, host="outlet.example")


def read(page: Page, robots: Answer, now: datetime = NOON) -> FakeWeb:
    web = FakeWeb({STORY: reply(article_html()), ROBOTS: robots})
    Page.objects.filter(pk=page.pk).update(next_check_at=now)
    Host.objects.update(next_check_at=now)
    pages.read(page_id=page.pk, now=now, fetch=web)
    page.refresh_from_db()
    return web


def test_a_page_that_it_closes_is_not_asked_for_and_says_so() -> None:
    one = page()
    assert read(one, CLOSED).asked == [ROBOTS]
    assert (one.state, one.obstacle) == (
        PageState.NEEDS_COPY,
        "The site's robots.txt asks us not to read this page.",
    )
    assert one.next_check_at is not None
    assert not Snapshot.objects.exists()


def test_what_it_opens_later_is_read() -> None:
    one = page()
    read(one, CLOSED)
    read(one, OPEN, NOON + timedelta(days=2))
    assert one.state == PageState.LIVE


def test_it_is_read_once_a_day_for_all_of_a_host_s_pages() -> None:
    one = page()
    read(one, OPEN)
    assert ROBOTS not in read(one, OPEN, NOON + timedelta(hours=20)).asked
    assert ROBOTS in read(one, OPEN, NOON + timedelta(hours=25)).asked


def test_its_crawl_delay_is_kept_for_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("claims.monitoring.robots.time.sleep", slept.append)
    read(page(), SLOW)
    assert slept == [0.0]
    host = Host.objects.get(name="outlet.example")
    assert host.delay_seconds == 7.0
    assert host.next_check_at is not None
    assert host.next_check_at >= NOON + timedelta(seconds=7)


@pytest.mark.parametrize("robots", [reply("", status=404), reply("<html>Not here</html>"), reply("\0\xff" * 5000)])
def test_one_that_is_missing_or_no_robots_txt_closes_nothing(robots: Answer) -> None:
    one = page()
    read(one, robots)
    assert one.state == PageState.LIVE


@pytest.mark.parametrize(
    ("robots", "sentence"),
    [
        (reply("", status=503), "The site's robots.txt cannot be read at the moment."),
        (reply("", status=429), "The site's robots.txt cannot be read at the moment."),
        (
            FetchFailed(ROBOTS, "The server did not answer within 5 seconds."),
            "The server did not answer within 5 seconds.",
        ),
    ],
)
def test_while_it_cannot_be_read_the_page_is_left_alone_and_tried_again(robots: Answer, sentence: str) -> None:
    one = page()
    assert STORY not in read(one, robots).asked
    assert (one.state, one.obstacle) == (PageState.FAILING, sentence)
    assert one.next_check_at is not None
    assert one.next_check_at <= NOON + timedelta(minutes=5)


def test_feeds_are_read_whatever_it_says() -> None:
    feed = factories.feed(url=FEED, host="outlet.example")
    everything = reply("User-agent: *\nDisallow: /\n", content_type="text/plain")
    web = FakeWeb({FEED: rss_reply(("One", STORY)), ROBOTS: everything})
    assert feeds.poll(feed_id=feed.pk, now=NOON, fetch=web) is not None
    assert web.asked == [FEED]
