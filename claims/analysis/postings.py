"""Hold weighted words of many rows so that one query meets only the rows that share a word with it."""

from array import array
from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

_ROW_CODE: Final = "I"  # 32-bit row numbers
_WEIGHT_CODE: Final = "d"


class Postings:
    """An inverted index: word -> (rows, weights), each an array that grows in place (amortised doubling)."""

    def __init__(self) -> None:
        self._rows: dict[str, array[int]] = {}
        self._weights: dict[str, array[float]] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def append(self, vector: Mapping[str, float]) -> int:
        """Add a row of word weights; its number is returned. Rows are never moved."""
        row = self._size
        self._size += 1
        for word, weight in vector.items():
            if word not in self._rows:
                self._rows[word], self._weights[word] = (
                    array(_ROW_CODE),
                    array(_WEIGHT_CODE),
                )
            self._rows[word].append(row)
            self._weights[word].append(weight)
        return row

    def scores(self, query: Mapping[str, float]) -> npt.NDArray[np.float64]:
        """The exact dot product of the query with every row, shape (rows,).

        Words are added in the query's order, so a row's score depends neither on the other rows nor on its number.
        """
        totals = np.zeros(self._size)
        for word, weight in query.items():
            if word in self._rows:
                rows = np.frombuffer(self._rows[word], dtype=np.uint32)
                totals[rows] += weight * np.frombuffer(self._weights[word], dtype=np.float64)
        return totals
