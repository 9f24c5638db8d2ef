"""Find what a text puts in quotation marks."""

import re
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 1500  # characters between two marks; beyond it one of the two was forgotten

_PAIRS: Final = ("“”", "„“", "„”", "«»", "»«", '""', "‘’")
# Within one paragraph. A single mark is an apostrophe unless it opens a word.
_QUOTED: Final = re.compile(
    "|".join(
        rf"(?<!\w){before}[^{before}{after}\n]{{1,{LONGEST}}}{after}(?!\w)"
        for before, after in (map(re.escape, pair) for pair in _PAIRS)
    )
)

Span = tuple[int, int]


def quoted(text: str) -> tuple[Span, ...]:
    """(start, end) of what stands between quotation marks, without the marks, in order; they do not overlap."""
    return tuple((found.start() + 1, found.end() - 1) for found in _QUOTED.finditer(text))


def is_within(places: Sequence[Span], spans: Sequence[Span]) -> list[bool]:
    """For each of the places (in order), whether it lies within one of the spans (in order)."""
    told, current = [], 0
    for start, end in places:
        while current < len(spans) and spans[current][1] < end:
            current += 1
        told.append(current < len(spans) and spans[current][0] <= start)
    return told
