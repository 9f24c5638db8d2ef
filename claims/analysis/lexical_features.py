"""Read an article and a claim once for all comparisons: their words by weight, names, numbers, spelling."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claims.analysis import languages, numbers_and_names, spelling, words
from claims.analysis.lexical_model import FAMILY_OF, Model
from claims.analysis.words import Sentence

LONGEST_TITLE: Final = 500  # characters read
LONGEST_TEXT: Final = 12_000  # characters read: beyond them an article seldom turns to the claim for the first time
LEAD_WORDS: Final = 60  # after stop words, about the first hundred as printed
BODY_WORDS: Final = 180
SHARED: Final = 0.6  # what a word of the same family counts; a name met this well is shared
_LIKENESS: Final = 0.8  # what two words with a long common beginning count at most
_PREFIX: Final = 4
DAMPING: Final = 8.0  # in units of rarity: a claim of one or two words is like many articles and about none of them
_FAMILY_WEIGHT: Final = 0.5


class Bag:
    """The roots of a stretch of text, asked how well each root of a claim is met there.

    part_of: a bag that holds them all; what is not met there, which is most, is not looked for here.
    """

    def __init__(self, roots: Iterable[str], *, part_of: "Bag | None" = None) -> None:
        self.roots = Counter(roots)
        self._part_of = part_of
        self._families = {FAMILY_OF[root] for root in self.roots if root in FAMILY_OF}
        self._beginnings: dict[str, list[str]] = {}
        for root in self.roots:
            self._beginnings.setdefault(root[:_PREFIX], []).append(root)
        self._met: dict[str, float] = {}  # rivals share their words: each is looked for once

    def meets(self, root: str) -> float:
        """1 for the same root, less for a word of its family or one with the same beginning, else 0."""
        met = self._met.get(root)
        if met is None:
            met = self._met[root] = self._meeting(root)
        return met

    def _meeting(self, root: str) -> float:
        if root in self.roots:
            return 1.0
        if self._part_of is not None and not self._part_of.meets(root):
            return 0.0
        if FAMILY_OF.get(root, "") in self._families:
            return SHARED
        if len(root) < _PREFIX:
            return 0.0
        return max(
            (_likeness(root, other) for other in self._beginnings.get(root[:_PREFIX], ())),
            default=0.0,
        )


def _likeness(one: str, other: str) -> float:
    if one.isdigit() or other.isdigit():
        return 0.0
    same = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    share = 2 * same / (len(one) + len(other))
    return _LIKENESS * share if share >= 0.7 else 0.0


def vector(roots: Mapping[str, int], model: Model, *, damping: float = 0.0) -> dict[str, float]:
    """TF-IDF of length 1 over roots and their families: (1 + ln tf) times rarity; shorter than 1 when damped."""
    families: Counter[str] = Counter()
    for root in [root for root in roots if root in FAMILY_OF]:
        families[FAMILY_OF[root]] += roots[root]
    pairs = zip(roots.items(), model.rarities(roots), strict=True)
    weights = {root: rarity if n == 1 else (1 + math.log(n)) * rarity for (root, n), rarity in pairs}
    weights |= {family: weight_of(family, n, model) for family, n in families.items()}
    length = math.sqrt(math.fsum([weight * weight for weight in weights.values()]) + damping * damping)
    return {root: weight / length for root, weight in weights.items() if weight} if length else {}


def weight_of(root: str, times: int, model: Model) -> float:
    """What a root or a family that stands so many times in a text weighs before the text's length is divided out."""
    rarity = model.rarity(root) * _FAMILY_WEIGHT if root.startswith("~") else model.rarity(root)
    return rarity if times == 1 else (1 + math.log(times)) * rarity


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two vectors of length 1 (0..1)."""
    return math.fsum(weight * other[root] for root, weight in one.items() if root in other)


class PreparedClaim:
    """One line of a claim (its statement, or a quotation), read once when it enters the index."""

    __slots__ = (
        "_language",
        "_rarity",
        "_spelling",
        "claim_id",
        "names",
        "numbers",
        "rarities",
        "text",
        "total",
        "vector",
        "words",
    )

    def __init__(self, claim_id: int, text: str, model: Model) -> None:
        self.claim_id, self.text = claim_id, text
        self.words = tuple(words.words_of(text))
        self.rarities = {word.root: model.rarity(word.root) for word in self.words}
        self.total = math.fsum(self.rarities.values())
        self.vector = vector(Counter(word.root for word in self.words), model, damping=DAMPING)
        self.names = numbers_and_names.names_in(self.words, usually_capital=model.usually_capital)
        self.numbers = numbers_and_names.numbers_in(self.words)
        self._rarity = model.rarity
        self._spelling: dict[str, float] | None = None
        self._language = ""

    @property
    def spelling(self) -> Mapping[str, float]:
        """The line's letter groups, for comparing it with another language; made when they are first asked for."""
        if self._spelling is None:
            self._spelling = spelling.grams(self.words, self._rarity)
        return self._spelling

    @property
    def language(self) -> str:
        """The code of the line's language, told when it is first asked for."""
        self._language = self._language or languages.language_of(self.text).code
        return self._language

    def coverage(self, bag: Bag) -> float:
        """The share of the claim's words, weighed by rarity, that is met in the bag (0..1)."""
        met = math.fsum([rarity * bag.meets(root) for root, rarity in self.rarities.items()])
        return met / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article's title and text, read once for all the claims it is compared with."""

    title: str
    sentences: tuple[Sentence, ...]
    met_in: Mapping[str, Sequence[int]]  # root or family -> numbers of the sentences that hold it
    title_bag: Bag
    lead_bag: Bag
    text_bag: Bag
    everything: Bag
    title_vector: Mapping[str, float]
    lead_vector: Mapping[str, float]
    text_vector: Mapping[str, float]
    title_spelling: Mapping[str, float]
    title_rarities: Mapping[str, float]


def prepare_article(title: str, text: str, model: Model) -> PreparedArticle:
    """Read an article: the first LONGEST_TITLE characters of its title, LONGEST_TEXT of its text."""
    sentences = tuple(words.sentences_of(text[:LONGEST_TEXT]))
    by_sentence = [words.roots_of_text(sentence.text) for sentence in sentences]
    in_title, in_text = words.roots_of_text(title[:LONGEST_TITLE]), [root for roots in by_sentence for root in roots]
    everything = Bag(in_title + in_text)
    title_bag = Bag(in_title, part_of=everything)
    lead_bag = Bag(in_title + in_text[:LEAD_WORDS], part_of=everything)
    text_bag = Bag(in_title + in_text[:BODY_WORDS], part_of=everything)
    return PreparedArticle(
        title=title,
        sentences=sentences,
        met_in=_met_in(by_sentence),
        title_bag=title_bag,
        lead_bag=lead_bag,
        text_bag=text_bag,
        everything=everything,
        title_vector=vector(title_bag.roots, model),
        lead_vector=vector(lead_bag.roots, model),
        text_vector=vector(text_bag.roots, model),
        title_spelling=spelling.grams(words.words_of(title[:LONGEST_TITLE]), model.rarity),
        title_rarities={root: model.rarity(root) for root in title_bag.roots},
    )


def article_vectors(title: str, text: str, model: Model) -> tuple[dict[str, float], dict[str, float]]:
    """The title_vector and text_vector of prepare_article, without the rest of it."""
    roots = words.roots_of_text(title[:LONGEST_TITLE])
    both = [*roots, *words.first_roots(text[:LONGEST_TEXT], BODY_WORDS)]
    return vector(Counter(roots), model), vector(Counter(both), model)


def _met_in(by_sentence: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for number, roots in enumerate(by_sentence):
        held = set(roots)
        for root in held | {FAMILY_OF[root] for root in held if root in FAMILY_OF}:
            places.setdefault(root, []).append(number)
    return places
