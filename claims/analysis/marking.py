"""Cut a text into runs that are marked alike: the best sentence, and the words, names and numbers that matched."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from claims.analysis.words import sentences_of, words_of

LONGEST: Final = 12_000  # characters shown; the part around the best sentence when the text is longer


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the text, as it stands there: never markup."""

    text: str
    is_matched: bool
    is_best: bool


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end]"""

    start: int
    end: int


def mark(text: str, *, matched: Iterable[str], best: Span | None) -> tuple[Run, ...]:
    """The text as runs, in order; joined they are the text again.

    `matched`: words in any form; a word of the text matches when it has the same root.
    """
    roots = {word.root for written in matched for word in words_of(written)}
    words = [Span(word.start, word.end) for word in words_of(text) if word.root in roots]
    cuts = sorted({0, len(text), *_ends(words), *_ends([best] if best else [])} & set(range(len(text) + 1)))
    return tuple(_runs(text, cuts, {word.start: word.end for word in words}, best))


def mark_places(text: str, places: Iterable[Span]) -> tuple[Run, ...]:
    """The text as runs, in order, those within one of the places being the best; joined they are the text again."""
    spans = [Span(max(0, one.start), min(len(text), one.end)) for one in places]
    cuts = sorted({0, len(text), *_ends(one for one in spans if one.start < one.end)})
    return tuple(
        Run(text[start:end], is_matched=False, is_best=any(one.start <= start < one.end for one in spans))
        for start, end in itertools.pairwise(cuts)
    )


def nearest_sentence(text: str, *, to: str) -> Span | None:
    """The sentence of the text that shares most roots with `to`, of equals the first; None when none shares any."""
    roots = {word.root for word in words_of(to)}
    shared = [(len(roots & {word.root for word in words_of(one.text)}), one) for one in sentences_of(text)]
    most, best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return Span(best.start, best.start + len(best.text)) if most and best else None


def window(length: int, best: Span | None) -> Span:
    """Which part of a text of that length to show: its beginning, or what surrounds the best sentence."""
    if length <= LONGEST or best is None or best.end <= LONGEST:
        return Span(0, min(length, LONGEST))
    start = max(0, best.start - LONGEST // 2)
    return Span(start, min(length, start + LONGEST))


def _ends(spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        yield span.start
        yield span.end


def _runs(text: str, cuts: list[int], words: dict[int, int], best: Span | None) -> Iterator[Run]:
    word_end = 0
    for start, end in itertools.pairwise(cuts):
        word_end = max(word_end, words.get(start, 0))
        is_best = best is not None and best.start <= start < best.end
        yield Run(text[start:end], is_matched=start < word_end, is_best=is_best)
