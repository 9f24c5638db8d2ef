"""Number the words of many short texts, so that their TF-IDF vectors are reckoned by the thousand.

A term is a root, or a root together with how often it stands in one text: the weight of a term is then the same
wherever it stands, and postings need no weights of their own.
"""

import math
from array import array
from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from claims.analysis import lexical_features
from claims.analysis.lexical_model import FAMILY_OF, Model
from claims.analysis.postings import SCALE, Query

_NO_FAMILY: Final = -1
_SHIFT: Final = np.int64(32)
_WHOLE: Final = float(1 << 20)  # squares are added as whole numbers: the order of a text's words must not show


class Terms(dict[str, int]):
    """root -> its number, given when it is first asked for."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model
        self._weights = array("d")  # by number: what the term weighs in a vector before its length is divided out
        self._families = array("i")  # by number: the number of its family
        self._repeated: dict[int, dict[int, int]] = {}  # root's number -> times -> number

    def __missing__(self, root: str) -> int:
        family = self[FAMILY_OF[root]] if root in FAMILY_OF else _NO_FAMILY
        self[root] = number = self._added(lexical_features.weight_of(root, 1, self._model), family)
        return number

    def _added(self, weight: float, family: int) -> int:
        self._weights.append(weight)
        self._families.append(family)
        return len(self._weights) - 1

    def _repeat(self, number: int, times: int) -> int:
        known = self._repeated.setdefault(number, {})
        if times not in known:
            known[times] = self._added(self._weights[number] * (1 + math.log(times)), _NO_FAMILY)
        return known[times]

    def vectors(
        self, numbers: npt.NDArray[np.int64], rows: npt.NDArray[np.int64], size: int, damping: float
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Of root numbers and the row each stands in (0 … size - 1): terms row after row, how many, 1 / length."""
        families = np.frombuffer(self._families, np.int32)[numbers]
        related = families != _NO_FAMILY
        numbers, rows = np.concatenate([numbers, families[related]]), np.concatenate([rows, rows[related]])
        keys, times = np.unique((rows << _SHIFT) | numbers, return_counts=True)
        terms, rows = keys & np.int64(0xFFFFFFFF), keys >> _SHIFT
        for place in (times > 1).nonzero()[0].tolist():
            terms[place] = self._repeat(int(terms[place]), int(times[place]))
        squares = np.rint(np.frombuffer(self._weights, np.float64)[terms] ** 2 * _WHOLE)
        lengths = np.sqrt(np.bincount(rows, squares, size) / _WHOLE + damping**2)
        return terms, np.bincount(rows, minlength=size), (1 / lengths).astype(np.float32)

    def query(self, vector: Mapping[str, float]) -> Query:
        """The terms of a vector that any row may hold, whatever the times."""
        asked = {number: weight for root, weight in vector.items() if (number := self.get(root)) is not None}
        for number in self._repeated.keys() & asked.keys():
            asked.update(dict.fromkeys(self._repeated[number].values(), asked[number]))
        terms = np.fromiter(asked.keys(), np.int64, len(asked))
        weights = np.frombuffer(self._weights, np.float64)[terms]
        amounts = np.rint(np.fromiter(asked.values(), np.float64, len(asked)) * weights * SCALE).astype(np.int64)
        heard = (amounts > 0).nonzero()[0]
        return Query(terms, amounts, weights).taken(heard)
