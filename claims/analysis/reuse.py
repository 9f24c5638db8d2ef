"""Tell how much of one text stands in another: wire copy shows itself."""

from typing import Final

from claims.analysis.words import words_of

SHINGLE: Final = 5  # words; Broder (1997) resemblance and containment of w-shinglings
LONGEST: Final = 50_000  # characters read of either text


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five words, by their roots; a shorter text is one run."""
    roots = [word.root for word in words_of(text[:LONGEST])]
    if len(roots) <= SHINGLE:
        return frozenset({tuple(roots)}) if roots else frozenset()
    return frozenset(tuple(roots[place : place + SHINGLE]) for place in range(len(roots) - SHINGLE + 1))


def overlap(one: str, other: str) -> float:
    """The share (0..1) of the shorter text's shingles that stand in the longer one: Broder's containment.

    0.0 when either text has no words.
    """
    first, second = shingles(one), shingles(other)
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))
