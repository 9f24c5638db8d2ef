"""Tell how alike two texts are written, letter by letter: a name is known again in another spelling."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from claims.analysis.words import Word

_LENGTHS: Final = (3, 4, 5)  # letters of a gram
_MOST_WORDS: Final = 60


def grams(words: Iterable[Word], rarity: Callable[[str], float]) -> dict[str, float]:
    """The letter groups of a text's roots as a vector of length 1; each word weighs its rarity in all.

    Character n-grams within word borders (McNamee and Mayfield 2004), over roots: what the tokenizer has spelled in
    Latin letters meets a name whatever alphabet it was written in.
    """
    weights: dict[str, float] = {}
    for word in list(words)[:_MOST_WORDS]:
        found = _grams_of(word.root)
        share = rarity(word.root) / len(found)
        for gram in found:
            weights[gram] = weights.get(gram, 0.0) + share
    length = math.sqrt(math.fsum([weight * weight for weight in weights.values()]))
    return {gram: weight / length for gram, weight in weights.items()} if length else {}


def _grams_of(root: str) -> list[str]:
    written = f"^{root}$"
    return [written[i : i + n] for n in _LENGTHS for i in range(len(written) - n + 1)] or [written]


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine (0..1) of two texts' letter groups."""
    if len(other) < len(one):
        one, other = other, one
    return math.fsum([weight * other[gram] for gram, weight in one.items() if gram in other])
