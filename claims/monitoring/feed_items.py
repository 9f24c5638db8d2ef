"""Keep what a feed lists: an item per guid, a page per address."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from claims.analysis import addresses
from claims.analysis.feed_documents import FeedEntry
from claims.models import Feed, FeedItem, Host, Page
from claims.models.pages import address_digest
from claims.vocabulary import PageState

LONGEST_ADDRESS = 2000  # characters that a page's column holds


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry with the address and the guid that we know it by."""

    entry: FeedEntry
    url: str
    guid: str

    @property
    def guid_sha256(self) -> str:
        return hashlib.sha256(self.guid.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """The pages to be read because of this poll, and how many items were new."""

    page_ids: tuple[int, ...]
    new_items: int


def keep(*, feed: Feed, entries: Iterable[FeedEntry], now: datetime) -> Kept:
    """Store new and changed items; their pages become due. Part of the caller's transaction."""
    listed = _listed(entries)
    pages = _pages(feed, listed, now)
    known = _known_items(feed, listed)
    new = [one for one in listed if one.guid_sha256 not in known]
    changed = [one for one in listed if one.guid_sha256 in known and _differs(known[one.guid_sha256], one, pages)]
    FeedItem.objects.bulk_create([_item(feed, one, pages[one.url], now) for one in new])
    FeedItem.objects.bulk_update(
        [_renewed(known[one.guid_sha256], one, pages) for one in changed],
        ["page", "title", "summary", "author", "published_raw", "published_at"],
    )
    FeedItem.objects.filter(pk__in=[item.pk for item in known.values()]).update(last_seen_at=now)
    _make_due([pages[one.url] for one in changed], now)
    touched = dict.fromkeys(pages[one.url].pk for one in (*new, *changed))
    return Kept(
        page_ids=tuple(Page.objects.due(now).filter(pk__in=touched).values_list("pk", flat=True)), new_items=len(new)
    )


def _listed(entries: Iterable[FeedEntry]) -> list[Listed]:
    """Each entry once. Two entries with one guid are two items, told apart by their address."""
    found: dict[str, Listed] = {}
    for entry in entries:
        url = addresses.canonical_url(entry.url)
        guid = entry.guid or url
        taken = found.get(guid)
        if taken is not None and taken.url != url:
            guid = f"{guid} {url}"
        if len(url) <= LONGEST_ADDRESS:
            found.setdefault(guid, Listed(entry=entry, url=url, guid=guid))
    return list(found.values())


def _pages(feed: Feed, listed: list[Listed], now: datetime) -> dict[str, Page]:
    """The page of each address; the missing ones, and their hosts, are made and due at once."""
    urls = {address_digest(one.url): one.url for one in listed}
    known = set(Page.objects.filter(url_sha256__in=urls).values_list("url_sha256", flat=True))
    missing = {digest: url for digest, url in urls.items() if digest not in known}
    hosts = {addresses.host_of(url) for url in missing.values()}
    Host.objects.bulk_create([Host(name=name, next_check_at=now) for name in sorted(hosts)], ignore_conflicts=True)
    # Another worker may meet the same address in another feed at this moment: the constraint decides, nobody fails.
    made = [
        Page(
            url=url,
            url_sha256=digest,
            host=addresses.host_of(url),
            outlet_id=feed.outlet_id,
            state=PageState.WAITING,
            next_check_at=now,
            first_seen_at=now,
        )
        for digest, url in missing.items()
    ]
    Page.objects.bulk_create(made, ignore_conflicts=True)
    return {page.url: page for page in Page.objects.filter(url_sha256__in=urls)}


def _known_items(feed: Feed, listed: list[Listed]) -> dict[str, FeedItem]:
    digests = [one.guid_sha256 for one in listed]
    return {item.guid_sha256: item for item in FeedItem.objects.filter(feed=feed, guid_sha256__in=digests)}


def _differs(item: FeedItem, listed: Listed, pages: dict[str, Page]) -> bool:
    entry = listed.entry
    return (item.title, item.summary, item.page_id) != (entry.title, entry.summary, pages[listed.url].pk)


def _item(feed: Feed, listed: Listed, page: Page, now: datetime) -> FeedItem:
    made = FeedItem(
        feed=feed, guid=listed.guid[:1000], guid_sha256=listed.guid_sha256, first_seen_at=now, last_seen_at=now
    )
    return _filled(made, listed, page)


def _renewed(item: FeedItem, listed: Listed, pages: dict[str, Page]) -> FeedItem:
    return _filled(item, listed, pages[listed.url])


def _filled(item: FeedItem, listed: Listed, page: Page) -> FeedItem:
    entry = listed.entry
    item.page = page
    item.title, item.summary, item.author = entry.title, entry.summary, entry.author
    item.published_raw, item.published_at = entry.published_raw[:100], entry.published_at
    return item


def _make_due(pages: Iterable[Page], now: datetime) -> None:
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(next_check_at=now)
