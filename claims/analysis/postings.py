"""Find the rows whose weighted words fit a query best, exactly: rows may come and go at any time.

A row is a set of terms. Its score is inverse[row] * (the sum of the query's amounts for its terms): a cosine, when the
amounts are query weight times term weight and inverse is 1 / the row's length. Amounts are whole numbers, so that a
sum depends on nothing but the row: not on the order of adding, nor on when the row came.
"""

from array import array
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from claims.analysis.frozen_postings import (
    FIRST_LEAST,
    SCALE,
    Floats,
    FrozenPostings,
    Ints,
    Query,
    Singles,
    Wanted,
)

__all__ = ["SCALE", "Found", "Postings", "Query"]

LONGEST_TAIL: Final = 512  # rows that are scored one by one before they join the frozen postings
_TAIL_SHARE: Final = 4  # or one row in so many, while a great many come
_SHIFT: Final = np.uint64(32)


class Found(NamedTuple):
    """Rows with their exact scores."""

    rows: Ints
    scores: Floats


class Postings:
    """The terms of each row, row after row; most rows are posted under their terms, the newest wait in a tail."""

    def __init__(self, damping: float, *, longest_tail: int = LONGEST_TAIL, first_least: int = FIRST_LEAST) -> None:
        self._longest_tail = longest_tail
        self._inverse = array("f")  # by row; 0 for a row that was forgotten
        self._terms, self._begins = array("I"), array("I", [0])  # row: terms[begins[row] : begins[row + 1]]
        self._vocabulary = 0  # no term is as great
        self._posted = FrozenPostings(damping, first_least)
        self._frozen = 0  # rows before this number are posted

    def __len__(self) -> int:
        return len(self._inverse)

    def extend(self, terms: Ints, counts: Ints, inverse: Singles) -> None:
        """Add rows after the last: the terms of each, row after row, how many, and 1 / its length. Then settle."""
        self._begins.frombytes((len(self._terms) + counts.cumsum()).astype(np.uint32).tobytes())
        self._terms.frombytes(terms.astype(np.uint32).tobytes())
        self._inverse.frombytes(inverse.tobytes())
        self._vocabulary = max(self._vocabulary, int(terms.max(initial=-1)) + 1)
        # While a great many rows come the tail grows with the whole, so that each is moved a few times only.
        if len(self) - self._frozen > max(self._longest_tail, self._frozen // _TAIL_SHARE):
            self._freeze()

    def settle(self) -> None:
        """Post the rows of a tail that is too long to be scored one by one."""
        if len(self) - self._frozen > self._longest_tail:
            self._freeze()

    def forget(self, row: int) -> None:
        """Score a row 0 from now on; its terms stay."""
        self._inverse[row] = 0.0

    def _freeze(self) -> None:
        held = np.diff(np.frombuffer(self._begins, np.uint32)[self._frozen :])
        rows = np.arange(self._frozen, len(self), dtype=np.uint64).repeat(held)
        terms = np.frombuffer(self._terms, np.uint32)[self._begins[self._frozen] :].astype(np.uint64)
        both = np.sort((terms << _SHIFT) | rows)
        self._posted.merge(
            (both >> _SHIFT).astype(np.int64), both.astype(np.uint32), self._inverses(), self._vocabulary
        )
        self._frozen = len(self)

    def _inverses(self) -> Singles:
        return np.frombuffer(self._inverse, np.float32)

    def nearest(self, query: Query, most: int, groups: Sequence[int]) -> Found:
        """Every row that is among the best of the `most` best groups (groups[row]), with exact scores above 0.

        Each group counts once, by its best row; rows that equal the last are in, and a few more may be.
        """
        query = query.before(self._vocabulary)
        amounts = np.zeros(self._vocabulary, np.int64)
        amounts[query.terms] = query.amounts
        wanted = Wanted(most, groups, lambda rows: self._scores(rows, amounts), self._inverses())
        posted, floor = self._posted.candidates(query, self._frozen, wanted)
        rows = np.concatenate([posted, np.arange(self._frozen, len(self))])
        scores = self._scores(rows, amounts)
        good = (scores > 0) & (scores >= floor)
        return Found(rows[good], scores[good])

    def _scores(self, rows: Ints, amounts: Ints) -> Floats:
        """The exact scores of rows; amounts by term."""
        begins = np.frombuffer(self._begins, np.uint32)
        first = begins.take(rows).astype(np.int64)
        held = begins.take(rows + 1) - first
        ends = held.cumsum()
        places = (first - (ends - held)).repeat(held) + np.arange(held.sum())
        added = np.zeros(len(places) + 1, np.int64)
        amounts.take(np.frombuffer(self._terms, np.uint32).take(places)).cumsum(out=added[1:])
        sums = added.take(ends) - added.take(ends - held)
        return np.asarray(sums * self._inverses().take(rows).astype(np.float64) / SCALE)
