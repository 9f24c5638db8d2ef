"""Read what a feed's address answers: a feed, a sitemap, or a page of links."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from claims.analysis import addresses, list_pages, sitemaps
from claims.analysis.feed_documents import FeedDocument, FeedEntry, NotAFeed, read_feed
from claims.analysis.sitemaps import NotASitemap, Sitemap
from claims.fetching.http import Reply
from claims.vocabulary import FeedKind

ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.1"
MOST_ENTRIES = 2000
# A sitemap lists all that a site ever published; what is news stands in its newest part.
MOST_OF_A_SITEMAP = 200
MOST_CHILDREN = 3  # asked for at each poll of an index


def read(kind: FeedKind, replies: Sequence[Reply], *, now: datetime) -> FeedDocument:
    """The entries of the answer, and of those that were asked for because of it. Raises NotAFeed with a sentence."""
    match kind:
        case FeedKind.SITEMAP:
            return _merged([_sitemap(reply, now=now) for reply in replies])
        case FeedKind.LIST_PAGE:
            return _list_page(replies[0], now=now)
    first = replies[0]
    return read_feed(first.content, url=first.final_url, content_type=_type_of(first), now=now, most=MOST_ENTRIES)


def recognised(reply: Reply, *, now: datetime) -> tuple[FeedKind, FeedDocument]:
    """What kind of feed an answer is, a feed before a sitemap before a page of links. Raises NotAFeed."""
    try:
        return FeedKind.FEED, read(FeedKind.FEED, [reply], now=now)
    except NotAFeed as error:
        first_error = error
    for kind in (FeedKind.SITEMAP, FeedKind.LIST_PAGE):
        try:
            return kind, read(kind, [reply], now=now)
        except NotAFeed:
            continue
    raise first_error


def children(reply: Reply, *, now: datetime) -> tuple[str, ...]:
    """The newest sitemaps that a sitemap index lists on its own host; none for any other answer."""
    if reply.status != 200 or not _may_be_an_index(reply.content):
        return ()
    try:
        listed = _read_sitemap(reply, now=now).children
    except NotASitemap:
        return ()
    # Only this host is held while they are asked for.
    host = addresses.host_of(reply.final_url)
    return tuple(url for url in listed if addresses.host_of(url) == host)[:MOST_CHILDREN]


def digest(replies: Sequence[Reply]) -> str:
    """SHA-256 (hex) of all that came: what is the same to the byte need not be read again."""
    found = hashlib.sha256()
    for reply in replies:
        found.update(hashlib.sha256(reply.content).digest())
    return found.hexdigest()


def _may_be_an_index(content: bytes) -> bool:
    return content.startswith(b"\x1f\x8b") or b"<sitemapindex" in content[:4096]


def _sitemap(reply: Reply, *, now: datetime) -> Sitemap:
    try:
        return _read_sitemap(reply, now=now)
    except NotASitemap as error:
        raise NotAFeed(str(error)) from error


def _read_sitemap(reply: Reply, *, now: datetime) -> Sitemap:
    return sitemaps.read_sitemap(reply.content, url=reply.final_url, now=now, most=MOST_OF_A_SITEMAP)


def _merged(found: Sequence[Sitemap]) -> FeedDocument:
    by_address: dict[str, FeedEntry] = {}
    for sitemap in found:
        for entry in sitemap.entries:
            by_address.setdefault(entry.url, entry)
    skipped = sum(sitemap.skipped for sitemap in found)
    return FeedDocument(kind="sitemap", title="", language="", entries=tuple(by_address.values()), skipped=skipped)


def _list_page(reply: Reply, *, now: datetime) -> FeedDocument:
    entries = list_pages.read_list_page(reply.content, url=reply.final_url, content_type=_type_of(reply), now=now)
    if not entries:
        raise NotAFeed("The page lists no articles.")
    return FeedDocument(kind="list_page", title="", language="", entries=entries, skipped=0)


def _type_of(reply: Reply) -> str:
    return reply.headers.get("content-type", "")
