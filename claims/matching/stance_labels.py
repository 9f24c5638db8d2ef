"""Work out from labelled pairs which texts tell of one event, and which stance each body takes by itself."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from claims.analysis import pair_stance
from claims.analysis.stance_lexicons import AGAINST, FOR, OBSERVING
from claims.matching.stance_data import LabelledStances

FOLDS: Final = 5
_SEED: Final = 1
_PUNCTUATION: Final = re.compile(r"[\W_]+")
_OTHER_SIDE: Final = {FOR: AGAINST, AGAINST: FOR}


class Events:
    """Claims, headlines and bodies joined into events: what shares a claim, a related pair or a title is one event."""

    def __init__(self, data: LabelledStances) -> None:
        self._above: dict[tuple[str, str], tuple[str, str]] = {}
        titles: dict[str, tuple[str, str]] = {}
        for claim in data.claims:
            self._top(("claim", claim))
        for key, text in data.headlines.items():
            self._join(("headline", key), titles.setdefault(plain(text), ("headline", key)))
        for key in data.bodies:
            self._top(("body", key))
        for pair in data.pairs:
            if pair.stance != pair_stance.UNRELATED:
                self._join(("headline", pair.headline), ("body", pair.body))
        for article in data.articles:
            for claim in article.shares:
                self._join(("claim", article.claim), ("claim", claim))
            if plain(article.title) in titles:
                self._join(("claim", article.claim), titles[plain(article.title)])
            if article.body_key in data.bodies:
                self._join(("claim", article.claim), ("body", article.body_key))

    def of(self, noun: str, key: str) -> str:
        """The name of the event that a "claim", "headline" or "body" belongs to."""
        return ":".join(self._top((noun, key)))

    def _top(self, one: tuple[str, str]) -> tuple[str, str]:
        self._above.setdefault(one, one)
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def _join(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        first, last = sorted((self._top(one), self._top(other)))
        self._above[last] = first


def folds(events: Events, data: LabelledStances) -> dict[str, int]:
    """The part of each event, FOLDS parts of about as many bodies: what is held out is always a whole event."""
    sizes = Counter(events.of("body", key) for key in data.bodies)
    sizes.update(dict.fromkeys((events.of("claim", key) for key in data.claims), 0))
    sizes.update(dict.fromkeys((events.of("headline", key) for key in data.headlines), 0))
    order = sorted(sizes)
    random.Random(_SEED).shuffle(order)
    load, parts = [0.0] * FOLDS, dict[str, int]()
    for event in sorted(order, key=lambda one: -sizes[one]):
        part = load.index(min(load))
        load[part] += sizes[event] + 0.1
        parts[event] = part
    return parts


def headline_stances(data: LabelledStances) -> dict[str, str]:
    """The stance of each headline of the pairs whose title is an article's: the commonest one."""
    told: dict[str, Counter[str]] = {}
    for article in data.articles:
        told.setdefault(plain(article.title), Counter())[article.stance] += 1
    return {key: told[plain(text)].most_common(1)[0][0] for key, text in data.headlines.items() if plain(text) in told}


def body_stances(data: LabelledStances, headlines: Mapping[str, str]) -> dict[str, str]:
    """The stance of each body, from the stances of its headlines and the labels of its pairs: the commonest one.

    A headline that takes a side turns its pair's label into the body's stance; one that only observes makes every
    pair a discussion, and says little.
    """
    told: dict[str, Counter[str]] = {}
    for pair in data.pairs:
        side = headlines.get(pair.headline)
        if side is not None and pair.stance != pair_stance.UNRELATED:
            counts = told.setdefault(pair.body, Counter())
            if side != OBSERVING:
                counts[_read_through(side, pair.stance)] += 2
            elif pair.stance == pair_stance.DISCUSS:
                counts[OBSERVING] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in told.items() if counts}


def _read_through(side: str, label: str) -> str:
    if label == pair_stance.DISCUSS:
        return OBSERVING
    return side if label == pair_stance.AGREE else _OTHER_SIDE[side]


def plain(title: str) -> str:
    """A title without what two copies of a data set write differently."""
    return _PUNCTUATION.sub("", title.lower())
