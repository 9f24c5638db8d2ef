"""Keep what a feed lists: an item per entry, a page per address."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from claims.analysis import addresses
from claims.analysis.feed_documents import FeedEntry
from claims.models import Feed, FeedItem, Page
from claims.models.pages import LONGEST_ADDRESS, address_digest


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry with the address and the guid that we know it by."""

    entry: FeedEntry
    url: str
    guid: str

    @property
    def guid_sha256(self) -> str:
        return hashlib.sha256(self.guid.encode()).hexdigest()

    @property
    def url_sha256(self) -> str:
        return address_digest(self.url)

    @property
    def content_sha256(self) -> str:
        """What it says, by which it is known when guid and address change; "" when that is too little."""
        entry = self.entry
        if not entry.title or not (entry.summary or entry.published_raw):
            return ""
        return hashlib.sha256(f"{entry.title}\n{entry.summary}\n{entry.published_raw}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """The pages to be read because of this poll, how many items were new, how many guids stand for several entries."""

    page_ids: tuple[int, ...] = ()
    new_items: int = 0
    shared_guids: int = 0


def keep(*, feed: Feed, entries: Iterable[FeedEntry], now: datetime) -> Kept:
    """Store new and changed items; their pages become due. Part of the caller's transaction."""
    listed, shared_guids = _listed(entries)
    known = _known_items(feed, listed)
    # An item that is known by what it says keeps its page: the new address leads to the same text.
    moved = {one.guid for one in listed if one.guid in known and _is_elsewhere(known[one.guid], one)}
    pages, _made = Page.objects.at({one.url: feed.outlet_id for one in listed if one.guid not in moved}, now=now)
    page_of = {one.guid: known[one.guid].page if one.guid in moved else pages[one.url] for one in listed}
    new = [one for one in listed if one.guid not in known]
    changed = [one for one in listed if one.guid in known and _differs(known[one.guid], one, page_of[one.guid])]
    FeedItem.objects.bulk_create(
        [_filled(FeedItem(feed=feed, first_seen_at=now, last_seen_at=now), one, page_of[one.guid]) for one in new]
    )
    _renew(known, listed, page_of)
    FeedItem.objects.filter(pk__in=[item.pk for item in known.values()]).update(last_seen_at=now)
    Page.objects.filter(pk__in=[page_of[one.guid].pk for one in changed]).update(next_check_at=now)
    touched = dict.fromkeys(page_of[one.guid].pk for one in (*new, *changed))
    due = Page.objects.due(now).filter(pk__in=touched)
    return Kept(page_ids=tuple(due.values_list("pk", flat=True)), new_items=len(new), shared_guids=shared_guids)


def _listed(entries: Iterable[FeedEntry]) -> tuple[list[Listed], int]:
    """Each entry once. Two entries with one guid are two items, told apart by their address."""
    found: dict[str, Listed] = {}
    shared = set()
    for entry in entries:
        url = addresses.canonical_url(entry.url)
        guid = entry.guid or url
        taken = found.get(guid)
        if taken is not None and taken.url != url:
            shared.add(guid)
            guid = f"{guid} {url}"
        if len(url) <= LONGEST_ADDRESS:
            found.setdefault(guid, Listed(entry=entry, url=url, guid=guid))
    return list(found.values()), len(shared)


# --- Which of the items that we have an entry is: by its guid, else by its address, else by what it says


def _known_items(feed: Feed, listed: list[Listed]) -> dict[str, FeedItem]:
    """The item of each entry by the entry's guid; entries that are new to us are not in it."""
    digests = {one.guid_sha256: one.guid for one in listed}
    ours = FeedItem.objects.filter(feed=feed).select_related("page")
    known = {digests[item.guid_sha256]: item for item in ours.filter(guid_sha256__in=digests)}
    unlisted = ours.exclude(guid_sha256__in=digests).order_by("last_seen_at", "pk")
    strangers = [one for one in listed if one.guid not in known]
    by_address = unlisted.filter(page__url_sha256__in=[one.url_sha256 for one in strangers])
    known |= _recognised(strangers, by_address, of_entry=_address, of_item=lambda item: item.page.url_sha256)
    strangers = [one for one in strangers if one.guid not in known and one.content_sha256]
    taken = [item.pk for item in known.values()]
    by_content = unlisted.exclude(pk__in=taken).filter(content_sha256__in=[one.content_sha256 for one in strangers])
    return known | _recognised(strangers, by_content, of_entry=_content, of_item=lambda item: item.content_sha256)


def _address(listed: Listed) -> str:
    return listed.url_sha256


def _content(listed: Listed) -> str:
    return listed.content_sha256


def _recognised(
    strangers: list[Listed],
    items: Iterable[FeedItem],
    *,
    of_entry: Callable[[Listed], str],
    of_item: Callable[[FeedItem], str],
) -> dict[str, FeedItem]:
    """The newest item with the same trait as each stranger; an item is recognised once."""
    if not strangers:
        return {}
    by_trait = {of_item(item): item for item in items}
    found = {}
    for one in strangers:
        item = by_trait.pop(of_entry(one), None)
        if item is not None:
            found[one.guid] = item
    return found


def _is_elsewhere(item: FeedItem, listed: Listed) -> bool:
    is_same_guid = item.guid_sha256 == listed.guid_sha256
    return not is_same_guid and item.page.url_sha256 != listed.url_sha256


# --- What is stored


def _differs(item: FeedItem, listed: Listed, page: Page) -> bool:
    entry = listed.entry
    return (item.title, item.summary, item.page_id) != (entry.title, entry.summary, page.pk)


def _renew(known: dict[str, FeedItem], listed: list[Listed], page_of: dict[str, Page]) -> None:
    """Write what is different about the items that we have, their guid too."""
    stale = []
    for one in listed:
        item = known.get(one.guid)
        if item is not None and (
            item.guid_sha256 != one.guid_sha256
            or item.content_sha256 != one.content_sha256
            or _differs(item, one, page_of[one.guid])
        ):
            stale.append(_filled(item, one, page_of[one.guid]))
    columns = ["page", "guid", "guid_sha256", "content_sha256", "title", "summary", "author", "published_raw"]
    FeedItem.objects.bulk_update(stale, [*columns, "published_at"], batch_size=200)


def _filled(item: FeedItem, listed: Listed, page: Page) -> FeedItem:
    entry = listed.entry
    item.page, item.guid, item.guid_sha256 = page, listed.guid[:1000], listed.guid_sha256
    item.content_sha256 = listed.content_sha256
    item.title, item.summary, item.author = entry.title, entry.summary, entry.author
    item.published_raw, item.published_at = entry.published_raw[:100], entry.published_at
    return item
