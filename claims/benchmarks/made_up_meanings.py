"""Give made-up claims vectors as fast as stored ones are read, so that a benchmark need not encode a million claims."""

import zlib
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from claims.analysis import encoders, meanings
from claims.analysis.claim_index import ClaimIndex
from claims.analysis.encoders import Encoder, Matrix, of_length_one
from claims.analysis.lexical_model import Model
from claims.analysis.meanings import MeaningIndex

_POOL: Final = 4096  # vectors; each text has two of them added, so that few are alike
_AT_ONCE: Final = 10_000


def indexes(names: str, model: Model, index: ClaimIndex, claim_ids: Iterable[int]) -> list[MeaningIndex]:
    """The claims of an index by meaning, for the encoders named with commas between ("-" for none)."""
    made = [
        MeaningIndex(one, MadeUpVectors(one), centre=model.centres.get(one.version))
        for one in encoders.load_named(names)
    ]
    ids = list(claim_ids) if made else []
    for start in range(0, len(ids), _AT_ONCE):
        lines = {claim_id: index.lines(claim_id) for claim_id in ids[start : start + _AT_ONCE]}
        for one in made:
            one.put(lines)
    return made


class MadeUpVectors:
    """Vectors that hang on the text and mean nothing: a VectorsOf. They are unpacked as stored ones are."""

    def __init__(self, encoder: Encoder) -> None:
        self._size = encoder.size
        pool = np.random.default_rng(1).normal(size=(_POOL, encoder.size)).astype(np.float32)
        self._kept = [meanings.as_bytes(row) for row in of_length_one(pool)]

    def __call__(self, texts: Sequence[str]) -> Matrix:
        numbers = [zlib.crc32(text.encode("utf-8", "replace")) for text in texts]
        halves = ([self._kept[part % _POOL] for part in some] for some in (numbers, [one >> 12 for one in numbers]))
        one, other = (meanings.unpacked(kept, self._size) for kept in halves)
        return of_length_one(one + other)
