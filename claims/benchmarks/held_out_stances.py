"""Measure the stance suggestions on events they have not learned from."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from claims.analysis import pair_stance
from claims.analysis.pair_texts import Floats
from claims.analysis.stance_lexicons import STANCES
from claims.matching import stance_labels, stance_training
from claims.matching.stance_data import LabelledStances
from claims.matching.stance_labels import Events
from claims.matching.stance_training import Integers, Lines, StanceTexts

_DRAWS: Final = 1_000
_SEED: Final = 7
_UNRELATED: Final = pair_stance.LABELS.index(pair_stance.UNRELATED)
Figures = dict[str, Any]


def article_figures(texts: StanceTexts, articles: Lines) -> dict[str, Figures]:
    """Headlines against their claims: all of them by held-out events, and those that the published split keeps apart.

    articles: the headlines with the held-out chances of their bodies.
    """
    everything, _ = stance_training.held_out_chances(articles, stance_training.fit_claims, articles)
    return {
        "held_out": _stance_figures(everything, articles),
        "published_split": _published_split(texts) if texts.is_apart.any() else {},
    }


def _published_split(texts: StanceTexts) -> Figures:
    """Learned without the events that the split keeps for testing, their bodies among them."""
    kept = {event for event, apart in zip(texts.articles.events, texts.is_apart, strict=True) if apart}

    def is_kept(lines: Lines) -> npt.NDArray[np.bool_]:
        return np.array([event in kept for event in lines.events])

    bodies = texts.bodies.chosen(~is_kept(texts.bodies))
    is_test = is_kept(texts.articles)
    of_bodies = np.zeros((len(is_test), len(STANCES)))
    _, of_bodies[~is_test] = stance_training.held_out_chances(
        bodies, stance_training.fit_bodies, texts.article_bodies.chosen(~is_test)
    )
    body_line = stance_training.fit_bodies(bodies)
    of_bodies[is_test] = [body_line.chances(one) for one in texts.article_bodies.chosen(is_test).measured]
    articles = stance_training.with_bodies(texts.articles, of_bodies, texts.article_bodies)
    learned = stance_training.fit_claims(articles.chosen(~is_test))
    apart = articles.chosen(texts.is_apart)
    return _stance_figures(np.array([learned.chances(one) for one in apart.measured]), apart)


def _stance_figures(chances: Floats, lines: Lines) -> Figures:
    guesses, sure = chances.argmax(axis=1), chances.max(axis=1)
    right = (guesses == lines.truth).astype(float)
    scores = {stance: round(_f1(lines.truth, guesses, place), 4) for place, stance in enumerate(STANCES)}
    draws = list(_draws(lines.events))
    return {
        "articles": len(right),
        "accuracy": round(float(right.mean()), 4),
        "accuracy_95": _interval([float(right[drawn].mean()) for drawn in draws]),
        "macro_F1": round(_macro_f1(lines.truth, guesses), 4),
        "macro_F1_95": _interval([_macro_f1(lines.truth[drawn], guesses[drawn]) for drawn in draws]),
        "F1": scores,
        "accuracy_of_the_surer_half": round(float(right[sure >= np.median(sure)].mean()), 4),
        "confidence_less_accuracy": _miscalibration(sure, right),
    }


def _f1(truth: Integers, guesses: Integers, place: int) -> float:
    hits = int(((truth == place) & (guesses == place)).sum())
    return 2 * hits / max(int((truth == place).sum() + (guesses == place).sum()), 1)


def _macro_f1(truth: Integers, guesses: Integers) -> float:
    return sum(_f1(truth, guesses, place) for place in range(len(STANCES))) / len(STANCES)


def _miscalibration(sure: Floats, right: Floats) -> list[list[float]]:
    """By fifths of confidence: the mean confidence and how often it was right."""
    fifths = np.array_split(np.argsort(sure, kind="stable"), 5)
    return [[round(float(sure[one].mean()), 3), round(float(right[one].mean()), 3)] for one in fifths if len(one)]


def pair_figures(data: LabelledStances, rows: Floats, truth: Integers, sides: Floats) -> Figures:
    """The challenge's score by held-out events, with pairs of one part only ("strict", as in the challenge) and all.

    A pair is held out with its body's event; no headline and no body of that part was seen. sides holds what
    both_sides says of each pair by lines that have not seen its texts.
    """
    events = Events(data)
    parts = stance_labels.folds(events, data)
    of_body = [events.of("body", one.body) for one in data.pairs]
    body_part = np.array([parts[one] for one in of_body])
    headline_part = np.array([parts[events.of("headline", one.headline)] for one in data.pairs])
    chances = np.zeros((len(rows), len(pair_stance.LABELS)))
    for part in range(stance_labels.FOLDS):
        seen, held = (body_part != part) & (headline_part != part), body_part == part
        if seen.any() and held.any():
            trees = stance_training.fit_pairs(rows[seen], truth[seen])
            chances[held] = pair_stance.PairModel(trees, "").chances(rows[held], sides[held])
    answers = np.array([pair_stance.LABELS.index(one) for one in pair_stance.choose(chances)])
    # Pairs of two parts are always unrelated; leaving them out, those of one part stand for them.
    alike = np.where(body_part != headline_part, 0.0, np.where(truth == _UNRELATED, float(stance_labels.FOLDS), 1.0))
    return {
        "pairs": len(rows),
        "score": _challenge(truth, answers, np.ones(len(rows))),
        "score_strict": _challenge(truth, answers, alike),
        "score_95": _interval([_challenge(truth[d], answers[d], np.ones(len(d))) for d in _draws(of_body)]),
        "related_accuracy": round(float(((truth == _UNRELATED) == (answers == _UNRELATED)).mean()), 4),
        "F1": {label: round(_f1(truth, answers, place), 4) for place, label in enumerate(pair_stance.LABELS)},
    }


def _challenge(truth: Integers, answers: Integers, weights: Floats) -> float:
    earned = (pair_stance.REWARD[truth, answers] * weights).sum()
    best = (np.where(truth == _UNRELATED, 0.25, 1.0) * weights).sum()
    return round(float(100 * earned / max(best, 1e-9)), 2)


def _draws(events: Sequence[str]) -> list[Integers]:
    """Bootstrap samples: as many whole events as there are, each with all its rows."""
    members: dict[str, list[int]] = {}
    for row, event in enumerate(events):
        members.setdefault(event, []).append(row)
    groups = [np.array(members[event]) for event in sorted(members)]
    dice = np.random.default_rng(_SEED)
    return [np.concatenate([groups[i] for i in dice.integers(len(groups), size=len(groups))]) for _ in range(_DRAWS)]


def _interval(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [round(ordered[int(len(ordered) * 0.025)], 4), round(ordered[int(len(ordered) * 0.975)], 4)]
