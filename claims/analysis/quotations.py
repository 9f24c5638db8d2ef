"""Anchor a quotation in a text, as W3C's TextQuoteSelector does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from claims.analysis import typography

CONTEXT: Final = 32  # characters kept on either side, as hypothes.is does
_LONGEST_WORD: Final = 15  # characters a word may have on average; languages without spaces are shortened by this


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation with the words around it; start is its place in the text it was taken from, -1 not found."""

    exact: str
    prefix: str
    suffix: str
    start: int


def anchor(text: str, exact: str, *, start: int | None = None) -> Anchor:
    """Anchor `exact` in `text`: the occurrence nearest to `start`, the first without one.

    White space and typography may differ; Anchor.exact is then what the text has. Not found: as given, without context.
    """
    places = list(_places(text, exact))
    if not places:
        return Anchor(exact, "", "", -1)
    begin, end = min(places, key=lambda place: abs(place[0] - (start or 0)))
    return Anchor(text[begin:end], text[max(0, begin - CONTEXT) : begin], text[end : end + CONTEXT], begin)


def find(text: str, anchor: Anchor) -> int:
    """Where the quotation stands in this (perhaps later) text; -1 when it is no longer there.

    Of several places the one whose surroundings agree best, then the one nearest to where it was.
    """
    places = list(_places(text, anchor.exact))
    if not places:
        return -1
    best = max(places, key=lambda place: (_agreement(text, place, anchor), -abs(place[0] - anchor.start)))
    return best[0]


def shorten(text: str, *, words: int = 50) -> str:
    """At most so many words of the text, and "…" where it goes on."""
    told = text.split()
    short = " ".join(told[:words])
    if len(short) > words * _LONGEST_WORD:
        return short[: words * _LONGEST_WORD].rstrip() + "…"
    return short if len(told) <= words else short.rstrip(" ,;:–—-") + "…"


def _places(text: str, exact: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every occurrence in the text as written."""
    wanted, _ = typography.plain_with_places(exact)
    plain, places = typography.plain_with_places(text)
    found = plain.find(wanted) if wanted else -1
    while found >= 0:
        yield places[found], places[found + len(wanted) - 1] + 1
        found = plain.find(wanted, found + 1)


def _agreement(text: str, place: tuple[int, int], anchor: Anchor) -> int:
    """How many characters on either side agree, counted from the quotation outwards."""
    before = typography.plain(text[max(0, place[0] - 2 * CONTEXT) : place[0]])
    after = typography.plain(text[place[1] : place[1] + 2 * CONTEXT])
    prefix, suffix = typography.plain(anchor.prefix), typography.plain(anchor.suffix)
    return _shared(before[::-1], prefix[::-1]) + _shared(after, suffix)


def _shared(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
