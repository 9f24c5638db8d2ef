"""Measure the matcher on claims it has not learned from."""

import math
import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from claims.analysis import second_look, weight_sets
from claims.analysis.lexical_model import Model
from claims.analysis.weight_sets import FOREIGN, SAME
from claims.matching import labelled, training
from claims.matching.labelled import LabelledArticle, LabelledData
from claims.matching.training import Kind, Shortlist, Trainer

FOLDS: Final = 5
FOREIGN_EVERY: Final = 3  # each so-manieth article is also learned from as if it were in another language
# Of the articles without a recorded claim so many must get no suggestion that is shown; a little more than is
# promised, since other claims are not these.
QUIET: Final = 0.971
_SEED: Final = 5
_DRAWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Ranking:
    """One article's claims with their probabilities, best first: among all claims, and without those followed up.

    part: the number of the part that was held out. read_on: of each claim, what a second look weighs.
    """

    article: LabelledArticle
    recorded: Sequence[tuple[int, float]]
    unrecorded: Sequence[tuple[int, float]]
    part: int = 0
    read_on: Mapping[int, Sequence[float]] = field(default_factory=dict)


def rankings(trainer: Trainer) -> dict[str, list[Ranking]]:
    """For every set of weights, each article ranked by weights that have seen neither its claims nor their articles."""
    data = trainer.data
    found: dict[str, list[Ranking]] = {kind.name: [] for kind in trainer.kinds()}
    for part, held_out in enumerate(folds(data)):
        model = labelled.untrained(data, held_out=held_out)
        learned = [article for article in data.articles if not article.own & held_out]
        left = [article for article in data.articles if article.own & held_out]
        model = trainer.learned(
            model,
            {
                SAME: trainer.shortlists(learned, model, is_foreign=False),
                FOREIGN: trainer.shortlists(learned[::FOREIGN_EVERY], model, is_foreign=True),
            },
        )
        asked = {
            SAME: trainer.shortlists(left, model, is_foreign=False),
            FOREIGN: trainer.shortlists(left[::FOREIGN_EVERY], model, is_foreign=True),
        }
        for kind in trainer.kinds():
            found[kind.name] += _ranked(kind, model, asked[kind.kind], part)
    return found


def folds(data: LabelledData) -> list[frozenset[int]]:
    """The claims in FOLDS parts; claims that share an article stay together."""
    group = {claim.claim_id: frozenset({claim.claim_id}) for claim in data.claims}
    for article in data.articles:
        joined = frozenset[int]().union(*(group[claim_id] for claim_id in article.own))
        group |= dict.fromkeys(joined, joined)
    groups = sorted(set(group.values()), key=min)
    random.Random(_SEED).shuffle(groups)
    return [frozenset[int]().union(*groups[part::FOLDS]) for part in range(FOLDS)]


def _ranked(kind: Kind, model: Model, shortlists: Iterable[Shortlist], part: int) -> Iterator[Ranking]:
    weights = model.sets[kind.name]
    kept: dict[str, dict[bool, list[tuple[int, float]]]] = {}
    read_on: dict[str, dict[int, list[float]]] = {}
    articles: dict[str, LabelledArticle] = {}
    for shortlist in shortlists:
        seen, measured = training.rows_of(kind, shortlist, model.chance[kind.kind])
        chances = [weight_sets.probability(weights.contributions(row)) for row in measured]
        ranked = sorted(
            zip([one.line.claim_id for one in seen], chances, strict=True), key=lambda one: (-one[1], one[0])
        )
        kept.setdefault(shortlist.article.key, {})[shortlist.is_recorded] = ranked
        articles[shortlist.article.key] = shortlist.article
        if kind.looks_again:
            of = {one.line.claim_id: [one.measured[name] for name in second_look.WEIGHED] for one in seen}
            read_on.setdefault(shortlist.article.key, {}).update(of)
    for key, both in kept.items():
        yield Ranking(articles[key], both[True], both[False], part, read_on.get(key, {}))


def second_rows(ranked: Iterable[Ranking]) -> tuple[list[list[float]], list[float]]:
    """What a second look learns from: the claims of articles that a first look left open (training.fit_second_look)."""
    rows: list[list[float]] = []
    truth: list[float] = []
    for one in ranked:
        for listed in (one.recorded, one.unrecorded):
            if listed and second_look.is_open(listed[0][1]):
                rows += [[_logit(chance), *one.read_on[claim_id]] for claim_id, chance in listed]
                truth += [float(claim_id in one.article.own) for claim_id, _chance in listed]
    return rows, truth


def looked_again(ranked: Sequence[Ranking]) -> tuple[list[Ranking], float]:
    """The rankings after a second look at the open articles, by weights that have not seen their part.

    And what is added to those logits so that QUIET of the articles without a recorded claim get none shown.
    """
    parts = {one.part for one in ranked}
    weights = {part: training.second_weights(*second_rows(_others(ranked, part))) for part in parts}
    move = shift([_again(one, *weights[one.part], 0.0) for one in ranked])
    return [_again(one, *weights[one.part], move) for one in ranked], move


def _others(ranked: Iterable[Ranking], part: int) -> list[Ranking]:
    return [one for one in ranked if one.part != part]


def _again(one: Ranking, intercept: float, weights: Sequence[float], move: float) -> Ranking:
    def judged(listed: Sequence[tuple[int, float]]) -> Sequence[tuple[int, float]]:
        if not listed or not second_look.is_open(listed[0][1]):
            return listed
        logits = {
            claim_id: intercept + move + weights[0] * _logit(chance) + float(np.dot(weights[1:], one.read_on[claim_id]))
            for claim_id, chance in listed
        }
        again = [(claim_id, _chance(logit)) for claim_id, logit in logits.items()]
        return sorted(again, key=lambda found: (-found[1], found[0]))

    return replace(one, recorded=judged(one.recorded), unrecorded=judged(one.unrecorded))


def shift(ranked: Sequence[Ranking]) -> float:
    """What to add to the logits so that QUIET of the articles without a recorded claim get none shown."""
    alarms = sorted((one.unrecorded[0][1] for one in ranked if one.unrecorded), reverse=True)
    place = math.floor((1 - QUIET) * len(ranked))
    highest = alarms[place] if place < len(alarms) else 1e-6
    return -_logit(min(max(highest, 1e-6), 1 - 1e-6))


def shifted(ranked: Iterable[Ranking], by: float) -> list[Ranking]:
    """The rankings with every logit moved."""

    def moved(listed: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        return [(claim_id, _chance(_logit(min(max(p, 1e-12), 1 - 1e-12)) + by)) for claim_id, p in listed]

    return [replace(one, recorded=moved(one.recorded), unrecorded=moved(one.unrecorded)) for one in ranked]


def _logit(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _chance(logit: float) -> float:
    return weight_sets.probability({"logit": logit})


def rank_figures(ranked: Collection[Ranking]) -> dict[str, float | list[float]]:
    """Share of articles with an own claim first, among five and among ten, and the mean reciprocal rank; intervals."""
    places = [(min(one.article.own), _place(one)) for one in ranked]
    figures: dict[str, float | list[float]] = {"articles": len(places)}
    for name, worth in _WORTHS.items():
        worths = [(claim, worth(place)) for claim, place in places]
        figures[name] = round(sum(value for _, value in worths) / max(len(worths), 1), 4)
        figures[name + "_95"] = interval(worths)
    return figures


_WORTHS: Final[Mapping[str, Callable[[int], float]]] = {
    "R@1": lambda place: float(place == 1),
    "R@5": lambda place: float(0 < place <= 5),
    "R@10": lambda place: float(0 < place <= 10),
    "MRR": lambda place: 1 / place if place else 0.0,
}


def _place(ranking: Ranking) -> int:
    """Place of the first own claim, 0 when it was not found."""
    ids = [claim_id for claim_id, _ in ranking.recorded]
    return next((place for place, claim_id in enumerate(ids, 1) if claim_id in ranking.article.own), 0)


def interval(worths: Iterable[tuple[int, float]]) -> list[float]:
    """95 % bootstrap interval of a mean, drawing whole claims: the articles of one claim are alike (Efron 1979)."""
    by_claim: dict[int, list[float]] = {}
    for claim, value in worths:
        by_claim.setdefault(claim, []).append(value)
    groups = [(sum(values), len(values)) for values in by_claim.values()]
    if not groups:
        return [0.0, 0.0]
    dice = random.Random(1)
    drawn = ([dice.choice(groups) for _ in groups] for _ in range(_DRAWS))
    means = sorted(sum(total for total, _ in some) / sum(size for _, size in some) for some in drawn)
    return [round(means[int(_DRAWS * 0.025)], 4), round(means[int(_DRAWS * 0.975)], 4)]


def decision_figures(ranked: Collection[Ranking], show: float) -> dict[str, float]:
    """What showing every claim from a probability on would have meant."""
    shown = [one for one in ranked if one.recorded and one.recorded[0][1] >= show]
    right = sum(one.recorded[0][0] in one.article.own for one in shown)
    alarms = sum(bool(one.unrecorded) and one.unrecorded[0][1] >= show for one in ranked)
    precision, recall = right / max(len(shown) + alarms, 1), right / max(len(ranked), 1)
    return {
        "show": show,
        "precision_when_recorded": round(right / max(len(shown), 1), 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "quiet_when_not_recorded": round(1 - alarms / max(len(ranked), 1), 4),
        "decision_F1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
    }


def prediction(
    article_key: str, candidates: Sequence[tuple[int, float]], keys: Mapping[int, str], show: float
) -> dict[str, object]:
    """One line of a retrieval prediction file: at most 20 candidates, best first."""
    listed = [{"claim_id": keys[i], "score": round(p, 4), "suggested": p >= show} for i, p in candidates[:20]]
    return {"article_id": article_key, "candidates": listed}
