"""Anchor a quotation in a text, and find it again (W3C Web Annotation, TextQuoteSelector)."""

import re
from dataclasses import dataclass

AROUND = 60  # characters kept before and after, enough to tell two equal quotations apart

# Typographic and plain forms of one sign count as one.
SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation with what stands around it; `start` counts characters, -1 when it is not in the text."""

    exact: str
    prefix: str
    suffix: str
    start: int


def anchor(text: str, exact: str, *, start: int | None = None) -> Anchor:
    """Anchor `exact` in `text`, at the occurrence nearest to `start` when there are several."""
    spans = _spans(text, exact)
    if not spans:
        return Anchor(exact=exact, prefix="", suffix="", start=-1)
    begin, end = min(spans, key=lambda span: abs(span[0] - (start or 0)))
    return Anchor(
        exact=text[begin:end],
        prefix=text[max(0, begin - AROUND) : begin],
        suffix=text[end : end + AROUND],
        start=begin,
    )


def find(text: str, anchored: Anchor) -> int:
    """Where the quotation stands now: the occurrence whose surroundings fit best. -1 when it is gone."""
    spans = _spans(text, anchored.exact)
    if not spans:
        return -1
    return max(spans, key=lambda span: _fit(text, span, anchored))[0]


def shorten(text: str, *, words: int = 50) -> str:
    """At most so many words, with an ellipsis where some are missing."""
    parts = text.split()
    return text if len(parts) <= words else " ".join(parts[:words]) + " …"


def _spans(text: str, exact: str) -> list[tuple[int, int]]:
    """Every place of `exact`, whatever the white space, quotation marks and dashes."""
    parts = [re.escape(part) for part in exact.translate(SAME).split()]
    if not parts:
        return []
    return [match.span() for match in re.finditer(r"\s+".join(parts), text.translate(SAME))]


def _fit(text: str, span: tuple[int, int], anchored: Anchor) -> tuple[int, int]:
    before, after = text[: span[0]], text[span[1] :]
    same_before = _shared(before[::-1], anchored.prefix[::-1])
    same_after = _shared(after, anchored.suffix)
    return same_before + same_after, -abs(span[0] - anchored.start)


def _shared(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
