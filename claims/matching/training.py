"""Learn what each feature counts, from articles whose claims are known.

The method: a logistic regression (Newton's method with a ridge) over the features of every claim on an article's
shortlist; once with all claims in the store, and once with nothing but claims that no article follows up, so that the
model also learns what an article without a recorded claim looks like. One regression for every set of encoders.
"""

import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from claims.analysis import feature_names, features, glossary, roots, second_look, similarity, weight_sets, words
from claims.analysis.claim_index import ClaimIndex, QueryText
from claims.analysis.encoders import Encoder
from claims.analysis.languages import Language
from claims.analysis.lexical_model import Model
from claims.analysis.meanings import MeaningIndex, RememberingEncoder
from claims.analysis.similarity import Asked, Compared
from claims.analysis.weight_sets import FOREIGN, SAME, WeightSet
from claims.matching.labelled import LabelledArticle, LabelledData

Matrix = npt.NDArray[np.float64]

RIDGE: Final = 10.0
SECOND_RIDGE: Final = 1.0
ANOTHER: Final = Language("another", is_supported=True, confidence=1.0)
_SAMPLE: Final = 2000  # claims whose mean vector is the centre of an encoder's vectors


@dataclass(frozen=True, slots=True)
class Shortlist:
    """One article and the claims it was compared with; is_recorded: False when its own were not in the store."""

    article: LabelledArticle
    compared: tuple[Compared, ...]
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """Which weights are learned: for one language or two, and the encoders whose cosines are among the features."""

    kind: str
    encoders: tuple[str, ...]

    @property
    def name(self) -> str:
        return weight_sets.name_of(self.kind, self.encoders)

    def columns(self) -> tuple[str, ...]:
        """The features that are measured, those of rivals not among them."""
        words = feature_names.LEXICAL if self.kind == SAME else feature_names.FOREIGN
        return (*words, *(feature_names.MEANING + name for name in self.encoders))

    @property
    def looks_again(self) -> bool:
        """Whether open articles are read on."""
        return self.kind == SAME and second_look.ENCODER in self.encoders

    def finds(self, one: Compared) -> bool:
        """Whether a matcher with these encoders alone would have found the claim."""
        return bool(one.found_by & {similarity.LEXICAL, *self.encoders})


class Trainer:
    """The labelled data with its encoders: texts are encoded once for all folds."""

    def __init__(self, data: LabelledData, encoders: Iterable[Encoder]) -> None:
        self.data = data
        self._encoders = tuple(map(RememberingEncoder, encoders))
        sample = [claim.text for claim in data.distractors[:_SAMPLE]]
        self.centres = {
            one.version: tuple(round(float(part), 4) for part in one.encode(sample).mean(axis=0))
            for one in self._encoders
            if sample
        }

    def kinds(self) -> tuple[Kind, ...]:
        """Every set that can be asked for with these encoders: a slow one only helps between languages."""
        within = [one.name for one in self._encoders if one.name != "e5"]
        between = [one.name for one in self._encoders if len(one.languages) > 1]
        return tuple(
            Kind(kind, some)
            for kind, names in ((SAME, within), (FOREIGN, between))
            for size in range(len(names) + 1)
            for some in itertools.combinations(sorted(names), size)
        )

    def shortlists(self, articles: Iterable[LabelledArticle], model: Model, *, is_foreign: bool) -> list[Shortlist]:
        """Every article against its shortlist, among all claims and among those that nothing follows up."""
        model = replace(model, centres=self.centres)
        index = ClaimIndex(model)
        index.put_many([*self.data.claims, *self.data.distractors])
        indexes = [self._by_meaning(one, model) for one in self._encoders]
        followed_up = frozenset(claim.claim_id for claim in self.data.claims)
        found = []
        for article in articles:
            query = as_if_foreign(article) if is_foreign else QueryText(article.title, article.text)
            # What the words say is lost in part, what an encoder makes of the headline is not.
            vectors = similarity.ask(QueryText(article.title, ""), model, indexes).vectors
            asked = replace(similarity.ask(query, model), vectors=vectors)
            if is_foreign:
                asked = replace(asked, language=ANOTHER)
            for without in (frozenset[int](), followed_up):
                compared = similarity.compare(asked, index, indexes, without)
                found.append(Shortlist(article, self._read_on(asked, compared, index, indexes), not without))
        return found

    def _read_on(
        self, asked: Asked, compared: tuple[Compared, ...], index: ClaimIndex, indexes: Sequence[MeaningIndex]
    ) -> tuple[Compared, ...]:
        """The claims with what a second look would add, where an encoder is there that reads on."""
        if asked.language == ANOTHER or second_look.ENCODER not in asked.vectors:
            return compared
        cosines = similarity.read_on(asked, [one.line.claim_id for one in compared], index, indexes)
        return tuple(
            replace(one, measured={**one.measured, **second_look.measure(one.measured, cosines.get(one.line.claim_id))})
            for one in compared
        )

    def _by_meaning(self, encoder: Encoder, model: Model) -> MeaningIndex:
        index = MeaningIndex(encoder, centre=model.centres.get(encoder.version))
        index.put({claim.claim_id: [claim.text] for claim in [*self.data.claims, *self.data.distractors]})
        return index

    def learned(self, model: Model, shortlists: Mapping[str, Sequence[Shortlist]]) -> Model:
        """The model with all it learns from the shortlists of one language (SAME) and of two (FOREIGN)."""
        chance = {kind: chance_of(kind, some) for kind, some in shortlists.items()}
        sets = {one.name: fit_kind(one, shortlists[one.kind], chance[one.kind]) for one in self.kinds()}
        return replace(model, sets=sets, chance=chance, centres=self.centres)


def chance_of(kind: str, shortlists: Iterable[Shortlist]) -> dict[str, float]:
    """What claims reach that nothing follows up."""
    return features.chance_of(
        [
            [one.measured for one in shortlist.compared if one.kind == kind]
            for shortlist in shortlists
            if not shortlist.is_recorded
        ]
    )


def rows_of(
    kind: Kind, shortlist: Shortlist, chance: Mapping[str, float]
) -> tuple[list[Compared], list[dict[str, float]]]:
    """What a matcher of this kind would have seen of a shortlist: its claims, and their features with rivals."""
    seen = [one for one in shortlist.compared if one.kind == kind.kind and kind.finds(one)]
    columns = kind.columns()
    return seen, features.with_rivals([{name: one.measured.get(name, 0.0) for name in columns} for one in seen], chance)


def fit_kind(kind: Kind, shortlists: Iterable[Shortlist], chance: Mapping[str, float]) -> WeightSet:
    """Fit, drop every group of features that speaks the wrong way round, and fit again."""
    rows: list[dict[str, float]] = []
    truth: list[float] = []
    for shortlist in shortlists:
        seen, measured = rows_of(kind, shortlist, chance)
        rows += measured
        truth += [float(one.line.claim_id in shortlist.article.own) for one in seen]
    names = sorted(rows[0])
    matrix, right = np.array([[row[name] for name in names] for row in rows]), np.array(truth)
    while True:
        intercept, fitted = fit_logistic(matrix, right)
        wrong = wrong_way_round(dict(zip(names, fitted * matrix.std(axis=0), strict=True)))
        kept = [place for place, name in enumerate(names) if feature_names.group_of(name) not in wrong]
        if len(kept) == len(names):
            break
        names, matrix = [names[place] for place in kept], matrix[:, kept]
    weights = {name: round(float(weight), 5) for name, weight in zip(names, fitted, strict=True)}
    typical = {name: round(float(mean), 5) for name, mean in zip(names, matrix.mean(axis=0), strict=True)}
    return WeightSet(kind.name, round(intercept, 5), weights, typical)


def fit_second_look(
    first: WeightSet, rows: Sequence[Sequence[float]], truth: Sequence[float], *, move: float
) -> WeightSet:
    """The weights for what is read on, as one regression; rows, truth: see second_weights; move: added to the logit."""
    intercept, (weight, *others) = second_weights(rows, truth)
    more = dict(zip(second_look.WEIGHED, others, strict=True))
    means = np.mean(rows, axis=0)[1:] if rows else [0.0] * len(more)
    typical = {name: round(float(mean), 5) for name, mean in zip(more, means, strict=True)}
    whole = first.followed_by(intercept + move, weight, more, typical)
    rounded = {name: round(float(one), 5) for name, one in whole.weights.items()}
    return replace(whole, intercept=round(whole.intercept, 5), weights=rounded)


def second_weights(rows: Sequence[Sequence[float]], truth: Sequence[float]) -> tuple[float, list[float]]:
    """Intercept and weights of a second look: of the first one's logit and the WEIGHED features of second_look.

    rows: for each claim of an open article the logit that a first look gave which had not learned from it, and those
    features, shape (claims, 1 + WEIGHED); truth: 1 for what the article follows up. Without rows the logit stays.
    """
    if not rows:
        return 0.0, [1.0, *[0.0] * len(second_look.WEIGHED)]
    intercept, weights = fit_logistic(np.array(rows), np.array(truth), ridge=SECOND_RIDGE)
    return intercept, [float(one) for one in weights]


def wrong_way_round(effects: Mapping[str, float]) -> set[str]:
    """The groups that speak against a claim for being more alike; effects: of one standard deviation, on the logit."""
    sums: dict[str, float] = {}
    for name, effect in effects.items():
        sign = -1 if feature_names.bare(name) in feature_names.AGAINST else 1
        group = feature_names.group_of(name)
        sums[group] = sums.get(group, 0.0) + sign * float(effect)
    return {group for group, total in sums.items() if total < 0 and group != feature_names.SIZES}


def as_if_foreign(article: LabelledArticle) -> QueryText:
    """The article as it would reach us in another language: of its words, those that translation carries over.

    Names, numbers and what the glossary knows stay as they are; of any other word nobody knows what it says.
    """
    return QueryText(_carried_over(article.title), _carried_over(article.text))


def _carried_over(text: str) -> str:
    known = _english_of_the_glossary()
    parts, end = [], 0
    for word in words.words_of(text):
        is_carried = word.is_number or word.is_capital or word.root in known
        parts += [text[end : word.start], text[word.start : word.end] if is_carried else "q" * (word.end - word.start)]
        end = word.end
    return "".join([*parts, text[end:]])


@functools.cache
def _english_of_the_glossary() -> frozenset[str]:
    return frozenset(roots.root_of(english) for _, _, english in glossary.read(glossary.GLOSSARY_FILE))


def fit_logistic(matrix: Matrix, truth: Matrix, *, ridge: float = RIDGE, rounds: int = 40) -> tuple[float, Matrix]:
    """Intercept and weights of a logistic regression; matrix (rows, features), truth (rows,) of 0 and 1.

    Newton's method on standardised columns, the ridge on all but the intercept; weights are for the columns as given.
    """
    centre, spread = matrix.mean(axis=0), matrix.std(axis=0)
    spread[spread == 0] = 1.0
    columns = np.column_stack([np.ones(len(matrix)), (matrix - centre) / spread])
    penalty = np.diag([0.0] + [ridge] * matrix.shape[1])
    beta = np.zeros(columns.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(columns @ beta, -35, 35)))
        slope = columns.T @ (chance - truth) + penalty @ beta
        bend = (columns * (chance * (1 - chance))[:, None]).T @ columns + penalty + 1e-9 * np.eye(len(beta))
        step = np.linalg.solve(bend, slope)
        beta -= step
        if np.abs(step).max() < 1e-9:
            break
    weights: Matrix = beta[1:] / spread
    return float(beta[0] - weights @ centre), weights
