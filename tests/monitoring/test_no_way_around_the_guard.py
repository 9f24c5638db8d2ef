"""Whatever names an address, a feed, a redirect, a robots.txt, a sitemap, a look for feeds: none reaches inside."""

from collections.abc import Iterator

import pytest

from claims.fetching.http import Fetch
from claims.models import Feed, Host, Page
from claims.monitoring import discovery, feeds, pages
from claims.refusals import Refused
from claims.vocabulary import FeedKind
from tests import factories
from tests.factories import NOON
from tests.fetching.origins import NAME, Origin, answer, fetching, serving
from tests.monitoring.documents import article_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside() -> Iterator[Origin]:
    """A server of our own network, which no list allows."""
    with serving(
        {"/": answer(b"<rss><channel></channel></rss>"), "/feed": answer(b"<rss><channel></channel></rss>")}
    ) as one:
        yield one
        assert one.requests == []
        assert one.connections == 0


def spellings(inside: Origin) -> list[str]:
    port = inside.port
    return [
        f"http://127.0.0.1:{port}/feed",
        f"http://localhost:{port}/feed",
        f"http://2130706433:{port}/feed",
        f"http://0x7f000001:{port}/feed",
        f"http://[::ffff:127.0.0.1]:{port}/feed",
        f"http://[::1]:{port}/feed",
        f"http://127.0.0.1.:{port}/feed",
    ]


def poll(url: str, fetch: Fetch, kind: FeedKind = FeedKind.FEED) -> str:
    host = url.split("/")[2]
    feed = factories.feed(url=url, host=host, kind=kind)
    outcome = feeds.poll(feed_id=feed.pk, now=NOON, fetch=fetch)
    assert outcome is not None
    return outcome.error


def test_a_feed_s_own_address(inside: Origin) -> None:
    with serving({}) as outside, fetching(outside) as fetch:
        for url in spellings(inside):
            error = poll(url, fetch)
            assert error.endswith(".")
            assert "127.0.0.1" not in error


def test_a_redirect_of_a_feed_and_of_a_page(inside: Origin) -> None:
    away = answer(b"", status="302 Found", location=f"http://127.0.0.1:{inside.port}/feed")
    with serving({"/feed": away, "/story": away}) as outside, fetching(outside) as fetch:
        assert poll(outside.url("/feed"), fetch)
        page = factories.page(url=outside.url("/story"), host=f"{NAME}:{outside.port}")
        Host.objects.update(next_check_at=NOON)
        pages.read(page_id=page.pk, now=NOON, fetch=fetch)
        page.refresh_from_db()
        assert page.obstacle


def test_the_robots_txt_of_a_page(inside: Origin) -> None:
    away = answer(b"", status="301 Moved", location=f"http://127.0.0.1:{inside.port}/")
    story = answer(article_html().encode(), content_type="text/html")
    with serving({"/robots.txt": away, "/story": story}) as outside, fetching(outside) as fetch:
        page = factories.page(url=outside.url("/story"), host=f"{NAME}:{outside.port}")
        pages.read(page_id=page.pk, now=NOON, fetch=fetch)
        assert Page.objects.get().obstacle


def test_the_sitemaps_that_an_index_lists(inside: Origin) -> None:
    listed = f"<sitemapindex><sitemap><loc>http://127.0.0.1:{inside.port}/feed</loc></sitemap></sitemapindex>".encode()
    with serving({"/map": answer(listed)}) as outside, fetching(outside) as fetch:
        poll(outside.url("/map"), fetch, FeedKind.SITEMAP)
        assert outside.heard() == ["GET /map HTTP/1.1"]


def test_a_look_for_feeds(inside: Origin) -> None:
    page = f'<link rel="alternate" type="application/rss+xml" href="http://127.0.0.1:{inside.port}/feed">'
    with serving({"/": answer(page.encode(), content_type="text/html")}) as outside, fetching(outside) as fetch:
        found = discovery.discover(url=outside.url("/"), editor=factories.ada(), now=NOON, fetch=fetch)
        assert all(str(inside.port) not in one.url for one in found)
        for url in spellings(inside):
            with pytest.raises(Refused):
                discovery.discover(url=url, editor=factories.ada(), now=NOON, fetch=fetch)
    assert not Feed.objects.exists()
