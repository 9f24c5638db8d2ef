"""Say when an article is read on, and what its first sentences add to what its headline says of a claim."""

from collections.abc import Mapping
from typing import Final

from claims.analysis import feature_names

# The encoder that reads on: the quickest that knows sentences.
ENCODER: Final = "minilm"
SENTENCES: Final = 4  # the first ones: that many take about as long as everything else
# Between these probabilities of its best claim an article is open: nearly one in five, most of those that change sides.
OPEN_FROM: Final = 0.06
OPEN_UP_TO: Final = 0.85

SENTENCE: Final = feature_names.SENTENCES + ENCODER
NEAREST: Final = feature_names.NEAREST + ENCODER
_HEADLINE: Final = feature_names.MEANING + ENCODER
MEASURED: Final = frozenset({SENTENCE, NEAREST})
WEIGHED: Final = ("cover_sentence", _HEADLINE, SENTENCE, NEAREST)  # beside the logit of the first look


def is_open(best: float) -> bool:
    """Whether reading on may change what becomes of an article whose best claim has this probability."""
    return OPEN_FROM <= best <= OPEN_UP_TO


def measure(first: Mapping[str, float], cosine: float | None) -> dict[str, float]:
    """What reading on adds to a claim's features; cosine: of its nearest sentence, None where there is no text."""
    headline = first[_HEADLINE]
    nearest = headline if cosine is None else cosine
    return {SENTENCE: nearest, NEAREST: max(nearest, headline)}
