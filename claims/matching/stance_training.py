"""Learn how headlines and bodies stand to claims, and to each other, from labelled texts.

Three logistic regressions tell for, against and observing apart: of a headline by itself, of a body by itself, of a
headline against its claim, which small trees help; boosted trees tell the four labels of headline and body pairs
apart. What is held out is always a whole event: its claims, headlines, bodies and pairs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from claims.analysis import linear_stance, pair_features, pair_stance, pair_texts, stance_features
from claims.analysis.lexical_model import Model
from claims.analysis.linear_stance import ClaimModel, Line
from claims.analysis.pair_texts import Floats
from claims.analysis.stance_features import Measured
from claims.analysis.stance_lexicons import STANCES
from claims.analysis.trees import Trees
from claims.matching import boosting, stance_labels
from claims.matching.boosting import Growth
from claims.matching.stance_data import LabelledStances
from claims.matching.stance_labels import Events

PAIR_GROWTH: Final = Growth(rounds=160, rate=0.08, leaves=16, least_rows=40)
CLAIM_GROWTH: Final = Growth(rounds=100, rate=0.06, leaves=6, least_rows=25, share_of_columns=0.3, ridge=10.0)
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line is fitted: in how many events a run must stand, how large a value may weigh, how free the weights."""

    names: tuple[str, ...]
    least_events: int
    scale: float
    freedom: float


_HEADLINE_FIT: Final = Fit(linear_stance.NAMES["headline"], least_events=2, scale=0.15, freedom=0.3)
_BODY_FIT: Final = Fit(linear_stance.NAMES["body"], least_events=4, scale=0.1, freedom=0.3)
_CLAIM_FIT: Final = Fit(linear_stance.NAMES["claim"], least_events=2, scale=0.15, freedom=0.15)


@dataclass(frozen=True, slots=True)
class Lines:
    """The texts of one line: measured, with their event, its part, and the number of their stance (-1: unknown)."""

    measured: Sequence[Measured]
    events: Sequence[str]
    parts: Integers
    truth: Integers

    def chosen(self, mask: npt.NDArray[np.bool_]) -> "Lines":
        places = np.flatnonzero(mask)
        return Lines(
            [self.measured[i] for i in places.tolist()],
            [self.events[i] for i in places.tolist()],
            self.parts[places],
            self.truth[places],
        )


@dataclass(frozen=True, slots=True)
class StanceTexts:
    """All lines of the data; article_bodies are the articles' own bodies, in the articles' order."""

    headlines: Lines
    bodies: Lines
    articles: Lines
    article_bodies: Lines
    is_apart: npt.NDArray[np.bool_]


def read_texts(data: LabelledStances, words: Model) -> StanceTexts:
    """Measure every text once."""
    events = Events(data)
    parts = stance_labels.folds(events, data)
    sides = stance_labels.headline_stances(data)
    by_body = stance_labels.body_stances(data, sides)

    def lines(measured: Sequence[Measured], named: Sequence[str], stances: Sequence[str | None]) -> Lines:
        truth = [STANCES.index(one) if one in STANCES else -1 for one in stances]
        return Lines(measured, named, np.array([parts[one] for one in named]), np.array(truth))

    claims = {key: pair_texts.read_headline(text, words) for key, text in data.claims.items()}
    of_claims = [events.of("claim", one.claim) for one in data.articles]
    return StanceTexts(
        headlines=lines(
            [stance_features.measure_headline(text) for text in data.headlines.values()],
            [events.of("headline", key) for key in data.headlines],
            [sides.get(key) for key in data.headlines],
        ),
        bodies=lines(
            [stance_features.measure_body(pair_texts.read_body(text, words)) for text in data.bodies.values()],
            [events.of("body", key) for key in data.bodies],
            [by_body.get(key) for key in data.bodies],
        ),
        articles=lines(
            [stance_features.measure_against_claim(claims[one.claim], one.title, words) for one in data.articles],
            of_claims,
            [one.stance for one in data.articles],
        ),
        article_bodies=lines(
            [stance_features.measure_body(pair_texts.read_body(one.text, words)) for one in data.articles],
            of_claims,
            [None] * len(data.articles),
        ),
        is_apart=np.array([one.claim in data.apart for one in data.articles]),
    )


class Teller(Protocol):
    """What was fitted and tells the chances of the stances."""

    def chances(self, measured: Measured) -> Floats: ...


def fit_headlines(lines: Lines) -> Line:
    """How a headline by itself stands."""
    return fit_line(lines, _HEADLINE_FIT)


def fit_bodies(lines: Lines) -> Line:
    """How a body by itself stands."""
    return fit_line(lines, _BODY_FIT)


def fit_claims(lines: Lines) -> ClaimModel:
    """How a headline stands to its claim."""
    values = np.array([one.values for one in lines.measured])
    trees = boosting.grow(values, lines.truth, outputs=len(STANCES), growth=CLAIM_GROWTH)
    return ClaimModel(fit_line(lines, _CLAIM_FIT), trees)


def fit_line(lines: Lines, fit: Fit) -> Line:
    """A multinomial logistic regression with a ridge, over the texts whose stance is known."""
    known = lines.chosen(lines.truth >= 0)
    runs = linear_stance.runs_in(known.measured, known.events, least=fit.least_events)
    values = np.array([one.values for one in known.measured])
    centre, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = (values - centre) / spread * fit.scale
    columns = sparse.hstack([_run_columns(known.measured, runs), sparse.csr_matrix(scaled)]).tocsr()
    learner = LogisticRegression(C=fit.freedom, max_iter=400).fit(columns, known.truth)
    weights = learner.coef_.T
    by_value = weights[len(runs) :] * fit.scale / spread[:, None]
    return Line(
        runs={run: tuple(float(one) for one in row) for run, row in zip(runs, weights[: len(runs)], strict=True)},
        values=by_value,
        intercept=learner.intercept_ - centre @ by_value,
        names=fit.names,
    )


def _run_columns(measured: Sequence[Measured], runs: Sequence[str]) -> sparse.csr_matrix:
    column = {run: place for place, run in enumerate(runs)}
    rows, columns, values = [], [], []
    for row, one in enumerate(measured):
        known = sorted(column[run] for run in one.runs if run in column)
        rows += [row] * len(known)
        columns += known
        values += [linear_stance.RUNS_TOGETHER / np.sqrt(max(len(known), 1))] * len(known)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(measured), len(runs)))


def held_out_chances(lines: Lines, learn: Callable[[Lines], Teller], others: Lines) -> tuple[Floats, Floats]:
    """Chances of every text, and of other texts of the same events, learned without their events."""
    own, theirs = np.zeros((len(lines.measured), len(STANCES))), np.zeros((len(others.measured), len(STANCES)))
    for part in sorted(set(lines.parts.tolist()) | set(others.parts.tolist())):
        learned = learn(lines.chosen(lines.parts != part))
        for place in np.flatnonzero(lines.parts == part).tolist():
            own[place] = learned.chances(lines.measured[place])
        for place in np.flatnonzero(others.parts == part).tolist():
            theirs[place] = learned.chances(others.measured[place])
    return own, theirs


def with_bodies(articles: Lines, chances: Floats, texts: Lines) -> Lines:
    """Headlines against their claims, each with the chances of its body (texts without one have no words)."""
    has_text = [len(one.runs) > 1 for one in texts.measured]
    measured = [
        linear_stance.with_body(one, chance if has else None)
        for one, chance, has in zip(articles.measured, chances, has_text, strict=True)
    ]
    return replace(articles, measured=measured)


def pair_rows(data: LabelledStances, words: Model) -> tuple[Floats, Integers]:
    """The features of every pair, in order, and the number of its label."""
    headlines = {key: pair_texts.read_headline(text, words) for key, text in data.headlines.items()}
    bodies = {key: pair_texts.read_body(text, words) for key, text in data.bodies.items()}
    rows = np.array([pair_features.features(headlines[one.headline], bodies[one.body]) for one in data.pairs])
    return rows, np.array([pair_stance.LABELS.index(one.stance) for one in data.pairs])


def sides_of(data: LabelledStances, of_headlines: Floats, of_bodies: Floats) -> Floats:
    """What the two texts' stances by themselves say of every pair; chances are in the texts' order."""
    headlines = dict(zip(data.headlines, of_headlines, strict=True))
    bodies = dict(zip(data.bodies, of_bodies, strict=True))
    return np.array([pair_stance.both_sides(headlines[one.headline], bodies[one.body]) for one in data.pairs])


def fit_pairs(rows: Floats, truth: Integers) -> Trees:
    """The trees that tell the four labels apart."""
    return boosting.grow(rows, truth, outputs=len(pair_stance.LABELS), growth=PAIR_GROWTH)
