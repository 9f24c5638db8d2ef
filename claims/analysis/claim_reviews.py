"""Find other newsrooms' reviews in a page or in JSON (https://schema.org/ClaimReview), as hostile as it may be."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Final

import lxml.etree
import lxml.html
from django.utils.translation import gettext as _

from claims.analysis import plain_text, tables
from claims.analysis.tables import NotATable, Table
from claims.vocabulary import ImportFormat

MOST_THINGS: Final = 200_000  # JSON values looked at; no page and no public collection of checks holds more
_COLUMNS: Final = (
    *("statement", "claimant", "claimant_kind", "appeared_at", "outlet", "url", "language"),
    *("reviewed_by", "review_rating", "review_url", "reviewed_on"),
)
_KINDS: Final = {
    "person": "person",
    "organization": "body",
    "newsmediaorganization": "body",
    "governmentorganization": "body",
}


def read_reviews(content: bytes) -> Table:
    """The reviews in an HTML page's JSON-LD, or in JSON: one, a list, a @graph, a data feed. Raises NotATable.

    A row tells the claim as they word it, who made it, where it appeared, and who reviewed it with which words.
    """
    if len(content) > tables.MOST_BYTES:
        raise NotATable(tables.too_large())
    found = [dict(zip(_COLUMNS, _row(one), strict=True)) for one in _reviews(content.removeprefix(b"\xef\xbb\xbf"))]
    distinct = list({tuple(one.values()): one for one in found if one["statement"]}.values())
    if not distinct:
        raise NotATable(_("There is no ClaimReview in it that says which claim was reviewed."))
    return tables.from_objects(ImportFormat.REVIEWS, enumerate(distinct, start=1))


def _reviews(content: bytes) -> Iterator[Mapping[str, Any]]:
    for value in _values(content):
        for thing in _walk(value):
            if "claimreview" in _types(thing):
                yield thing


def _values(content: bytes) -> Iterator[object]:
    """The JSON values: the blocks of a page, the whole of a file, or its lines."""
    text = plain_text.from_utf8(content)
    if content.lstrip().startswith(b"<"):
        yield from (tables.loaded(_without_comment(block)) for block in _blocks(content, is_utf8=text is not None))
    elif text is None:
        raise NotATable(_("It is neither a page nor JSON in UTF-8."))
    elif (whole := tables.loaded(text)) is not None:
        yield whole
    else:
        yield from (tables.loaded(line) for line in text.splitlines() if line.strip())


def _blocks(page: bytes, *, is_utf8: bool) -> Iterator[str]:
    """The JSON-LD of a page; one that is not UTF-8 says itself what it is."""
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8" if is_utf8 else None)
        tree = lxml.html.document_fromstring(page, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
        return
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield script.text or ""


def _without_comment(block: str) -> str:
    """Some pages hide their JSON from old browsers."""
    return block.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")


def _walk(value: object) -> Iterator[Mapping[str, Any]]:
    """Every object within, without recursion: what comes from outside may be nested as deep as it likes."""
    waiting: deque[object] = deque([value])
    looked_at = 0
    while waiting and looked_at < MOST_THINGS:
        thing = waiting.popleft()
        looked_at += 1
        if isinstance(thing, dict):
            yield thing
            waiting.extend(one for one in thing.values() if isinstance(one, dict | list))
        elif isinstance(thing, list):
            waiting.extend(one for one in thing if isinstance(one, dict | list))


def _row(review: Mapping[str, Any]) -> tuple[str, ...]:
    item = _first(review.get("itemReviewed"))
    author = _first(item.get("author"))
    work = _first(item.get("firstAppearance")) or _first(item.get("appearance"))
    return (
        _text(review.get("claimReviewed")) or _text(item.get("name")) or _text(item.get("text")),
        _name(author),
        _kind(author),
        _text(item.get("datePublished")) or _text(work.get("datePublished")),
        _name(_first(work.get("publisher"))) or _name(_first(item.get("publisher"))),
        _where(item, work),
        _text(item.get("inLanguage")),
        _name(_first(review.get("author"))) or _name(_first(review.get("publisher"))),
        _rating(_first(review.get("reviewRating"))),
        _address(review.get("url")) or _address(review.get("@id")),
        _text(review.get("datePublished")),
    )


def _where(item: Mapping[str, Any], work: Mapping[str, Any]) -> str:
    """Where the claim appeared: its first appearance, or, in older markup, what the reviewed item is the same as."""
    own = None if "claim" in _types(item) else item.get("url")  # a Claim's own address is a page about it
    named = (work.get("url"), work.get("@id"), item.get("firstAppearance"), item.get("appearance"), own)
    return next((url for one in (*named, item.get("sameAs")) if (url := _address(one))), "")


def _rating(rating: Mapping[str, Any]) -> str:
    """Their own words for it; a bare number says at least of how many."""
    said = _text(rating.get("alternateName")) or _text(rating.get("name"))
    if said:
        return said
    value, best = _text(rating.get("ratingValue")), _text(rating.get("bestRating"))
    return f"{value} / {best}" if value and best else value


def _types(thing: Mapping[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {one.rpartition("/")[2].rpartition(":")[2].lower() for one in listed if isinstance(one, str)}


def _kind(author: Mapping[str, Any]) -> str:
    return next((_KINDS[kind] for kind in _types(author) if kind in _KINDS), "")


def _first(value: object) -> Mapping[str, Any]:
    """The object that stands there, or first in a list; a text stands for an object of that name."""
    one = value[0] if isinstance(value, list) and value else value
    if isinstance(one, str):
        return {"name": one}
    return one if isinstance(one, dict) else {}


def _name(thing: Mapping[str, Any]) -> str:
    name = _text(thing.get("name"))
    return "" if name.startswith(("http://", "https://")) else name


def _text(value: object) -> str:
    one = value[0] if isinstance(value, list) and value else value
    if isinstance(one, bool) or not isinstance(one, str | int | float):
        return ""
    return plain_text.shortened(plain_text.from_html(str(one)[:20_000]), most=5_000)


def _address(value: object) -> str:
    one = value[0] if isinstance(value, list) and value else value
    written = one.strip() if isinstance(one, str) else ""
    return plain_text.harmless(written) if written.startswith(("http://", "https://")) else ""
