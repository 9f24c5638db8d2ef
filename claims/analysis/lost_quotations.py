"""Propose where in a newer text a quotation may stand that is no longer there to the letter."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from claims.analysis import typography
from claims.analysis.quotations import CONTEXT, Anchor

LEAST_ALIKE: Final = 0.45
MOST_WORDS: Final = 400  # of a quotation that are compared; a longer one is looked for by its beginning
_LEAST_SHARED: Final = 0.4  # of the quotation's words that a place must have to be looked at
_CONTEXT_WORDS: Final = 3  # on either side that must stand there for the words between to be proposed
_FARTHEST: Final = 3  # times as long as the quotation may be what stands between its surroundings
_MOST_BLOCKS: Final = 40  # runs of shared words that are weighed
_WORD: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|(?:(?![\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])\w)+"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of the newer text, anchored; likeness 0..1 by the words both have in the same order.

    `is_between`: they stand where the quotation stood, between the words that were before and after it.
    """

    anchor: Anchor
    likeness: float
    is_between: bool


class _Word(NamedTuple):
    key: str
    start: int
    end: int


def candidates(text: str, lost: Anchor, *, most: int = 3) -> tuple[Candidate, ...]:
    """The places that read most like it, the best first; none where nothing does. Linear in the length of the text."""
    wanted, words = _words(lost.exact)[:MOST_WORDS], _words(text)
    if not wanted or not words:
        return ()
    spans = dict.fromkeys(_between_its_surroundings(words, lost, len(wanted)), True)
    for start, end in _alike(words, wanted, most):
        spans.setdefault((start, end), False)
    found = [_candidate(text, words, wanted, span, is_between) for span, is_between in spans.items()]
    worth = [one for one in found if one.is_between or one.likeness >= LEAST_ALIKE]
    worth.sort(key=lambda one: (-one.likeness - 0.2 * one.is_between, abs(one.anchor.start - lost.start)))
    return tuple(_apart(worth))[:most]


def _words(text: str) -> list[_Word]:
    return [_Word(typography.plain(one[0]).casefold(), one.start(), one.end()) for one in _WORD.finditer(text)]


def _candidate(
    text: str, words: Sequence[_Word], wanted: Sequence[_Word], span: tuple[int, int], is_between: bool
) -> Candidate:
    start, end = words[span[0]].start, words[span[1] - 1].end
    matcher = SequenceMatcher(None, _keys(wanted), _keys(words[span[0] : span[1]]), autojunk=False)
    anchor = Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)
    return Candidate(anchor, round(matcher.ratio(), 2), is_between)


def _alike(words: Sequence[_Word], wanted: Sequence[_Word], most: int) -> Iterator[tuple[int, int]]:
    """The stretches that share most words with the quotation, each cut to where those words begin and end."""
    size = len(wanted)
    for place in _richest(words, wanted, 2 * most):
        begin = max(0, place - size // 2 - 2)
        around = words[begin : place + size + size // 2 + 2]
        blocks = SequenceMatcher(None, _keys(wanted), _keys(around), autojunk=False).get_matching_blocks()[:-1][
            :_MOST_BLOCKS
        ]
        spans = [
            (sum(one.size for one in blocks[first : last + 1]), blocks[first].b, blocks[last].b + blocks[last].size)
            for first in range(len(blocks))
            for last in range(first, len(blocks))
        ]
        if spans:
            _shared, start, end = max(spans, key=lambda one: (2 * one[0] / (size + one[2] - one[1]), one[0]))
            yield begin + start, begin + end


def _richest(words: Sequence[_Word], wanted: Sequence[_Word], most: int) -> list[int]:
    """Where stretches as long as the quotation begin that share most of its words, apart from one another."""
    size, missing = len(wanted), Counter(_keys(wanted))
    shared = 0
    counted: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        shared += missing[word.key] > 0
        missing[word.key] -= 1
        if place >= size:
            left = words[place - size].key
            missing[left] += 1
            shared -= missing[left] > 0
        if shared >= size * _LEAST_SHARED:
            counted.append((shared, max(0, place - size + 1)))
    chosen: list[int] = []
    for _count, start in sorted(counted, key=lambda one: (-one[0], one[1])):
        if all(abs(start - other) >= size for other in chosen):
            chosen.append(start)
        if len(chosen) == most:
            break
    return chosen


def _between_its_surroundings(words: Sequence[_Word], lost: Anchor, size: int) -> Iterator[tuple[int, int]]:
    """What stands between the words that stood before the quotation and those that stood after it."""
    before = _keys(_words(lost.prefix)[1:])[-_CONTEXT_WORDS:]
    after = _keys(_words(lost.suffix)[:-1])[:_CONTEXT_WORDS]
    if len(before) < 2 or len(after) < 2:
        return
    keys = _keys(words)
    ends = [place for place in range(len(keys) - len(after) + 1) if keys[place : place + len(after)] == after]
    for place in range(len(keys) - len(before) + 1):
        if keys[place : place + len(before)] == before:
            start = place + len(before)
            end = next((one for one in ends if one > start), None)
            if end is not None and end - start <= max(_FARTHEST * size, 12):
                yield start, end


def _apart(found: list[Candidate]) -> Iterator[Candidate]:
    """Each that lies in none before it."""
    passed: list[tuple[int, int]] = []
    for one in found:
        start, end = one.anchor.start, one.anchor.start + len(one.anchor.exact)
        if all(end <= begin or start >= until for begin, until in passed):
            passed.append((start, end))
            yield one


def _keys(words: Sequence[_Word]) -> list[str]:
    return [word.key for word in words]
