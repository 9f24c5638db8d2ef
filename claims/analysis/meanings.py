"""Find the claims whose meaning is nearest to a text, among very many, in little memory."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from claims.analysis import encoders
from claims.analysis.encoders import Encoder, Matrix

Bits = npt.NDArray[np.uint64]

# A vector of n numbers is sketched by their n signs: two vectors at an angle a differ in about n·a/π of them (Charikar
# 2002). Memory holds 1 bit a number; what the sketch finds is compared by the vectors themselves.
COARSE: Final = 40  # claims that are compared in full
MOST_LINES_EACH: Final = 8  # of one claim
_WORD: Final = 64  # bits
_FIRST_ROOM: Final = 1024  # rows


def text_digest(text: str) -> str:
    """The name under which the vector of a text is kept: the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()


def as_bytes(vector: npt.NDArray[np.float32]) -> bytes:
    """A vector of length 1 as one signed byte a number; `unpacked` gives it back with a cosine of 0.9999."""
    largest = float(np.abs(vector).max(initial=0.0))
    # In 64 bits: what the tiniest vector is multiplied by is more than 32 hold.
    return bytes(np.rint(vector.astype(np.float64) * (127 / largest if largest else 0.0)).astype(np.int8))


def unpacked(kept: Sequence[bytes], size: int) -> Matrix:
    """The vectors of length 1 that were kept, shape (kept, size); the vector 0 stays 0."""
    vectors = np.frombuffer(b"".join(kept), dtype=np.int8).reshape(len(kept), size).astype(np.float32)
    return encoders.of_length_one(vectors)


VectorsOf = Callable[[Sequence[str]], Matrix]
"""The vectors of texts, shape (texts, size), in their order: kept ones, or made now."""


class RememberingEncoder:
    """An encoder that makes the vector of a text once, and keeps it in a byte a number."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.version = encoder.name, encoder.version
        self.size, self.languages = encoder.size, encoder.languages
        self._encoder = encoder
        self._kept: dict[str, bytes] = {}

    def encode(self, texts: Sequence[str]) -> Matrix:
        """See Encoder."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if new:
            self._kept.update(zip(new, map(as_bytes, self._encoder.encode(new)), strict=True))
        return unpacked([self._kept[text] for text in texts], self.size)


class MeaningIndex:
    """The lines of claims by meaning: lines are put, replaced and removed a claim at a time.

    What it answers depends on the lines it holds only, not on the order in which they came.
    """

    def __init__(
        self, encoder: Encoder, vectors_of: VectorsOf | None = None, *, centre: Sequence[float] | None = None
    ) -> None:
        """centre: the mean of many claims' vectors, shape (size,): signs around it tell more than signs around 0."""
        self.encoder = encoder
        self._centre = np.zeros(encoder.size, dtype=np.float32)
        if centre is not None:
            self._centre += np.asarray(centre, dtype=np.float32)
        self.vectors_of: VectorsOf = vectors_of or encoder.encode
        self._signs = [np.zeros(_FIRST_ROOM, dtype=np.uint64) for _ in range(-(-encoder.size // _WORD))]
        self._claim_of = np.zeros(_FIRST_ROOM, dtype=np.int64)
        self._lines: dict[int, tuple[int, ...]] = {}  # claim -> its rows
        self._free: list[int] = []
        self._used = 0

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, claim_id: int) -> bool:
        return claim_id in self._lines

    @property
    def rows_kept(self) -> int:
        """How many rows the memory holds, those free for coming lines too."""
        return len(self._claim_of)

    def put(self, lines_of: Mapping[int, Sequence[str]]) -> None:
        """Add claims, or replace those with the same ids: the vectors of all their lines are asked for at once."""
        texts = [line for lines in lines_of.values() for line in lines]
        vectors = self.vectors_of(texts) if texts else np.zeros((0, self.encoder.size), dtype=np.float32)
        start = 0
        for claim_id, lines in lines_of.items():
            self.remove(claim_id)
            rows = self._rows(len(lines))
            self._lines[claim_id] = rows
            if rows:
                self._claim_of[list(rows)] = claim_id
                for column, signs in zip(self._signs, self._sketch(vectors[start : start + len(lines)]), strict=True):
                    column[list(rows)] = signs
            start += len(lines)

    def remove(self, claim_id: int) -> None:
        """Forget a claim; one that is not there is no error."""
        rows = self._lines.pop(claim_id, ())
        self._free += rows
        self._claim_of[list(rows)] = -1

    def _rows(self, wanted: int) -> tuple[int, ...]:
        rows = [self._free.pop() for _ in range(min(wanted, len(self._free)))]
        while self._used + wanted - len(rows) > len(self._claim_of):
            self._claim_of = np.concatenate([self._claim_of, np.zeros_like(self._claim_of)])
            self._signs = [np.concatenate([column, np.zeros_like(column)]) for column in self._signs]
        fresh = range(self._used, self._used + wanted - len(rows))
        self._used += len(fresh)
        return tuple(sorted([*rows, *fresh]))

    def nearest(self, vector: npt.NDArray[np.float32], most: int, without: frozenset[int] = frozenset()) -> list[int]:
        """The claims whose signs differ least from those of a vector of length 1, nearest first; equals by id."""
        if not self._used or not vector.any():
            return []
        differing = np.zeros(self._used, dtype=np.uint16)
        for column, signs in zip(self._signs, self._sketch(vector[None, :]), strict=True):
            differing += np.bitwise_count(column[: self._used] ^ signs[0])
        wanted = min(MOST_LINES_EACH * (most + len(without)) + len(self._free), self._used)
        bound = np.partition(differing, wanted - 1)[wanted - 1]
        rows = np.flatnonzero(differing <= bound)
        ranked = sorted(zip(differing[rows].tolist(), self._claim_of[rows].tolist(), strict=True))
        found = dict.fromkeys(claim_id for _, claim_id in ranked if claim_id >= 0 and claim_id not in without)
        return list(found)[:most]

    def _sketch(self, vectors: Matrix) -> Iterator[Bits]:
        """The signs of each row around the centre as whole words: one array a word, shape (rows,)."""
        padded = np.zeros((len(vectors), len(self._signs) * _WORD), dtype=np.bool_)
        padded[:, : vectors.shape[1]] = vectors > self._centre
        words: Bits = np.packbits(padded, axis=1).view(np.uint64)
        return iter(words.T)
