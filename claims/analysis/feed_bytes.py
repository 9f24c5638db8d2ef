"""Make the bytes of a feed safe to parse."""

import codecs
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from claims.analysis import dates, plain_text

MOST_BYTES: Final = 20 * 1024 * 1024  # decoded; the fetcher's own cap
DEEPEST: Final = 2_000  # nested elements; real feeds with unclosed markup stay far below, bombs far above
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE, b"<\0", b"\0<", b"\0\0\0<")
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_ROOT: Final = re.compile(rb"<(?:\w{1,20}:)?(?:rss|rdf|feed|channel)[\s>]", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"&#(\d{1,9}|[xX][0-9a-fA-F]{1,8});")
_CLOSED_BY: Final = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"), (b"<", b">"))
_ENTRY_START: Final = re.compile(rb"<(?:item|entry)[\s>]")
_ENTRY_END: Final = re.compile(rb"</(?:item|entry)\s*>")
_DATE: Final = re.compile(
    rb"<(?:pubDate|published|updated|dc:date|issued|modified)[^<>]*>\s*(?:<!\[CDATA\[)?([^<\]]+)", re.IGNORECASE
)


def mended(content: bytes, *, content_type: str) -> bytes:
    """The bytes with NULs and stray bad UTF-8 as U+FFFD; another encoding is left to feedparser."""
    start = content[:4].lstrip()
    if start.startswith(_WIDE) or not _says_utf8(content, content_type):
        return content
    text = plain_text.from_utf8(content)
    return content if text is None else _REFERENCE.sub(_allowed, plain_text.harmless(text)).encode()


def _allowed(reference: re.Match[str]) -> str:
    """The reference, or U+FFFD where it names what no XML may hold: the parser would give the whole feed up."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if number > sys.maxunicode or plain_text.harmless(chr(number)) != chr(number):
        return "\ufffd"
    return reference[0]


def is_perhaps_a_feed(content: bytes) -> bool:
    """Whether a feed's outermost element stands in it anywhere; the parser need not be asked otherwise."""
    return _ROOT.search(content.replace(b"\0", b"")) is not None


def is_too_tangled(content: bytes) -> bool:
    """Whether elements are nested deeper than DEEPEST, or so much is left open that parsing would take for ever."""
    depth = opened = 0
    for tag in _tags(content.replace(b"\0", b"")):
        if tag.startswith(b"</"):
            depth = max(0, depth - 1)
        elif not tag.startswith((b"<!", b"<?")) and not tag.endswith(b"/>"):
            depth += 1
        opened += tag.count(b"<") - 1
        if max(depth, opened) > DEEPEST:
            return True
    return False


def _tags(content: bytes) -> Iterator[bytes]:
    """Every tag, comments and CDATA passed over; what is never closed comes as one tag. One pass, whatever comes."""
    position = content.find(b"<")
    while position >= 0:
        mark, closing = next(pair for pair in _CLOSED_BY if content.startswith(pair[0], position))
        end = content.find(closing, position + len(mark))
        if end < 0:
            yield content[position:]
            return
        if mark == b"<":
            yield content[position : end + 1]
        position = content.find(b"<", end)


def thinned(content: bytes, *, most: int, now: datetime) -> tuple[bytes, int]:
    """The feed with its `most` newest entries, and how many older ones went: parsing 100,000 would take a minute.

    Entries without a readable date count as older than those with one; among equals the first in the feed stay.
    """
    spans = list(_entries(content))
    if len(spans) <= most:
        return content, 0
    oldest = datetime.min.replace(tzinfo=UTC)
    ages = [_date_of(content[start:end], now=now) or oldest for start, end in spans]
    dropped = sorted(sorted(range(len(spans)), key=lambda place: ages[place], reverse=True)[most:])
    kept, position = [], 0
    for start, end in (spans[place] for place in dropped):
        kept.append(content[position:start])
        position = end
    return b"".join([*kept, content[position:]]), len(dropped)


def _says_utf8(content: bytes, content_type: str) -> bool:
    in_header = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    in_document = _DECLARED.match(content.removeprefix(codecs.BOM_UTF8)[:400])
    named = in_header[1] if in_header else in_document[1].decode() if in_document else "utf-8"
    return named.lower().replace("-", "").replace("_", "") in ("utf8", "usascii", "ascii")


def _entries(content: bytes) -> Iterator[tuple[int, int]]:
    position = 0
    while start := _ENTRY_START.search(content, position):
        end = _ENTRY_END.search(content, start.end())
        if end is None:
            return
        yield start.start(), end.end()
        position = end.end()


def _date_of(entry: bytes, *, now: datetime) -> datetime | None:
    found = _DATE.search(entry)
    return dates.read_date(found[1].decode("utf-8", errors="replace"), now=now) if found else None
