"""Find, among rows posted under their terms, those that can score best, and read as few postings as can be.

The method is MaxScore (Turtle and Flood 1995) with the cosine's own bounds (Li et al., ICDT 2019). Terms are added up
in the order of what they can give for what they cost. A few rows that stand out by then are scored in full: what they
reach is a floor. Terms are added on until a row that holds none of those added cannot reach the floor; the postings of
the others, which are the longest, are never read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.uint32]
Sums = npt.NDArray[np.int32]
Singles = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]

SCALE: Final = 1 << 20  # an amount of 1.0 as a whole number
FIRST_LEAST: Final = 16_000  # postings: so many are read before the first bound is taken,
_FIRST_SHARE: Final = 0.15  # or this share of all, when that is more
_EASE: Final = 0.6  # of the floor: the lower the bound on what is left out, the fewer rows stay in question
_BLOCKS: Final = 1024  # in which the highest score is looked for
_LOOKED_AT: Final = 4  # times the wanted number of rows are scored in full to learn the floor
_MARGIN: Final = 1 - 1e-5  # what 32-bit rounding may take from a score


@dataclass(frozen=True, slots=True)
class Query:
    """terms: distinct; amounts: what each adds to the sum of a row that holds it, times SCALE; weights: the terms' own.

    A row's length is the root of the squares of its terms' weights and of the damping. Amounts and weights are above 0.
    """

    terms: Ints
    amounts: Ints
    weights: Floats

    def taken(self, chosen: Ints) -> "Query":
        """The query with these of its terms, in this order."""
        return Query(self.terms.take(chosen), self.amounts.take(chosen), self.weights.take(chosen))

    def before(self, end: int) -> "Query":
        """The query with the terms whose numbers are below the end."""
        return self.taken((self.terms < end).nonzero()[0])


@dataclass(frozen=True, slots=True)
class Wanted:
    """The rows of the `most` best groups: groups[row]; in_full gives the exact scores of rows; inverse is by row."""

    most: int
    groups: Sequence[int]
    in_full: Callable[[Ints], Floats]
    inverse: Singles


class FrozenPostings:
    """The rows of each term, in order, in one array; a row's score is its inverse times the sum of its amounts."""

    def __init__(self, damping: float, first_least: int) -> None:
        self._damping, self._first_least = damping, first_least
        self._rows: Rows = np.zeros(0, np.uint32)
        self._starts: Ints = np.zeros(1, np.int64)  # term: rows[starts[term] : starts[term + 1]]
        self._highest: Singles = np.zeros(0, np.float32)  # by term: no row that holds it has a greater inverse
        self._sums: Sums | None = None  # by row; all 0 between queries

    def merge(self, terms: Ints, rows: Rows, inverse: Singles, vocabulary: int) -> None:
        """Take in postings in the order of their terms, then rows; the rows are above those held; inverse is by row."""
        counts = np.bincount(terms, minlength=vocabulary)
        grown = vocabulary - len(self._highest)
        ends = np.pad(self._starts, (0, grown), mode="edge")[1:]
        self._rows = _inserted(self._rows, ends.repeat(counts), rows)
        self._highest = np.pad(self._highest, (0, grown))
        np.maximum.at(self._highest, terms, inverse.take(rows))
        self._starts = np.concatenate([[0], ends + counts.cumsum()])

    def candidates(self, query: Query, size: int, wanted: Wanted) -> tuple[Ints, float]:
        """Of the first `size` rows, some that the best are among; and a score that the best groups reach."""
        sums, self._sums = self._sums, None  # an interrupted query must not leave its sums to the next
        if sums is None or len(sums) != size:
            sums = np.zeros(size, np.int32)
        search = _Search(self, query.before(len(self._highest)), sums, wanted)
        search.add(search.within(self._first_least, _FIRST_SHARE))
        floor = search.floor()
        if not search.is_done:
            search.add(search.enough(floor))
        rows = search.reaching(floor)
        sums[search.met] = 0
        self._sums = sums
        return rows, floor

    def ordered(self, query: Query) -> tuple[Query, Ints, Ints]:
        """The terms that give most for what they cost first; where the rows of each begin and end."""
        begins, ends = self._starts.take(query.terms), self._starts.take(query.terms + 1)
        order = ((ends - begins) * (query.weights / query.amounts) ** 2).argsort(kind="stable")
        return query.taken(order), begins.take(order), ends.take(order)

    def posted(self, begins: Ints, ends: Ints) -> Ints:
        """The rows of several terms, one term after the other."""
        pieces = [self._rows[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]
        return np.concatenate(pieces, dtype=np.int64) if pieces else np.zeros(0, np.int64)

    def bounds(self, query: Query) -> Floats:
        """For each number of terms done, what the other terms can add to any row's score.

        Singly: a row that holds a term has at most the term's highest inverse. Together: Cauchy's inequality, with a
        row's length that is at least the terms' and the damping.
        """
        amounts = query.amounts / SCALE
        singly = _sums_of_the_rest(amounts * self._highest.take(query.terms))
        asked = _sums_of_the_rest((amounts / query.weights) ** 2)
        squares = _sums_of_the_rest(query.weights**2)
        return np.asarray(np.minimum(singly, np.sqrt(asked * squares / (squares + self._damping**2))) / _MARGIN)


class _Search:
    """One query under way: what has been added up so far, and of which rows."""

    def __init__(self, postings: FrozenPostings, query: Query, sums: Sums, wanted: Wanted) -> None:
        self._postings, self._sums, self._wanted = postings, sums, wanted
        self._query, self._begins, self._ends = postings.ordered(query)
        self._bounds = np.zeros(1)
        self._done = 0  # terms
        self.met: Ints = np.zeros(0, np.int64)  # a row that holds several terms is there as often
        self._inverse: Singles = np.zeros(0, np.float32)

    @property
    def is_done(self) -> bool:
        return self._done == len(self._begins)

    def within(self, least: int, share: float) -> int:
        """How many terms have no more postings than these together."""
        read = (self._ends - self._begins).cumsum()
        return int(read.searchsorted(max(least, read[-1:].sum() * share), side="right"))

    def enough(self, floor: float) -> int:
        """How many terms must be done so that a row that holds none of them cannot reach the floor."""
        self._bounds = self._postings.bounds(self._query)
        return int((self._bounds < floor * _EASE).argmax()) if floor else len(self._begins)

    def add(self, until: int) -> None:
        """Add the terms before this one to the sums of the rows that hold them."""
        new = slice(self._done, max(until, self._done))
        begins, ends = self._begins[new], self._ends[new]
        rows = self._postings.posted(begins, ends)
        np.add.at(self._sums, rows, self._query.amounts[new].astype(np.int32).repeat(ends - begins))
        self.met = np.concatenate([self.met, rows])
        self._inverse = np.concatenate([self._inverse, self._wanted.inverse.take(rows)])
        self._done = new.stop

    def floor(self) -> float:
        """A score that the wanted number of groups reach for certain, 0 when there may not be so many."""
        scores = self._sums.take(self.met) * self._inverse
        best = _standing_out(scores, _LOOKED_AT * self._wanted.most)
        if self.is_done:
            return self._reached(self.met.take(best), scores.take(best) / SCALE * _MARGIN)
        rows = _distinct(self.met.take(best))
        return self._reached(rows, self._wanted.in_full(rows))

    def _reached(self, rows: Ints, scores: npt.NDArray[np.floating]) -> float:
        order = (-scores).argsort()
        seen: set[int] = set()
        for row, score in zip(rows.take(order).tolist(), scores.take(order).tolist(), strict=True):
            seen.add(self._wanted.groups[row])
            if len(seen) == self._wanted.most:
                return float(score)
        return 0.0

    def reaching(self, floor: float) -> Ints:
        """The rows met that can reach the floor with the most that the terms not done may add."""
        amount, bound = self._query.amounts[self._done :].sum(), 0.0 if self.is_done else self._bounds[self._done]
        more = np.minimum(self._inverse * np.float32(amount), np.float32(bound * SCALE))
        most = self._sums.take(self.met) * self._inverse + more
        return _distinct(self.met[most >= np.float32(floor * SCALE * _MARGIN)])


def _standing_out(scores: npt.NDArray[np.floating], most: int) -> Ints:
    """Places of high scores: the highest of each block of neighbours, and of these the highest."""
    width = max(1, len(scores) // _BLOCKS)
    blocks = scores[: len(scores) // width * width].reshape(-1, width)
    tops = blocks.argmax(axis=1) + np.arange(0, blocks.size, width)
    return np.asarray(tops.take(scores.take(tops).argsort()[-most:]))


def _sums_of_the_rest(values: Floats) -> Floats:
    """sums[i] = values[i] + values[i + 1] + …, and a last 0."""
    return np.concatenate([values[::-1].cumsum()[::-1], [0.0]])


def _distinct(rows: Ints) -> Ints:
    """Each row once, in order; for a few thousand, quicker than np.unique's hashing."""
    ordered = np.sort(rows)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def _inserted(old: Rows, places: Ints, new: Rows) -> Rows:
    """The old values with each new one before the old value at its place; places in order."""
    answer = np.empty(len(old) + len(new), np.uint32)
    is_old = np.ones(len(answer), np.bool_)
    where = places + np.arange(len(new))
    is_old[where] = False
    answer[where], answer[is_old] = new, old
    return answer
