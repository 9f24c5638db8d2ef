"""A second look is learned from articles that the first left open, and measured on parts it has not seen."""

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest

from claims.analysis import second_look, similarity, weight_sets
from claims.benchmarks import held_out_claims
from claims.benchmarks.held_out_claims import Ranking
from claims.matching import labelled, training
from claims.matching.labelled import LabelledArticle

OWN, ANOTHER = 1, 2
SAYS_IT, SAYS_NOTHING = [0.2, 0.3, 0.9, 0.9], [0.2, 0.3, 0.1, 0.3]  # cover, headline, sentence, nearest
CLEAR = [(OWN, 0.99), (ANOTHER, 0.01)]
UNRELATED = [(ANOTHER, 0.02)]


def ranking(number: int, recorded: Sequence[tuple[int, float]], unrecorded: Sequence[tuple[int, float]]) -> Ranking:
    article = LabelledArticle(str(number), "", "", frozenset({OWN}), "")
    return Ranking(article, recorded, unrecorded, number % 5, {OWN: SAYS_IT, ANOTHER: SAYS_NOTHING})


@pytest.fixture
def ranked() -> list[Ranking]:
    """Of a hundred articles half are clear, half open: there the wrong claim stands first in headlines."""
    open_ones = [(ANOTHER, 0.5), (OWN, 0.4)]
    return [
        ranking(number, CLEAR if number % 2 else open_ones, UNRELATED if number % 2 else [(ANOTHER, 0.4)])
        for number in range(100)
    ]


def test_what_the_sentences_say_puts_the_right_claim_first(ranked: list[Ranking]) -> None:
    again, _move = held_out_claims.looked_again(ranked)
    assert held_out_claims.rank_figures(ranked)["R@1"] == 0.5
    assert held_out_claims.rank_figures(again)["R@1"] == 1.0


def test_a_decided_article_stays_as_it_is(ranked: list[Ranking]) -> None:
    again, _move = held_out_claims.looked_again(ranked)
    assert [(one.recorded, one.unrecorded) for one in again[1::2]] == [(CLEAR, UNRELATED)] * 50


def test_as_many_articles_stay_quiet_as_after_the_first_look(ranked: list[Ranking]) -> None:
    again, _move = held_out_claims.looked_again(ranked)
    quiet = held_out_claims.decision_figures(again, labelled.RECOMMENDED.show)["quiet_when_not_recorded"]
    assert quiet >= held_out_claims.QUIET


def test_no_part_learns_from_itself(ranked: list[Ranking]) -> None:
    """With every label of one part turned round, that part is judged as before."""
    turned = [
        dataclasses.replace(one, article=dataclasses.replace(one.article, own=frozenset({ANOTHER})))
        if one.part == 0
        else one
        for one in ranked
    ]
    before, after = (held_out_claims.looked_again(some) for some in (ranked, turned))
    moved = [
        [(found, pytest.approx(_logit(chance) - before[1])) for found, chance in one.recorded]
        for one in before[0]
        if one.part == 0 and one.recorded[0][1] != 0.99
    ]
    again = [
        [(found, _logit(chance) - after[1]) for found, chance in one.recorded]
        for one in after[0]
        if one.part == 0 and one.recorded[0][1] != 0.99
    ]
    assert again == moved


def test_without_open_articles_the_first_look_stands() -> None:
    ranked = [ranking(number, CLEAR, UNRELATED) for number in range(10)]
    assert held_out_claims.second_rows(ranked) == ([], [])
    first = similarity.load_model().sets["lexical+minilm"]
    second = training.fit_second_look(first, [], [], move=0.0)
    features = dict.fromkeys([*first.weights, *second_look.MEASURED], 0.5)
    assert _of(second, features) == pytest.approx(_of(first, features), abs=1e-3)


def test_the_shipped_weights_are_one_regression_of_both_looks() -> None:
    dice = np.random.default_rng(1)
    rows = dice.normal(size=(500, 5)).tolist()
    truth = [float(row[0] + 2 * row[3] > 0) for row in rows]
    first = similarity.load_model().sets["lexical+minilm"]
    second = training.fit_second_look(first, rows, truth, move=0.25)
    intercept, (weight, *others) = training.second_weights(rows, truth)
    features = {name: float(dice.normal()) for name in [*first.weights, *second_look.MEASURED]}
    more = sum(own * features[name] for own, name in zip(others, second_look.WEIGHED, strict=True))
    assert _of(second, features) == pytest.approx(intercept + 0.25 + weight * _of(first, features) + more, abs=1e-3)


def _of(weights: weight_sets.WeightSet, features: dict[str, float]) -> float:
    return sum(weights.contributions(features).values())


def _logit(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))
