"""Keep very many short texts in little memory, by row, and know which rows are a claim's."""

from array import array
from collections.abc import Iterable
from typing import Final

import numpy as np

_MOST_CHANGES: Final = 4096  # claims that are looked up in a dictionary before they join the sorted arrays,
_CHANGED_SHARE: Final = 16  # or one in so many, when that is more: each is moved a few times only
_GONE: Final = -1


class Texts:
    """Texts by row, as UTF-8 in one run of bytes."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q")

    def __len__(self) -> int:
        return len(self._ends)

    def append(self, text: str) -> None:
        """Add a text as the next row; lone surrogates survive."""
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def __getitem__(self, row: int) -> str:
        begin = self._ends[row - 1] if row else 0
        return self._bytes[begin : self._ends[row]].decode("utf-8", "surrogatepass")


class Directory:
    """claim id -> its first row: sorted arrays for most, a dictionary for what changed of late."""

    def __init__(self) -> None:
        self._ids = np.zeros(0, np.int64)
        self._firsts = np.zeros(0, np.uint32)
        self._changes: dict[int, int] = {}
        self._greatest = -1  # of the sorted ids: most claims come in order
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def first(self, claim_id: int) -> int | None:
        """The first of the claim's rows, None when it is not held."""
        changed = self._changes.get(claim_id)
        if changed is not None:
            return None if changed == _GONE else changed
        if claim_id > self._greatest:
            return None
        place = int(np.searchsorted(self._ids, claim_id))
        return int(self._firsts[place]) if place < len(self._ids) and self._ids[place] == claim_id else None

    def set(self, claim_id: int, first: int) -> None:
        """Say where a claim that was not held begins."""
        self._changes[claim_id] = first
        self._size += 1
        self._settle_when_many()

    def remove(self, claim_id: int) -> None:
        """Forget a claim that is held."""
        self._changes[claim_id] = _GONE
        self._size -= 1
        self._settle_when_many()

    def items(self) -> Iterable[tuple[int, int]]:
        """The claims held and their first rows, by id."""
        self._settle()
        return zip(map(int, self._ids), map(int, self._firsts), strict=True)

    def _settle_when_many(self) -> None:
        if len(self._changes) > max(_MOST_CHANGES, len(self._ids) // _CHANGED_SHARE):
            self._settle()

    def _settle(self) -> None:
        changed = np.fromiter(self._changes.keys(), np.int64, len(self._changes))
        firsts = np.fromiter(self._changes.values(), np.int64, len(self._changes))
        kept = ~np.isin(self._ids, changed)
        ids = np.concatenate([self._ids[kept], changed[firsts != _GONE]])
        rows = np.concatenate([self._firsts[kept], firsts[firsts != _GONE].astype(np.uint32)])
        order = np.argsort(ids, kind="stable")
        self._ids, self._firsts, self._changes = ids[order], rows[order], {}
        self._greatest = int(self._ids[-1]) if len(self._ids) else -1


def rows_from(first: int, claim_ids: "array[int]") -> Iterable[int]:
    """The rows of a claim: from its first one on, as long as they are of the same claim."""
    claim_id = claim_ids[first]
    row = first
    while row < len(claim_ids) and claim_ids[row] == claim_id:
        yield row
        row += 1
