"""Say why a claim was proposed for an article, in the texts' own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from claims.analysis import features
from claims.analysis.languages import Language
from claims.analysis.lexical_features import SHARED, PreparedArticle, PreparedClaim
from claims.analysis.weight_sets import WeightSet

MOST_MOVES: Final = 6  # features that are told, those that moved the score most


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a claim was proposed, in the article's own words.

    words: matched words with the share of the claim each makes up (0..1), heaviest first. sentence_start: where the
    best sentence stands in the text, -1 when it is the title. contributions add up to the logit of the probability;
    moved_most: how far each feature moved it from that of a typical shortlisted claim. language: of the article.
    """

    words: tuple[tuple[str, float], ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    missing_names: tuple[str, ...]
    missing_numbers: tuple[str, ...]
    sentence: str
    sentence_start: int
    features: Mapping[str, float]
    contributions: Mapping[str, float]
    moved_most: tuple[tuple[str, float], ...]
    language: Language

    def as_json(self) -> dict[str, object]:
        """The reasons as JSON values, numbers rounded for storing."""
        return {
            "words": [[word, round(weight, 4)] for word, weight in self.words],
            "names": list(self.names),
            "numbers": list(self.numbers),
            "missing_names": list(self.missing_names),
            "missing_numbers": list(self.missing_numbers),
            "sentence": self.sentence,
            "sentence_start": self.sentence_start,
            "features": {name: round(value, 4) for name, value in self.features.items()},
            "contributions": {name: round(value, 4) for name, value in self.contributions.items()},
            "moved_most": [[name, round(value, 4)] for name, value in self.moved_most],
            "language": self.language.code,
            "language_supported": self.language.is_supported,
        }


def give(
    claim: PreparedClaim,
    article: PreparedArticle,
    *,
    measured: Mapping[str, float],
    weights: WeightSet,
    language: Language,
) -> Reasons:
    """The reasons for one claim; measured: its features, rivals included."""
    met = article.everything
    number, share = features.best_sentence(claim, article)
    in_title = share < claim.coverage(article.title_bag) or number < 0
    sentence = None if in_title else article.sentences[number]
    counted = {name: measured[name] for name in weights.weights}
    return Reasons(
        words=_matched_words(claim, article),
        names=tuple(_shown(claim, root) for root in claim.names if met.meets(root) >= SHARED),
        numbers=tuple(_shown(claim, root) for root in claim.numbers if root in met.roots),
        missing_names=tuple(_shown(claim, root) for root in claim.names if met.meets(root) < SHARED),
        missing_numbers=tuple(_shown(claim, root) for root in claim.numbers if root not in met.roots),
        sentence=sentence.text if sentence else article.title,
        sentence_start=sentence.start if sentence else -1,
        features=counted,
        contributions=weights.contributions(measured),
        moved_most=weights.moved_most(measured)[:MOST_MOVES],
        language=language,
    )


def _matched_words(claim: PreparedClaim, article: PreparedArticle) -> tuple[tuple[str, float], ...]:
    shares = {root: rarity * article.everything.meets(root) for root, rarity in claim.rarities.items()}
    matched = sorted((root for root in shares if shares[root]), key=lambda root: (-shares[root], root))
    return tuple((_shown(claim, root), shares[root] / claim.total) for root in matched)


def _shown(claim: PreparedClaim, root: str) -> str:
    """A root as the claim writes it."""
    word = next(word for word in claim.words if word.root == root)
    return claim.text[word.start : word.end]
