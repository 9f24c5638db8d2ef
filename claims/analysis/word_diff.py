"""Tell word by word what was taken out of a text and what was put in."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final, Literal, NamedTuple

from claims.analysis import typography

Kind = Literal["same", "removed", "added"]

# What difflib may compare, in pairs of characters: of one passage (2,500 by 2,500), of a whole text. Beyond, a passage
# is told as a whole.
MOST_OF_A_PASSAGE: Final = 6_250_000
MOST_OF_A_TEXT: Final = 4 * MOST_OF_A_PASSAGE
LEAST_ALIKE: Final = 0.3  # a passage of which less stayed is told as a whole: shreds of it tell nobody anything
MOST_OF_A_SHRED: Final = 1  # words

# A figure, a word, one letter of a script without spaces, or a mark; each with the white space behind it.
_WORD: Final = re.compile(
    r"(?:\d+(?:[.,:]\d+)*|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|(?:(?![\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])\w)+"
    r"(?:['’-]\w+)*|[^\w\s])\s*|\s+"
)
_PASSAGE: Final = re.compile(r"[^\n.!?…。！？]*(?:[.!?…]+[\"'”’»)\]]*(?:\s+|$)|\n\s*|[.!?…。！？]+|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came: old[start:end] of the old text, nothing of it where it came."""

    kind: Kind
    text: str
    start: int
    end: int


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order. Those that stayed or went, joined, are the old text but for typography; those that
    stayed or came are the new text to the letter.

    Quotation marks, dashes and white space are no change. Time is bounded for texts of any size: passages are lined up
    by those that stand once in either text (patience diff, B. Cohen), and words within what is left by difflib.
    """
    budget = _Budget(MOST_OF_A_TEXT)
    olds, news = _cut(_PASSAGE, old), _cut(_PASSAGE, new)
    found = [
        run for kept, a, b in _aligned(olds, news) for run in ((_stayed(a, b),) if kept else _within(a, b, budget))
    ]
    return tuple(_placed(_joined(_without_shreds(_joined(found)))))


def near(pieces: Iterable[Piece], start: int, end: int, *, margin: int) -> tuple[Piece, ...]:
    """The pieces around old[start:end], cut so that at most `margin` characters stand on either side."""
    first, last = start - margin, end + margin
    cut = []
    for piece in pieces:
        if piece.kind == "added" and first <= piece.start <= last:
            cut.append(replace(piece, text=piece.text[: 2 * margin]))
        elif piece.start < last and piece.end > first:
            skipped = max(0, first - piece.start)
            text = piece.text[skipped : last - piece.start]
            cut.append(Piece(piece.kind, text, piece.start + skipped, min(piece.end, last)))
    return tuple(cut)


class _Budget:
    """How much more may be compared word by word."""

    def __init__(self, left: int) -> None:
        self._left = left

    def allows(self, cost: int) -> bool:
        if cost > min(self._left, MOST_OF_A_PASSAGE):
            return False
        self._left -= cost
        return True


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    key: str


def _cut(pattern: re.Pattern[str], text: str) -> list[_Token]:
    return [_Token(found[0], _plain(found[0])) for found in pattern.finditer(text) if found[0]]


@lru_cache(maxsize=16_384)
def _plain(text: str) -> str:
    return typography.plain(text)


_Tokens = Sequence[_Token]


def _aligned(olds: _Tokens, news: _Tokens) -> Iterator[tuple[bool, _Tokens, _Tokens]]:
    """Both texts in parts, in order: (whether it stayed, the old part, the new part)."""
    head = _shared(olds, news)
    tail = _shared(olds[head:][::-1], news[head:][::-1])
    yield True, olds[:head], news[:head]
    ends = len(olds) - tail, len(news) - tail
    places = [(head - 1, head - 1), *_anchors(olds, news, head, ends), ends]
    for (a, b), (next_a, next_b) in pairwise(places):
        yield from _between(olds[a + 1 : next_a], news[b + 1 : next_b])
        if (next_a, next_b) != ends:
            yield True, olds[next_a : next_a + 1], news[next_b : next_b + 1]
    yield True, olds[ends[0] :], news[ends[1] :]


def _between(olds: _Tokens, news: _Tokens) -> Iterator[tuple[bool, _Tokens, _Tokens]]:
    """What lies between two passages that stayed: its own head and tail may have stayed too."""
    if not olds and not news:
        return
    head = _shared(olds, news)
    tail = _shared(olds[head:][::-1], news[head:][::-1])
    yield True, olds[:head], news[:head]
    yield False, olds[head : len(olds) - tail], news[head : len(news) - tail]
    yield True, olds[len(olds) - tail :], news[len(news) - tail :]


def _shared(olds: _Tokens, news: _Tokens) -> int:
    """How many tokens both begin with."""
    pairs = enumerate(zip(olds, news, strict=False))
    return next((place for place, (a, b) in pairs if a.key != b.key), min(len(olds), len(news)))


def _anchors(olds: _Tokens, news: _Tokens, head: int, ends: tuple[int, int]) -> list[tuple[int, int]]:
    """The longest row of passages that stand once in either text, and in the same order in both."""
    old_places, new_places = _once(olds, head, ends[0]), _once(news, head, ends[1])
    pairs = sorted((place, new_places[key]) for key, place in old_places.items() if key in new_places)
    last_of_length: list[int] = []
    rows: list[list[int]] = []
    before: list[int] = []
    for index, (_place, new_place) in enumerate(pairs):
        length = bisect_left(last_of_length, new_place)
        before.append(rows[length - 1][-1] if length else -1)
        if length == len(rows):
            rows.append([])
            last_of_length.append(new_place)
        rows[length].append(index)
        last_of_length[length] = new_place
    chain: list[tuple[int, int]] = []
    index = rows[-1][-1] if rows else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _once(tokens: _Tokens, start: int, end: int) -> dict[str, int]:
    counted = Counter(token.key for token in tokens[start:end])
    return {tokens[place].key: place for place in range(start, end) if counted[tokens[place].key] == 1}


class _Run(NamedTuple):
    """A piece before its place is known; `old`: as it stands in the old text, nothing where it came."""

    kind: Kind
    text: str
    old: str


def _stayed(olds: _Tokens, news: _Tokens) -> _Run:
    return _Run("same", _text(news), _text(olds))


def _changed(olds: _Tokens, news: _Tokens) -> tuple[_Run, _Run]:
    went = _text(olds)
    return _Run("removed", went, went), _Run("added", _text(news), "")


def _within(olds: _Tokens, news: _Tokens, budget: _Budget) -> Iterator[_Run]:
    """The words of a passage that changed; the passage as a whole where words tell less or cost too much."""
    went, came = _text(olds), _text(news)
    matcher = None
    if went and came and budget.allows(len(went) * len(came)):
        a, b = _cut(_WORD, went), _cut(_WORD, came)
        matcher = SequenceMatcher(None, [one.key for one in a], [one.key for one in b])
    if matcher is None or matcher.ratio() < LEAST_ALIKE:
        yield from _changed(olds, news)
        return
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            yield _stayed(a[a1:a2], b[b1:b2])
        else:
            yield from _changed(a[a1:a2], b[b1:b2])


def _text(tokens: _Tokens) -> str:
    return "".join(token.text for token in tokens)


def _without_shreds(runs: list[_Run]) -> Iterator[_Run]:
    """A word that stayed between two longer changes went and came with them."""
    for place, run in enumerate(runs):
        around = [*runs[max(0, place - 1) : place], *runs[place + 1 : place + 2]]
        is_shred = run.kind == "same" and len(around) == 2 and len(run.text.split()) <= MOST_OF_A_SHRED
        if is_shred and "\n" not in run.text and all(len(one.text) > len(run.text) for one in around):
            yield _Run("removed", run.old, run.old)
            yield _Run("added", run.text, "")
        else:
            yield run


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """Between two runs that stayed, everything that went, then everything that came."""
    told: list[_Run] = []
    for is_same, group in groupby((run for run in runs if run.text or run.old), key=lambda run: run.kind == "same"):
        listed = list(group)
        kinds: tuple[Kind, ...] = ("same",) if is_same else ("removed", "added")
        for kind in kinds:
            those = [run for run in listed if run.kind == kind]
            if those:
                told.append(_Run(kind, "".join(run.text for run in those), "".join(run.old for run in those)))
    return told


def _placed(runs: Iterable[_Run]) -> Iterator[Piece]:
    place = 0
    for run in runs:
        yield Piece(run.kind, run.text, place, place + len(run.old))
        place += len(run.old)
