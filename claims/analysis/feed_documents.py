"""Read a feed of any kind: RSS, Atom, RDF or JSON Feed."""

import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urljoin
from xml.sax import SAXParseException

import feedparser

from claims.analysis import addresses, dates, feed_bytes, plain_text

LONGEST_TITLE: Final = 1_000  # characters, as every other limit here
LONGEST_SUMMARY: Final = 10_000
LONGEST_GUID: Final = 2_000
LONGEST_AUTHOR: Final = 300
_JSON_FEED: Final = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1")


class NotAFeed(ValueError):
    """What came is no feed; its text is one plain sentence that says why."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: `url` absolute http(s) as published, `guid` "" where the feed gives none, the texts plain."""

    guid: str
    url: str
    title: str
    summary: str
    author: str
    published_raw: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed: kind is rss, atom, rdf or json; `skipped` counts the older entries over the cap."""

    kind: str
    title: str
    language: str
    entries: tuple[FeedEntry, ...]
    skipped: int


def read_feed(content: bytes, *, url: str, content_type: str, now: datetime, most: int = 2000) -> FeedDocument:
    """The feed in `content` with its `most` newest entries, in the feed's order. NotAFeed if it is none.

    `url`: where it came from; relative links are resolved against it. Entries without an http(s) address are left out.
    """
    if not content.strip():
        raise NotAFeed("The answer was empty.")
    if len(content) > feed_bytes.MOST_BYTES:
        raise NotAFeed(f"The feed is larger than {feed_bytes.MOST_BYTES // 1024**2} MB.")
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _read_json(content, url=url, now=now, most=most)
    return _read_xml(content, url=url, content_type=content_type, now=now, most=most)


# --- RSS, Atom, RDF


def _read_xml(content: bytes, *, url: str, content_type: str, now: datetime, most: int) -> FeedDocument:
    small, skipped = feed_bytes.thinned(feed_bytes.mended(content, content_type=content_type), most=most, now=now)
    if feed_bytes.is_too_tangled(small):
        raise NotAFeed(f"The feed nests more than {feed_bytes.DEEPEST:,} elements or leaves them open.")
    parsed = _parsed(small, url=url, content_type=content_type) if feed_bytes.is_perhaps_a_feed(small) else {}
    kind = _kind_of(parsed.get("version", ""))
    if not kind:
        raise NotAFeed("This is no RSS, Atom, RDF or JSON feed.")
    feed = parsed["feed"]
    read = [_entry(raw, url=url, now=now) for raw in parsed["entries"]]
    if not any(read) and _is_damaged(parsed):
        raise NotAFeed("The feed is too damaged to be read.")
    return _document(kind, _shown(feed, "title"), feed.get("language", ""), read, skipped=skipped, most=most)


def _parsed(content: bytes, *, url: str, content_type: str) -> Mapping[str, Any]:
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    # Without a charset text/xml would mean ASCII to feedparser, which nobody who sends it means.
    headers = {"content-location": url, "content-type": f"application/xml; charset={charset[1]}" if charset else ""}
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, AssertionError, AttributeError, IndexError, KeyError, TypeError, RecursionError) as error:
        # feedparser means not to raise; its tolerant parser, regular expressions over sgmllib, now and then does.
        raise NotAFeed("The feed is too damaged to be read.") from error
    return parsed


def _is_damaged(parsed: Mapping[str, Any]) -> bool:
    """Whether the XML breaks off or is none; a wrong charset alone is no damage, feedparser mended it."""
    return isinstance(parsed.get("bozo_exception"), SAXParseException)


def _kind_of(version: str) -> str:
    if version in ("rss10", "rss090"):
        return "rdf"
    return next((kind for kind in ("rss", "atom") if version.startswith(kind)), "")


def _entry(raw: Mapping[str, Any], *, url: str, now: datetime) -> FeedEntry | None:
    address = _first_address((raw.get("link"), *(link.get("href") for link in raw.get("links", ()))), url=url)
    if not address:
        return None
    stamp = "published" if raw.get("published") else "updated" if raw.get("updated") else "created"
    written = plain_text.harmless(str(raw.get(stamp) or ""))[:LONGEST_AUTHOR]
    moment = dates.read_date(written, now=now, otherwise=_moment(raw.get(f"{stamp}_parsed")))
    summary = _shown(raw, "summary") if raw.get("summary_detail") else _content(raw)
    return entry_of(raw.get("id"), address, _shown(raw, "title"), summary, raw.get("author"), written, moment)


def _shown(raw: Mapping[str, Any], name: str) -> str:
    """A text of the feed as a reader sees it: markup only goes where feedparser found that it is markup."""
    value = str(raw.get(name) or "")
    is_markup = "html" in str((raw.get(f"{name}_detail") or {}).get("type", ""))
    return plain_text.from_html(value) if is_markup else value


def _content(raw: Mapping[str, Any]) -> str:
    return next((plain_text.from_html(str(piece.get("value") or "")) for piece in raw.get("content", ())), "")


def _moment(parsed: Any) -> datetime | None:
    """feedparser's nine numbers (UTC) as a moment; a leap second is the next minute's first."""
    if parsed is None:
        return None
    try:
        year, month, day, hour, minute, second = parsed[:6]
        moment = datetime(year, month, day, hour, minute, tzinfo=UTC) + timedelta(seconds=second)
    except (ValueError, OverflowError):
        return None
    return moment


# --- JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)


def _read_json(content: bytes, *, url: str, now: datetime, most: int) -> FeedDocument:
    try:
        feed = json.loads(content.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise NotAFeed("This begins like a JSON feed and is no readable JSON.") from error
    if not isinstance(feed, dict) or not _JSON_FEED.match(_said(feed.get("version"))):
        raise NotAFeed("This is JSON, and no JSON feed: its version is not jsonfeed.org's.")
    items = feed.get("items")
    read = [_json_entry(item, url=url, now=now) for item in (items if isinstance(items, list) else [])]
    return _document("json", _said(feed.get("title")), _said(feed.get("language")), read, skipped=0, most=most)


def _json_entry(item: Any, *, url: str, now: datetime) -> FeedEntry | None:
    if not isinstance(item, dict):
        return None
    identity = _said(item.get("id"))
    permalink = identity if identity.lower().startswith(("http://", "https://")) else ""
    address = _first_address((item.get("url"), permalink, item.get("external_url")), url=url)
    if not address:
        return None
    written = plain_text.harmless(_said(item.get("date_published")) or _said(item.get("date_modified")))
    text = _said(item.get("summary")) or _said(item.get("content_text"))
    summary = text or plain_text.from_html(_said(item.get("content_html")))
    moment = dates.read_date(written, now=now)
    return entry_of(
        identity, address, _said(item.get("title")), summary, _json_author(item), written[:LONGEST_AUTHOR], moment
    )


def _json_author(item: Mapping[str, Any]) -> str:
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    return ", ".join(name for person in people if isinstance(person, dict) and (name := _said(person.get("name"))))


def _said(value: Any) -> str:
    """Text or a whole number as text; anything else that stands where text belongs is as good as absent."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


# --- both


def _first_address(candidates: Iterable[object], *, url: str) -> str:
    return next((found for one in candidates if isinstance(one, str) and (found := _absolute(one, url=url))), "")


def _absolute(link: str, *, url: str) -> str:
    """The link resolved against the feed's own address; "" if it is empty or not on the web."""
    if not link.strip():
        return ""
    try:
        resolved = urljoin(url, link.strip())
        addresses.canonical_url(resolved)
    except ValueError:
        return ""
    return resolved


def entry_of(
    guid: object, url: str, title: str, summary: str, author: object, written: str, moment: datetime | None
) -> FeedEntry:
    """An entry with its texts cut to what is stored."""
    return FeedEntry(
        guid=_stored(str(guid or ""), most=LONGEST_GUID),
        url=url,
        title=_stored(title, most=LONGEST_TITLE),
        summary=_stored(summary, most=LONGEST_SUMMARY),
        author=_stored(str(author or ""), most=LONGEST_AUTHOR),
        published_raw=written,
        published_at=moment,
    )


def _stored(text: str, *, most: int) -> str:
    return plain_text.shortened(plain_text.one_line(plain_text.harmless(text)), most=most)


def _document(
    kind: str, title: str, language: object, read: Iterable[FeedEntry | None], *, skipped: int, most: int
) -> FeedDocument:
    entries = [entry for entry in read if entry is not None]
    oldest = datetime.min.replace(tzinfo=UTC)
    by_age = sorted(range(len(entries)), key=lambda place: entries[place].published_at or oldest, reverse=True)
    return FeedDocument(
        kind=kind,
        title=_stored(title, most=LONGEST_TITLE),
        language=_stored(str(language or ""), most=35),  # the longest tag that BCP 47 expects
        entries=tuple(entries[place] for place in sorted(by_age[:most])),
        skipped=skipped + max(0, len(entries) - most),
    )
