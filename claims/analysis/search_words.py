"""Say by which words an article is found, and by which a claim or a reader looks for it."""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from claims.analysis import numbers_and_names, words
from claims.analysis.lexical_features import LONGEST_TEXT, LONGEST_TITLE
from claims.analysis.lexical_model import Model

HEADLINE: Final = "="  # stands before a word of the headline; a word in a headline says more of what a story is about
MOST_WORDS: Final = 24  # of a claim that are looked for
TELLING: Final = 0.8  # of a claim's weight; measured: half the rows of the index, and no article less is found
LONGEST_QUERY: Final = 1_000  # characters read of what somebody types
MOST_TYPED: Final = 10  # words of it
_WEIGHT_UNIT: Final = 1_000  # whole numbers add up alike on every database
_PUNCTUATION: Final = frozenset(".,'")  # within a number or a name


def of_article(title: str, text: str) -> str:
    """Each word of an article once, by its root, those of the headline also as such; sorted, with spaces between."""
    headline = set(_roots(title[:LONGEST_TITLE]))
    return " ".join(sorted({HEADLINE + root for root in headline} | headline | set(_roots(text[:LONGEST_TEXT]))))


def of_claim(lines: Iterable[str], model: Model) -> dict[str, int]:
    """The words to look for with what each counts, by its rarity in the news, names and numbers first.

    A frequent word says little and stands in half of all articles: only the rarest MOST_WORDS are looked for.
    """
    weights: dict[str, int] = {}
    telling: set[str] = set()
    for line in lines:
        found = list(words.words_of(line))
        named = numbers_and_names.names_in(found, usually_capital=model.usually_capital)
        telling |= {_plain(root) for root in (*named, *numbers_and_names.numbers_in(found))}
        weights |= {_plain(word.root): math.floor(model.rarity(word.root) * _WEIGHT_UNIT) for word in found}
    chosen = sorted(weights, key=lambda root: (root not in telling, -weights[root], root))
    return _everywhere({root: weights[root] for root in chosen[:MOST_WORDS] if root and weights[root] > 0})


def _everywhere(weights: Mapping[str, int]) -> dict[str, int]:
    """The words with their second weight, for a headline that holds them."""
    return {**weights, **{HEADLINE + root: weight for root, weight in weights.items()}}


def telling(weights: Mapping[str, int]) -> dict[str, int]:
    """The words that make up TELLING of all the weight, the heaviest first: what lacks them all is about other things.

    The idea of MaxScore (Turtle and Flood, 1995): the light words, which stand in most articles, cannot lift an article
    that holds none of the others to the top.
    """
    heaviest = sorted(weights, key=lambda word: (-weights[word], word))
    before = itertools.accumulate((weights[word] for word in heaviest), initial=0)
    enough = TELLING * sum(weights.values())
    return {word: weights[word] for word, sofar in zip(heaviest, before, strict=False) if sofar < enough}


def of_typed(query: str, *, in_headline: bool = False) -> tuple[str, ...]:
    """The words of what somebody typed, all of which an article must hold; whatever else was typed is left out."""
    roots = tuple(dict.fromkeys(_roots(query[:LONGEST_QUERY])))[:MOST_TYPED]
    return tuple(HEADLINE + root for root in roots) if in_headline else roots


def _roots(text: str) -> Iterator[str]:
    return filter(None, (_plain(word.root) for word in words.words_of(text)))


def _plain(root: str) -> str:
    """A root that no engine cuts in two: letters, digits and the punctuation of numbers, in small letters.

    Taking a ligature apart may leave spaces and brackets in a root.
    """
    return "".join(c for c in root.casefold() if c.isalnum() or c in _PUNCTUATION)
