"""Find a site's feeds from its address, and show what they list before anybody watches them."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import addresses, feed_discovery, kept_sentences
from claims.analysis.feed_discovery import Candidate
from claims.analysis.feed_documents import FeedDocument, FeedEntry, NotAFeed
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetch, Reply
from claims.models import Feed, Page, User
from claims.models.pages import address_digest
from claims.monitoring import feed_readers
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import FeedKind

MOST_FOUND = 6
MOST_GUESSED = 5  # addresses that nobody stated; each is a request, a second after the one before
SECONDS = 20.0  # that somebody waits for
SHOWN = 5  # newest items of a preview
FEWEST_LISTED = 3  # articles that make a page worth watching as a list


@dataclass(frozen=True, slots=True)
class Found:
    """Something that can be watched, with its newest items; a page whose text is watched has a kind of None."""

    url: str
    kind: FeedKind | None
    title: str
    newest: tuple[FeedEntry, ...] = ()
    listed: int = 0
    is_watched: bool = False


def discover(*, url: str, editor: User, now: datetime, fetch: Fetch, seconds: float = SECONDS) -> tuple[Found, ...]:
    """What can be watched at an address or on its site, best first; nothing is stored.

    A feed or sitemap is itself the answer. Of a page: the feeds that it states, else those at the usual addresses;
    the news sitemaps; itself as a list of articles; and last itself as one text. Raises NotAllowed, or Refused when
    the address cannot be read.
    """
    if not permissions.may_run_feeds(editor):
        raise NotAllowed(_("Your role may not add feeds."))
    reply = _first(url, fetch)
    ends = time.monotonic() + seconds
    whole = _read(reply, kinds=(FeedKind.FEED, FeedKind.SITEMAP), now=now)
    if whole is not None:
        return (_shown(reply.final_url, *whole),)
    look = _Look(fetch, now, is_over=lambda: time.monotonic() >= ends)
    stated = _stated(reply)
    found = list(islice(look.through(stated), MOST_FOUND))
    if not found:
        found = list(islice(look.through(islice(feed_discovery.usual_feeds(reply.final_url), MOST_GUESSED)), 1))
    found += islice(look.through(look.sitemaps(reply.final_url)), 1)
    return (*found, *_itself(reply, now))


class _Look:
    """Candidates tried one after another, each address once, until the time is over."""

    def __init__(self, fetch: Fetch, now: datetime, *, is_over: Callable[[], bool]) -> None:
        self._fetch = fetch
        self._now = now
        self._is_over = is_over
        self._seen: set[str] = set()

    def through(self, candidates: Iterable[Candidate]) -> Iterator[Found]:
        for candidate in candidates:
            if candidate.url in self._seen or self._is_over():
                continue
            self._seen.add(candidate.url)
            reply = self._asked(candidate.url, feed_readers.ACCEPT)
            document = reply and _read(reply, kinds=(FeedKind.FEED, FeedKind.SITEMAP), now=self._now)
            if reply and document:
                yield _shown(candidate.url, *document, title=candidate.title)

    def sitemaps(self, url: str) -> Iterator[Candidate]:
        """What robots.txt lists; else where news sitemaps usually lie."""
        reply = self._asked(urljoin(url, "/robots.txt"), "text/plain, */*;q=0.1")
        listed = feed_discovery.sitemaps_of(_text(reply), url=url) if reply else ()
        yield from listed or feed_discovery.usual_sitemaps(url)

    def _asked(self, url: str, accept: str) -> Reply | None:
        if self._is_over():
            return None
        try:
            reply = self._fetch(url, accept=accept)
        except FetchFailed:
            return None
        return reply if reply.status == 200 else None


def _first(url: str, fetch: Fetch) -> Reply:
    """What the address answers; `example.org` is taken for https://example.org."""
    written = url.strip()
    try:
        address = addresses.canonical_url(written if "://" in written else f"https://{written}")
        reply = fetch(address, accept=feed_readers.ACCEPT)
    except ValueError as error:
        raise Refused(kept_sentences.told(str(error)), field="url") from error
    except FetchFailed as failure:
        raise Refused(kept_sentences.told(failure.reason), field="url") from failure
    if reply.status != 200:
        raise Refused(kept_sentences.told(f"The server answered {reply.status}."), field="url")
    return reply


def _stated(reply: Reply) -> tuple[Candidate, ...]:
    return feed_discovery.stated(reply.content, url=reply.final_url, content_type=reply.headers.get("content-type", ""))


def _read(reply: Reply, *, kinds: Iterable[FeedKind], now: datetime) -> tuple[FeedKind, FeedDocument] | None:
    """The first kind that the answer is, and what it lists."""
    for kind in kinds:
        try:
            return kind, feed_readers.read(kind, [reply], now=now)
        except NotAFeed:
            continue
    return None


def _itself(reply: Reply, now: datetime) -> Iterator[Found]:
    """The page as a list of articles, where it lists any, and as one text."""
    listed = _read(reply, kinds=(FeedKind.LIST_PAGE,), now=now)
    if listed is not None and len(listed[1].entries) >= FEWEST_LISTED:
        yield _shown(reply.final_url, *listed)
    address = addresses.canonical_url(reply.final_url)
    is_watched = Page.objects.filter(url_sha256=address_digest(address)).exclude(longest_seconds=None).exists()
    yield Found(address, None, "", is_watched=is_watched)


def _shown(url: str, kind: FeedKind, document: FeedDocument, *, title: str = "") -> Found:
    address = addresses.canonical_url(url)
    oldest = datetime.min.replace(tzinfo=UTC)
    newest = sorted(document.entries, key=lambda entry: entry.published_at or oldest, reverse=True)[:SHOWN]
    return Found(
        url=address,
        kind=kind,
        title=document.title or title,
        newest=tuple(newest),
        listed=len(document.entries) + document.skipped,
        is_watched=Feed.objects.filter(url=address).exists(),
    )


def _text(reply: Reply) -> str:
    return reply.content[:500_000].decode("utf-8", errors="replace")
