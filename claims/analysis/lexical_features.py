"""Measure how one article and one claim agree in words, names and numbers."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claims.analysis import numbers_and_names, words
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

# More of these can only speak for the claim, of AGAINST only against it; the lengths may do either. Training keeps to
# it, so that a reason never reads the wrong way round.
AGAINST: Final = ("names_missing", "numbers_missing")
LENGTHS: Final = ("claim_words", "title_words", "text_words")
# Features that are also compared with the other claims on the shortlist. The rival is the fourth best: an article may
# bear on three claims of one story at once, and none of them should make another look less likely.
CROWD: Final = 4
RIVALLED: Final = ("cos_title", "cos_text", "cover_text")


class Bag:
    """The roots of a stretch of text, asked how well each root of a claim is met there."""

    def __init__(self, roots: Iterable[str]) -> None:
        self.roots = Counter(roots)
        self._families = {FAMILY_OF[root] for root in self.roots if root in FAMILY_OF}
        self._beginnings: dict[str, list[str]] = {}
        for root in self.roots:
            self._beginnings.setdefault(root[:_PREFIX], []).append(root)

    def meets(self, root: str) -> float:
        """1 for the same root, less for a word of its family or one with the same beginning, else 0."""
        if root in self.roots:
            return 1.0
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
    counts = Counter(dict(roots))
    for root, count in roots.items():
        if root in FAMILY_OF:
            counts[FAMILY_OF[root]] += count
    weights = {root: (1 + math.log(n)) * model.rarity(root) * _share(root) for root, n in counts.items()}
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()) + damping * damping)
    return {root: weight / length for root, weight in weights.items() if weight} if length else {}


def _share(root: str) -> float:
    return _FAMILY_WEIGHT if root.startswith("~") else 1.0


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two vectors of length 1 (0..1)."""
    return math.fsum(weight * other[root] for root, weight in one.items() if root in other)


class PreparedClaim:
    """One line of a claim (its statement, or a quotation), read once when it enters the index."""

    __slots__ = (
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


def prepare_article(title: str, text: str, model: Model) -> PreparedArticle:
    """Read an article: the first LONGEST_TITLE characters of its title, LONGEST_TEXT of its text."""
    headline = words.words_of(title[:LONGEST_TITLE])
    sentences = tuple(words.sentences_of(text[:LONGEST_TEXT]))
    by_sentence = [[word.root for word in words.words_of(sentence.text)] for sentence in sentences]
    in_title, in_text = (
        [word.root for word in headline],
        [root for roots in by_sentence for root in roots],
    )
    title_bag, lead_bag = Bag(in_title), Bag(in_title + in_text[:LEAD_WORDS])
    text_bag = Bag(in_title + in_text[:BODY_WORDS])
    return PreparedArticle(
        title=title,
        sentences=sentences,
        met_in=_met_in(by_sentence),
        title_bag=title_bag,
        lead_bag=lead_bag,
        text_bag=text_bag,
        everything=Bag(in_title + in_text),
        title_vector=vector(title_bag.roots, model),
        lead_vector=vector(lead_bag.roots, model),
        text_vector=vector(text_bag.roots, model),
    )


def _met_in(by_sentence: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for number, roots in enumerate(by_sentence):
        held = set(roots)
        for root in held | {FAMILY_OF[root] for root in held if root in FAMILY_OF}:
            places.setdefault(root, []).append(number)
    return places


def coverage(claim: PreparedClaim, bag: Bag) -> float:
    """The share of the claim's words, weighed by rarity, that is met in the bag (0..1)."""
    met = math.fsum(rarity * bag.meets(root) for root, rarity in claim.rarities.items())
    return met / claim.total if claim.total else 0.0


def best_sentence(claim: PreparedClaim, article: PreparedArticle) -> tuple[int, float]:
    """Number of the sentence that covers most of the claim, and its coverage; (-1, 0) when none shares a word."""
    met: dict[int, float] = {}
    for root, rarity in claim.rarities.items():
        same = article.met_in.get(root, ())
        for number in same:
            met[number] = met.get(number, 0.0) + rarity
        for number in article.met_in.get(FAMILY_OF.get(root, ""), ()):
            if number not in same:
                met[number] = met.get(number, 0.0) + rarity * SHARED
    if not met or not claim.total:
        return -1, 0.0
    best = min(met, key=lambda number: (-met[number], number))
    return best, met[best] / claim.total


def features(claim: PreparedClaim, article: PreparedArticle) -> dict[str, float]:
    """What the model looks at, but for the comparison with rivals."""
    return {
        "cos_title": cosine(claim.vector, article.title_vector),
        "cos_lead": cosine(claim.vector, article.lead_vector),
        "cos_text": cosine(claim.vector, article.text_vector),
        "cover_lead": coverage(claim, article.lead_bag),
        "cover_text": coverage(claim, article.text_bag),
        **_names_and_numbers(claim, article),
        "claim_words": math.log1p(len(claim.rarities)),
        "title_words": math.log1p(len(article.title_bag.roots)),
        "text_words": math.log1p(min(len(article.text_bag.roots), BODY_WORDS)),
    }


def _names_and_numbers(claim: PreparedClaim, article: PreparedArticle) -> dict[str, float]:
    names = [article.everything.meets(root) >= SHARED for root in claim.names]
    numbers = [root in article.everything.roots for root in claim.numbers]
    return {
        "names_missing": math.log1p(len(names) - sum(names)),
        "numbers_shared": math.log1p(sum(numbers)),
        "numbers_missing": math.log1p(len(numbers) - sum(numbers)),
    }


def with_margins(rows: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    """Each claim's features and, for the RIVALLED ones, the lead over the CROWD-best claim (negative when behind)."""
    answers = [dict(row) for row in rows]
    for name in RIVALLED:
        ranked = sorted((row[name] for row in rows), reverse=True)
        crowd = ranked[CROWD - 1] if len(ranked) >= CROWD else 0.0
        for own, answer in zip(rows, answers, strict=True):
            answer["margin_" + name.removeprefix("cos_")] = own[name] - crowd
    return answers
