"""Read sitemaps: plain, news, an index of others, lists of addresses, gzipped or not (sitemaps.org, protocol 0.9)."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin

import lxml.etree

from claims.analysis import addresses, dates, plain_text
from claims.analysis.feed_documents import FeedEntry, entry_of

MOST_BYTES: Final = 50 * 1024 * 1024  # decompressed; the protocol's own limit
MOST_PLACES: Final = 50_000  # addresses in one file, the protocol's too
_LONGEST_DATE: Final = 80  # characters
_UNDATED: Final = datetime.min.replace(tzinfo=UTC)
_PLACES: Final = ("url", "sitemap")


class NotASitemap(ValueError):
    """What came is no sitemap; its text is one plain sentence that says why."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap's newest addresses, or, of an index, the sitemaps that it lists, newest first.

    `skipped` counts the addresses beyond the cap. Only news sitemaps give titles and moments of publication.
    """

    entries: tuple[FeedEntry, ...]
    children: tuple[str, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class _Place:
    """One address as the file has it; `position` is its place in the file."""

    kind: str
    url: str
    position: int
    changed_at: datetime
    title: str = ""
    published_raw: str = ""
    published_at: datetime | None = None


def read_sitemap(content: bytes, *, url: str, now: datetime, most: int) -> Sitemap:
    """The `most` newest addresses of a sitemap, in the file's order, or the children of an index. Raises NotASitemap.

    Where no address has a date, newest are those at the file's two ends: sites add at either.
    """
    plain = _unpacked(content)
    if not plain.strip():
        raise NotASitemap("The answer was empty.")
    places = list(_listed(plain, url=url) if _is_a_list(plain) else _marked(plain, url=url, now=now))
    children = [place for place in places if place.kind == "sitemap"]
    listed = [place for place in places if place.kind == "url"]
    kept = _newest(listed, most=most)
    return Sitemap(
        entries=tuple(entry_of("", one.url, one.title, "", "", one.published_raw, one.published_at) for one in kept),
        children=tuple(place.url for place in sorted(children, key=_likely_news, reverse=True)),
        skipped=len(listed) - len(kept),
    )


def _unpacked(content: bytes) -> bytes:
    """The bytes, decompressed where they are gzip; counted while they grow, so that no bomb is ever held."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = reader.decompress(content, MOST_BYTES + 1)
    except zlib.error as error:
        raise NotASitemap("The sitemap is compressed and too damaged to be read.") from error
    if len(plain) > MOST_BYTES:
        raise NotASitemap(f"The sitemap is larger than {MOST_BYTES // 1024**2} MB.")
    return plain


# --- Lists of addresses, one a line


def _is_a_list(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:8].lower().startswith((b"http://", b"https://"))


def _listed(content: bytes, *, url: str) -> Iterator[_Place]:
    for position, line in enumerate(io.StringIO(content.decode("utf-8-sig", errors="replace"))):
        if position >= MOST_PLACES:
            return
        written = line.strip()
        if not written:
            continue
        if not written.lower().startswith(("http://", "https://")):
            raise NotASitemap("This is neither a sitemap nor a list of addresses.")
        address = _absolute(written, url=url)
        if address:
            yield _Place("url", address, position, _UNDATED)


# --- XML


def _marked(content: bytes, *, url: str, now: datetime) -> Iterator[_Place]:
    """The addresses of urlset and sitemapindex. Read element by element, and each let go: a file may be 50 MB."""
    # The texts met since the last address began, by their element's local name; the first of a name counts.
    texts: dict[str, str] = {}
    position, root = 0, ""
    try:
        for event, element in _elements(content):
            name = _local_name(element)
            if event == "start":
                root = root or _checked_root(name)
                continue
            if name in _PLACES:
                place = _place(name, texts, position=position, url=url, now=now)
                texts, position = {}, position + 1
                if place is not None:
                    yield place
                if position >= MOST_PLACES:
                    return
            elif element.text:
                texts.setdefault(name, element.text)
            _let_go(element)
    except lxml.etree.XMLSyntaxError as error:
        # What came before the damage is as good as ever.
        if position == 0:
            raise NotASitemap("This is no sitemap: it is no readable XML.") from error


def _elements(content: bytes) -> Iterator[tuple[str, lxml.etree._Element]]:
    """Starts and ends of elements. No entity, DTD or network is touched, and libxml2 refuses more than 256 levels."""
    yield from lxml.etree.iterparse(
        io.BytesIO(content.lstrip()),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _checked_root(name: str) -> str:
    if name not in ("urlset", "sitemapindex"):
        raise NotASitemap("This is no sitemap: it does not begin with urlset or sitemapindex.")
    return name


def _local_name(element: lxml.etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _let_go(element: lxml.etree._Element) -> None:
    parent = element.getparent()
    if _local_name(element) in _PLACES and parent is not None:
        element.clear()
        while element.getprevious() is not None:
            del parent[0]


def _place(name: str, found: dict[str, str], *, position: int, url: str, now: datetime) -> _Place | None:
    address = _absolute(found.get("loc", ""), url=url)
    if not address:
        return None
    published_raw = plain_text.one_line(plain_text.harmless(found.get("publication_date", "")))[:_LONGEST_DATE]
    published_at = dates.read_date(published_raw, now=now)
    changed_at = published_at or dates.read_date(found.get("lastmod", ""), now=now) or _UNDATED
    title = plain_text.from_html(found.get("title", ""))
    return _Place(name, address, position, changed_at, title, published_raw, published_at)


# --- Both


def _absolute(written: str, *, url: str) -> str:
    """The address against the file's own; "" where it is none that can be asked."""
    try:
        resolved = urljoin(url, written.strip()) if written.strip() else ""
        return resolved if resolved and addresses.canonical_url(resolved) else ""
    except ValueError:
        return ""


def _newest(places: list[_Place], *, most: int) -> list[_Place]:
    if len(places) <= most:
        return places
    if all(place.changed_at == _UNDATED for place in places):
        return places[: most - most // 2] + places[len(places) - most // 2 :]
    by_age = sorted(places, key=lambda place: place.changed_at, reverse=True)
    return sorted(by_age[:most], key=lambda place: place.position)


def _likely_news(place: _Place) -> tuple[datetime, bool, int]:
    """The newest first; among those without a date the ones named so, then the last in the file."""
    return place.changed_at, "news" in place.url.lower(), place.position
