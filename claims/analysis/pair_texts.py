"""Read a headline and a body once for all the pairs they stand in."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from claims.analysis import lexical_features, stance_cues, words
from claims.analysis.lexical_model import FAMILY_OF, Model

Floats = npt.NDArray[np.float64]

LONGEST_HEADLINE: Final = 500  # characters read
LONGEST_BODY: Final = 12_000
LEAD_WORDS: Final = 60
MOST_SENTENCES: Final = 300
_LONGEST_FOR_LETTERS: Final = 3_000
_LETTERS: Final = 5
_MOST_CUES: Final = 4.0  # of one kind in one stretch: more says no more
_PLACE_OF: Final = {kind: place for place, kind in enumerate(stance_cues.KINDS)}
_NOT_A_LETTER: Final = re.compile(r"\W+")
_QUOTING: Final = re.compile(r"[\"“”„«»]|(?<!\w)['‘]")


@dataclass(frozen=True, slots=True)
class HeadlineText:
    """A headline's roots with their rarity, its names, numbers, runs of letters and cues."""

    text: str
    words: tuple[str, ...]
    rarity: Mapping[str, float]
    total: float
    by_rarity: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    letters: frozenset[str]
    vector: Mapping[str, float]
    cues: Floats


@dataclass(frozen=True, slots=True)
class BodyText:
    """A body's roots as a whole, in its lead and by sentence, and the cues of every sentence (sentences, kinds)."""

    text: str
    sentences: tuple[frozenset[str], ...]
    places: Mapping[str, int]
    families: frozenset[str]
    lead: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    letters: frozenset[str]
    vector: Mapping[str, float]
    lead_vector: Mapping[str, float]
    length: int
    cues: Floats
    questions: int
    quotes: int


def read_headline(text: str, model: Model) -> HeadlineText:
    """The first LONGEST_HEADLINE characters of a headline, or of a claim that stands for one."""
    read = text[:LONGEST_HEADLINE]
    listed = list(words.words_of(read))
    roots = tuple(word.root for word in listed)
    rarity = {root: model.rarity(root) for root in roots}
    return HeadlineText(
        text=read,
        words=roots,
        rarity=rarity,
        total=sum(rarity.values()) or 1.0,
        by_rarity=tuple(sorted(rarity, key=lambda root: (-rarity[root], root))),
        names=frozenset(w.root for w in listed if not w.is_number and model.usually_capital(w.root)),
        numbers=frozenset(w.root for w in listed if w.is_number),
        pairs=frozenset(pairwise(roots)),
        letters=_letters(read),
        vector=lexical_features.vector(Counter(roots), model),
        cues=count_cues(read),
    )


def read_body(text: str, model: Model) -> BodyText:
    """The first LONGEST_BODY characters of a body, at most MOST_SENTENCES sentences of it."""
    read = text[:LONGEST_BODY]
    sentences = [one.text for one in words.sentences_of(read)][:MOST_SENTENCES] or [""]
    by_sentence = [[word.root for word in words.words_of(one)] for one in sentences]
    roots = [root for one in by_sentence for root in one]
    return BodyText(
        text=read,
        sentences=tuple(frozenset(one) for one in by_sentence),
        places=_first_places(roots),
        families=frozenset(FAMILY_OF[root] for root in set(roots) if root in FAMILY_OF),
        lead=frozenset(roots[:LEAD_WORDS]),
        pairs=frozenset(pairwise(roots)),
        letters=_letters(read[:_LONGEST_FOR_LETTERS]),
        vector=lexical_features.vector(Counter(roots), model),
        lead_vector=lexical_features.vector(Counter(roots[:LEAD_WORDS]), model),
        length=len(roots),
        cues=np.array([count_cues(one) for one in sentences]),
        questions=read.count("?"),
        quotes=len(_QUOTING.findall(read)),
    )


def count_cues(text: str) -> Floats:
    """How many English cues of each kind stand in the text, at most _MOST_CUES of one kind."""
    counts = np.zeros(len(stance_cues.KINDS))
    for cue in stance_cues.find(text):
        for kind in cue.kinds:
            counts[_PLACE_OF[kind]] += 1
    return np.minimum(counts, _MOST_CUES)


def _letters(text: str) -> frozenset[str]:
    plain = _NOT_A_LETTER.sub(" ", text.lower())
    return frozenset(plain[i : i + _LETTERS] for i in range(len(plain) - _LETTERS + 1))


def _first_places(roots: Iterable[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, root in enumerate(roots):
        places.setdefault(root, place)
    return places
