"""Measure the matcher on claims it has not learned from."""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from claims.analysis import lexical_model
from claims.analysis.lexical_model import Model
from claims.matching import training
from claims.matching.training import Example, LabelledArticle, LabelledData

FOLDS: Final = 5
FLOORS: Final = tuple(round(0.05 * step, 2) for step in range(2, 20))
LEAST_QUIET: Final = 0.92  # of the articles whose claim is not recorded must get no suggestion
_SEED: Final = 5


@dataclass(frozen=True, slots=True)
class Ranking:
    """One article's claims with their probabilities, best first: with its own claims in the store, and without."""

    article: LabelledArticle
    recorded: Sequence[tuple[int, float]]
    unrecorded: Sequence[tuple[int, float]]


def rankings(data: LabelledData, *, with_distractors: bool = True) -> Iterator[Ranking]:
    """Every article ranked by a model that has seen neither its claims, nor their articles, nor the texts of these."""
    full = data if with_distractors else replace(data, distractors=())
    for held_out in folds(data):
        model, _ = training.fit(data, held_out=held_out)
        articles = [article for article in data.articles if article.own & held_out]
        examples = training.collect_examples(articles, training.store(full, model))
        yield from _ranked(articles, examples, model)


def folds(data: LabelledData) -> list[frozenset[int]]:
    """The claims in FOLDS parts; claims that share an article stay together."""
    group = {claim.claim_id: frozenset({claim.claim_id}) for claim in data.claims}
    for article in data.articles:
        joined = frozenset[int]().union(*(group[claim_id] for claim_id in article.own))
        group |= dict.fromkeys(joined, joined)
    groups = sorted(set(group.values()), key=min)
    random.Random(_SEED).shuffle(groups)
    return [frozenset[int]().union(*groups[part::FOLDS]) for part in range(FOLDS)]


def _ranked(articles: Iterable[LabelledArticle], examples: Iterable[Example], model: Model) -> Iterator[Ranking]:
    found: dict[tuple[str, bool], list[tuple[int, float]]] = {}
    for example in examples:
        chance = lexical_model.probability(model.contributions(example.features))
        found.setdefault((example.article, example.is_recorded), []).append((example.claim_id, chance))
    for article in articles:
        with_own, without = (
            sorted(found.get((article.key, way), []), key=lambda one: (-one[1], one[0])) for way in (True, False)
        )
        yield Ranking(article, with_own, without)


def rank_figures(ranked: Collection[Ranking]) -> dict[str, float]:
    """Share of articles with an own claim first and among the first five, and the mean reciprocal rank."""
    places = [_place(one) for one in ranked]
    total = len(places)
    bare = [_place(one) for one in ranked if not one.article.text]
    return {
        "articles": total,
        "R@1": round(sum(place == 1 for place in places) / total, 4),
        "R@5": round(sum(0 < place <= 5 for place in places) / total, 4),
        "MRR": round(sum(1 / place for place in places if place) / total, 4),
        "R@1_headline_only": round(sum(place == 1 for place in bare) / max(len(bare), 1), 4),
    }


def _place(ranking: Ranking) -> int:
    """Place of the first own claim, 0 when it was not found."""
    ids = [claim_id for claim_id, _ in ranking.recorded]
    return next(
        (place for place, claim_id in enumerate(ids, 1) if claim_id in ranking.article.own),
        0,
    )


def decision_figures(ranked: Collection[Ranking], floor: float) -> dict[str, float]:
    """What showing every claim at or above the floor would have meant."""
    shown = [one for one in ranked if one.recorded and one.recorded[0][1] >= floor]
    right = sum(one.recorded[0][0] in one.article.own for one in shown)
    alarms = sum(bool(one.unrecorded) and one.unrecorded[0][1] >= floor for one in ranked)
    precision, recall = right / max(len(shown) + alarms, 1), right / len(ranked)
    return {
        "floor": floor,
        "precision_when_recorded": round(right / max(len(shown), 1), 4),
        "recall": round(recall, 4),
        "quiet_when_not_recorded": round(1 - alarms / len(ranked), 4),
        "decision_F1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
    }


def choose_floor(ranked: Collection[Ranking]) -> float:
    """The least floor that keeps LEAST_QUIET of the articles without a recorded claim quiet, else the highest."""
    quiet = (floor for floor in FLOORS if decision_figures(ranked, floor)["quiet_when_not_recorded"] >= LEAST_QUIET)
    return next(quiet, FLOORS[-1])


def prediction(
    article_key: str,
    candidates: Sequence[tuple[int, float]],
    keys: Mapping[int, str],
    floor: float,
) -> dict[str, object]:
    """One line of a retrieval prediction file: at most 20 candidates, best first."""
    listed = [{"claim_id": keys[i], "score": round(p, 4), "suggested": p >= floor} for i, p in candidates[:20]]
    return {"article_id": article_key, "candidates": listed}
