"""Find the claims that an article may follow up, each with its probability and reasons."""

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from claims.analysis import (
    encoders,
    feature_names,
    features,
    languages,
    lexical_features,
    meanings,
    reasons,
    second_look,
    ukrainian,
    weight_sets,
)
from claims.analysis.claim_index import SHORTLIST, ClaimIndex, ClaimText, QueryText
from claims.analysis.encoders import Encoder, Matrix
from claims.analysis.languages import Language
from claims.analysis.lexical_features import PreparedArticle, PreparedClaim
from claims.analysis.lexical_model import DamagedWeights, Model, load_model
from claims.analysis.meanings import MeaningIndex
from claims.analysis.reasons import Reasons
from claims.analysis.weight_sets import FOREIGN, SAME, WeightSet

__all__ = [
    "ClaimIndex",
    "ClaimText",
    "DamagedWeights",
    "MeaningIndex",
    "Model",
    "QueryText",
    "Reasons",
    "Score",
    "load_model",
    "match",
]

# Claims compared in full for their meaning by each encoder, beside SHORTLIST for their words.
NEAR: Final = 10
LEXICAL: Final = "lexical"
_LONGEST_HEADLINE: Final = 300  # characters of a text that has no headline

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Score:
    """One claim an article may follow up; probability 0..1 by the model of that version."""

    claim_id: int
    probability: float
    reasons: Reasons
    model_version: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An article as it is asked about: read once, and its headline's vector by each encoder that reads its language.

    language: is_supported where matching by words or one of the encoders understands it.
    """

    article: PreparedArticle
    language: Language
    vectors: Mapping[str, Vector]


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim that was compared in full; line is the one of its lines that fits best.

    kind: SAME or FOREIGN, whether article and claim are in one language. measured: its features but those that compare
    it with rivals; found_by: LEXICAL and the encoders it is near for.
    """

    line: PreparedClaim
    kind: str
    measured: Mapping[str, float]
    found_by: frozenset[str]


def ask(query: QueryText, model: Model, indexes: Iterable[MeaningIndex] = ()) -> Asked:
    """Read an article, once for all the claims it is held against."""
    article = lexical_features.prepare_article(query.title, query.text, model)
    headline = query.title if query.title.strip() else query.text[:_LONGEST_HEADLINE]
    language = languages.language_of(f"{headline}\n{query.text[:_LONGEST_HEADLINE]}")
    reading = [index.encoder for index in indexes if encoders.reads(index.encoder, language.code)]
    vectors = {encoder.name: encoder.encode([_as_read(encoder, headline, language.code)])[0] for encoder in reading}
    return Asked(article, replace(language, is_supported=language.is_supported or bool(reading)), vectors)


def _as_read(encoder: Encoder, headline: str, language: str) -> str:
    """What an encoder is given: Ukrainian in Russian words, when that is what it has learned."""
    return headline if language in encoder.languages else ukrainian.for_an_encoder(headline)


def compare(
    asked: Asked,
    claims: ClaimIndex,
    indexes: Sequence[MeaningIndex] = (),
    without: frozenset[int] = frozenset(),
) -> tuple[Compared, ...]:
    """The claims nearest by words and by meaning, measured in full, in the order of their ids."""
    lines = {line.claim_id: line for line, _ in claims.nearest(asked.article, SHORTLIST, without)}
    found = {claim_id: {LEXICAL} for claim_id in lines}
    cosines = _cosines(asked, claims, indexes, lines.keys(), without)
    for name, cosine_of in cosines.items():
        for claim_id in sorted(cosine_of, key=lambda one: (-cosine_of[one], one))[:NEAR]:
            found.setdefault(claim_id, set()).add(name)
    return tuple(
        _compared(asked, line, {name: of[claim_id] for name, of in cosines.items()}, frozenset(by))
        for claim_id, by in sorted(found.items())
        if (line := lines.get(claim_id) or claims.first_line(claim_id)) is not None
    )


def _compared(asked: Asked, line: PreparedClaim, meant: Mapping[str, float], found_by: frozenset[str]) -> Compared:
    is_same = asked.language.code == line.language
    measured = (features.measure if is_same else features.measure_foreign)(line, asked.article)
    measured |= {feature_names.MEANING + name: cosine for name, cosine in meant.items()}
    return Compared(line, SAME if is_same else FOREIGN, measured, found_by)


def _cosines(
    asked: Asked,
    claims: ClaimIndex,
    indexes: Sequence[MeaningIndex],
    also: Collection[int],
    without: frozenset[int],
) -> dict[str, dict[int, float]]:
    """By each encoder, the cosine of the nearest line of every claim that any of them, or the words, brought up."""
    reading = [index for index in indexes if index.encoder.name in asked.vectors]
    near = (index.nearest(asked.vectors[index.encoder.name], meanings.COARSE, without) for index in reading)
    lines_of = {claim_id: claims.lines(claim_id) for claim_id in {*also, *itertools.chain.from_iterable(near)}}
    return {
        index.encoder.name: _nearest(index, lines_of, asked.vectors[index.encoder.name][None, :])
        for index in (reading if any(lines_of.values()) else ())
    }


def _nearest(index: MeaningIndex, lines_of: Mapping[int, Sequence[str]], vectors: Matrix) -> dict[int, float]:
    """For every claim the greatest cosine of any of its lines and any of the vectors, shape (vectors, size)."""
    texts = list(itertools.chain.from_iterable(lines_of.values()))
    owners = [claim_id for claim_id, lines in lines_of.items() for _ in lines]
    nearest: dict[int, float] = {}
    every = (index.vectors_of(texts) @ vectors.T).max(axis=1).tolist() if texts else []
    for claim_id, cosine in zip(owners, every, strict=True):
        nearest[claim_id] = max(cosine, nearest.get(claim_id, cosine))
    return nearest


def read_on(
    asked: Asked, claim_ids: Iterable[int], claims: ClaimIndex, indexes: Iterable[MeaningIndex]
) -> dict[int, float]:
    """For each claim the cosine of the nearest of the article's first sentences; empty when none can be read."""
    index = next((one for one in indexes if one.encoder.name == second_look.ENCODER), None)
    sentences = [sentence.text for sentence in asked.article.sentences[: second_look.SENTENCES]]
    if index is None or not sentences:
        return {}
    return _nearest(index, {one: claims.lines(one) for one in claim_ids}, index.encoder.encode(sentences))


def match(
    article: QueryText, *, claims: ClaimIndex, floor: float, most: int = 5, indexes: Sequence[MeaningIndex] = ()
) -> tuple[Score, ...]:
    """The claims an article may follow up with at least the probability `floor`, best first, at most `most`.

    indexes: the same claims by meaning, for each encoder that is present.
    """
    asked = ask(article, claims.model, indexes)
    present = {index.encoder.name: index.encoder for index in indexes}
    compared = compare(asked, claims, indexes)
    judged: list[_Judged] = []
    for kind in (SAME, FOREIGN):
        some = [one for one in compared if one.kind == kind]
        rows = features.with_rivals([one.measured for one in some], claims.model.chance.get(kind, {}))
        first = [
            _judge(one, values, weights_for(asked, one, claims.model, present))
            for one, values in zip(some, rows, strict=True)
        ]
        judged += _look_again(asked, first, claims, indexes) if kind == SAME else first
    judged.sort(key=lambda one: (-one.probability, one.compared.line.claim_id))
    return tuple(
        Score(
            claim_id=one.compared.line.claim_id,
            probability=one.probability,
            reasons=reasons.give(
                one.compared.line, asked.article, measured=one.values, weights=one.weights, language=asked.language
            ),
            model_version=f"{one.weights.name}-{claims.model.version}",
        )
        for one in judged[:most]
        if one.probability >= floor
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """A claim with all its features, the weights that judge it, and what they say."""

    compared: Compared
    values: Mapping[str, float]
    weights: WeightSet
    probability: float


def _judge(compared: Compared, values: Mapping[str, float], weights: WeightSet) -> _Judged:
    return _Judged(compared, values, weights, weight_sets.probability(weights.contributions(values)))


def _look_again(
    asked: Asked, judged: list[_Judged], claims: ClaimIndex, indexes: Iterable[MeaningIndex]
) -> list[_Judged]:
    """The claims of one language, judged by the first sentences too where the first look leaves it open."""
    again = claims.model.second_looks.get(judged[0].weights.name) if judged else None
    if again is None or not second_look.is_open(max(one.probability for one in judged)):
        return judged
    cosines = read_on(asked, [one.compared.line.claim_id for one in judged], claims, indexes)
    added = (second_look.measure(one.values, cosines.get(one.compared.line.claim_id)) for one in judged)
    return [_judge(one.compared, {**one.values, **more}, again) for one, more in zip(judged, added, strict=True)]


def weights_for(asked: Asked, one: Compared, model: Model, present: Mapping[str, Encoder]) -> WeightSet:
    """The weights for one language or two, and for the encoders that read both texts."""
    known = {name for name in asked.vectors if encoders.reads(present[name], one.line.language)}
    return model.weight_set(one.kind, known)
