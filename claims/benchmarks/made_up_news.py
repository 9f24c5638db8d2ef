"""Make up claims and articles whose words are as frequent as in the news, the same ones for the same seed.

Ten claims share a topic (its names and its particular words), so that each has near rivals. Words come from the
matcher's table of news words, drawn by the number of documents they stand in; names are made of syllables and drawn
by Zipf's law from a pool without end, since new claims bring new names; two words in five are stop words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from claims.analysis.claim_index import ClaimText, QueryText
from claims.analysis.lexical_model import Model
from claims.analysis.roots import STOP_WORDS

BLOCK: Final = 10_000  # claims that are made up, and shuffled, together
CLAIMS_OF_A_TOPIC: Final = 10
ARTICLE_WORDS: Final = 300
_FROM_THE_TOPIC: Final = 4  # of its six words
_SENTENCE: Final = 20  # words
_COMMONEST: Final = 100.0  # names that share the top: the first of them stands in about one claim in 150
_MOST_NAMES: Final = 10**9
_BLOCKS_WRITTEN_ABOUT: Final = 10
_SYLLABLES: Final = (
    "ba", "ko", "ri", "mel", "tan", "ov", "sha", "der", "lin", "gu",
    "pra", "wes", "not", "ich", "el", "dor", "ami", "zu", "hel", "fen",
)  # fmt: skip
_STOPS: Final = np.array(sorted(STOP_WORDS - {"million", "billion", "thousand"}), dtype=object)

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Block:
    """Claims made up together: topics[topic_of[place]] are the words of what texts[place] is about."""

    topics: Words
    topic_of: npt.NDArray[np.int64]
    texts: list[str]


class MadeUpNews:
    """Claims number 0, 1, 2 … and articles that each follow up one of them."""

    def __init__(self, model: Model, *, seed: int = 1) -> None:
        counts = {root: n.documents for root, n in sorted(model.words.items()) if root.isascii() and root.isalpha()}
        self._words = np.array(list(counts), dtype=object)
        self._by_use = _cumulated(np.array(list(counts.values()), float))
        self._by_rarity = _cumulated(np.array(list(counts.values()), float) ** 0.5)
        self._seed = seed

    def claims(self, size: int) -> Iterator[ClaimText]:
        """The first claims, ids from 0."""
        for number in range(-(-size // BLOCK)):
            for place, text in enumerate(self._block(number).texts[: size - number * BLOCK]):
                yield ClaimText(number * BLOCK + place, text)

    def articles(self, claims: int, count: int) -> list[QueryText]:
        """Articles of a title and ARTICLE_WORDS words about claims among the first so many."""
        dice = np.random.default_rng([self._seed, 1, claims])
        numbers = dice.choice(max(1, claims // BLOCK), _BLOCKS_WRITTEN_ABOUT)
        blocks = [self._block(int(number)) for number in set(numbers.tolist())]
        return [
            self._article(blocks[turn % len(blocks)], int(dice.integers(min(claims, BLOCK))), dice)
            for turn in range(count)
        ]

    def _article(self, block: Block, place: int, dice: np.random.Generator) -> QueryText:
        own, about = np.array(block.texts[place].split(), object), block.topics[block.topic_of[place]]
        title = dice.permutation(np.concatenate([dice.choice(own, 6), dice.choice(about, 2)]))
        parts = [dice.choice(own, 20), dice.choice(about, 25), self._drawn(dice, 135), dice.choice(_STOPS, 120)]
        text = dice.permutation(np.concatenate(parts)).reshape(-1, _SENTENCE)
        return QueryText(" ".join(title), " ".join(" ".join(sentence) + "." for sentence in text))

    def _block(self, number: int) -> Block:
        dice = np.random.default_rng([self._seed, 0, number])
        topics = self._topics(dice)
        topic_of = dice.permutation(np.repeat(np.arange(len(topics)), CLAIMS_OF_A_TOPIC))
        chosen = np.argsort(dice.random((BLOCK, topics.shape[1])), axis=1)[:, :_FROM_THE_TOPIC]
        about = np.take_along_axis(topics[topic_of], chosen, axis=1)
        words = np.concatenate([about, self._drawn(dice, (BLOCK, 4)), dice.choice(_STOPS, (BLOCK, 5))], axis=1)
        words = np.take_along_axis(words, np.argsort(dice.random(words.shape), axis=1), axis=1)
        lengths = dice.integers(8, words.shape[1] + 1, BLOCK).tolist()
        return Block(topics, topic_of, [" ".join(row[:n]) for row, n in zip(words.tolist(), lengths, strict=True)])

    def _topics(self, dice: np.random.Generator) -> Words:
        size = BLOCK // CLAIMS_OF_A_TOPIC
        ranks = np.minimum(1 + _COMMONEST * dice.pareto(0.5, 2 * size), _MOST_NAMES).astype(np.int64)
        names = [_name(rank) for rank in ranks.tolist()]
        return np.concatenate(
            [np.array(names, object).reshape(size, 2), self._drawn(dice, (size, 4), self._by_rarity)], axis=1
        )

    def _drawn(self, dice: np.random.Generator, shape: int | tuple[int, int], cumulated: Floats | None = None) -> Words:
        places = np.searchsorted(self._by_use if cumulated is None else cumulated, dice.random(shape))
        return np.asarray(self._words[np.minimum(places, len(self._words) - 1)])


def _cumulated(shares: Floats) -> Floats:
    return np.asarray(np.cumsum(shares) / shares.sum())


def _name(rank: int) -> str:
    """The name of a rank: the commoner, the shorter."""
    name = ""
    while rank:
        rank, syllable = divmod(rank, len(_SYLLABLES))
        name += _SYLLABLES[syllable]
    return name.capitalize()
