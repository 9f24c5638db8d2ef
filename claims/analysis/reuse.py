"""Find what two texts share word for word: wire copy shows itself, with the places of each shared passage."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claims.analysis import boilerplate, typography
from claims.analysis.quoted_words import is_within, quoted
from claims.analysis.words import Word, words_of
from claims.vocabulary import DerivationKind

SHINGLE: Final = 5  # words; Broder (1997) resemblance and containment of w-shinglings
SEED: Final = 4  # words that a shared run has at least
GAP: Final = 8  # words that may have been changed between two runs of one passage
TELLING: Final = 20  # words, outside quotation marks, from which a passage is more than a turn of phrase
COPY_FROM: Final = 0.7  # of the own words of either text
REWRITE_FROM: Final = 0.15  # of the own words of the later text
FLASH: Final = 8  # own words that the shortest piece of news has
FLASH_FROM: Final = 0.8  # of its runs of five words
LONGEST: Final = 50_000  # characters read of either text
_LONG_LINE: Final = 400  # characters; no boilerplate is as long, however it is typeset
_MOST_PLACES: Final = 8  # of one seed: a text that repeats itself costs no more than any other


@dataclass(frozen=True, slots=True)
class Run:
    """The same words in the same order, by their roots: one[start:end] and other[other_start:other_end]."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Runs with at most a few changed words between them. `own`: its shared words outside quotation marks."""

    runs: tuple[Run, ...]
    words: int
    own: int

    @property
    def start(self) -> int:
        return self.runs[0].start

    @property
    def end(self) -> int:
        return self.runs[-1].end

    @property
    def other_start(self) -> int:
        return self.runs[0].other_start

    @property
    def other_end(self) -> int:
        return self.runs[-1].other_end

    @property
    def is_telling(self) -> bool:
        """More than a quotation of a third party, and more than a turn of phrase."""
        return self.own >= TELLING


@dataclass(frozen=True, slots=True)
class Reuse:
    """What two texts share: passages by their length, Broder's two measures (0..1), and how much is their own."""

    passages: tuple[Passage, ...]
    containment: float
    resemblance: float
    own: int  # words of the one outside quotation marks
    other_own: int

    @property
    def copied(self) -> int:
        """Own words in telling passages."""
        return sum(passage.own for passage in self.passages if passage.is_telling)

    @property
    def share(self) -> float:
        """How much of the one's own words are the other's (0..1)."""
        return min(1.0, self.copied / self.own) if self.own else 0.0

    @property
    def share_of_other(self) -> float:
        return min(1.0, self.copied / self.other_own) if self.other_own else 0.0


def kinship(reuse: Reuse) -> DerivationKind | None:
    """What the one text, if it is the later, owes to the other: its text, a part of it, or nothing to speak of.

    A copy may have been cut, or stand with additions in a longer text. Example: a paper prints a dispatch under a
    paragraph of its own: copy. It takes the background from last week's report: rewrite. Both quote a minister: None.
    """
    is_whole = max(reuse.share, reuse.share_of_other) >= COPY_FROM and reuse.share >= REWRITE_FROM
    if is_whole or _is_same_flash(reuse):
        return DerivationKind.COPY
    return DerivationKind.REWRITE if reuse.share >= REWRITE_FROM else None


def _is_same_flash(reuse: Reuse) -> bool:
    """Two texts that are too short for a telling passage, one of which is nearly all in the other."""
    shortest, longest = sorted((reuse.own, reuse.other_own))
    return shortest >= FLASH and longest < 2 * TELLING and reuse.containment >= FLASH_FROM


def compare(one: str, other: str) -> Reuse:
    """What two texts share. Exchanging the two exchanges the offsets and nothing else.

    Runs are found by their seeds of four words and grown (as in Wise's string tiling, 1993), in time linear in the
    length of the texts whatever stands in them. Boilerplate lines and stop words are not read.
    """
    first, second = _read(one), _read(other)
    is_exchanged = second.roots < first.roots
    pairs = _runs(*((second, first) if is_exchanged else (first, second)))
    runs = [(b, a, length) for a, b, length in pairs] if is_exchanged else list(pairs)
    joined = _joined(sorted(runs) if not is_exchanged else sorted(runs, key=lambda run: (run[1], run[0])))
    passages = [_passage(first, second, part) for part in joined]
    shingles, others = _shingles(first.roots), _shingles(second.roots)
    return Reuse(
        passages=tuple(sorted(passages, key=lambda one: (-one.words, one.start, one.other_start))),
        containment=_share(len(shingles & others), min(len(shingles), len(others))),
        resemblance=_share(len(shingles & others), len(shingles | others)),
        own=first.own,
        other_own=second.own,
    )


def telling_words(text: str) -> list[Word]:
    """The words of a text that comparing reads: no boilerplate, no stop words, the first 50,000 characters."""
    return [
        Word(word.root, word.start + start, word.end + start, word.is_number, word.is_capital)
        for line, start in _lines(text[:LONGEST])
        if len(line) > _LONG_LINE or not boilerplate.is_boilerplate(typography.plain(line))
        for word in words_of(line)
    ]


@dataclass(frozen=True, slots=True)
class _Read:
    words: list[Word]
    roots: list[str]
    is_quoted: list[bool]

    @property
    def own(self) -> int:
        return self.is_quoted.count(False)


@functools.lru_cache(maxsize=4)
def _read(text: str) -> _Read:
    """A text as it is compared. One text is held against several others in a row."""
    words = telling_words(text)
    is_quoted = is_within([(word.start, word.end) for word in words], quoted(text[:LONGEST]))
    return _Read(words, [word.root for word in words], is_quoted)


_Matched = tuple[int, int, int]  # place in the one, place in the other, words


def _lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield line, start
        start += len(line)


def _runs(first: _Read, second: _Read) -> Iterator[_Matched]:
    """The longest run from every place on, left to right; what was taken is not taken again."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(second.roots) - SEED + 1):
        listed = places.setdefault(tuple(second.roots[place : place + SEED]), [])
        if len(listed) < _MOST_PLACES:
            listed.append(place)
    place, expected = 0, 0
    while place <= len(first.roots) - SEED:
        found = places.get(tuple(first.roots[place : place + SEED]), ())
        grown = [(_length(first.roots, place, second.roots, other), -abs(other - expected), other) for other in found]
        if not grown:
            place += 1
            continue
        length, _, other = max(grown)
        yield place, other, length
        place, expected = place + length, other + length


def _length(one: Sequence[str], place: int, other: Sequence[str], other_place: int) -> int:
    length, most = SEED, min(len(one) - place, len(other) - other_place)
    while length < most and one[place + length] == other[other_place + length]:
        length += 1
    return length


def _joined(runs: list[_Matched]) -> Iterator[list[_Matched]]:
    """Runs that follow one another in both texts with few words between."""
    part: list[_Matched] = []
    for run in runs:
        if part and not _follows(part[-1], run):
            yield part
            part = []
        part.append(run)
    if part:
        yield part


def _follows(before: _Matched, run: _Matched) -> bool:
    gap, other_gap = run[0] - before[0] - before[2], run[1] - before[1] - before[2]
    return 0 <= gap <= GAP and 0 <= other_gap <= GAP


def _passage(first: _Read, second: _Read, part: list[_Matched]) -> Passage:
    runs = tuple(
        Run(
            start=first.words[place].start,
            end=first.words[place + length - 1].end,
            other_start=second.words[other].start,
            other_end=second.words[other + length - 1].end,
            words=length,
        )
        for place, other, length in part
    )
    own = sum(
        not first.is_quoted[place + step] and not second.is_quoted[other + step]
        for place, other, length in part
        for step in range(length)
    )
    return Passage(runs=runs, words=sum(length for _, _, length in part), own=own)


def _shingles(roots: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Every run of five words, by their roots; a shorter text is one run."""
    if len(roots) <= SHINGLE:
        return frozenset({tuple(roots)}) if roots else frozenset()
    return frozenset(tuple(roots[place : place + SHINGLE]) for place in range(len(roots) - SHINGLE + 1))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
