"""Weigh what was measured of a text into the chances of for, against and observing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np

from claims.analysis import stance_features, weight_files
from claims.analysis.lexical_model import WEIGHTS
from claims.analysis.pair_texts import Floats
from claims.analysis.stance_features import Measured
from claims.analysis.stance_lexicons import STANCES
from claims.analysis.trees import Trees

LINES_FILE: Final = "stance_words.json.gz"
RUNS_TOGETHER: Final = 3.0  # the length of the vector that all runs of a text make, in units of a measured value
BODY_CHANCES: Final = tuple(f"body_{stance}" for stance in STANCES)
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "headline": stance_features.HEADLINE_NAMES,
    "body": stance_features.BODY_NAMES,
    "claim": (*stance_features.CLAIM_NAMES, *BODY_CHANCES),
}
_LEAST_CHANCE: Final = 0.02
# The mean of two models is less sure than it is right: with this power, confidence is about how often it is right.
_SHARPNESS: Final = 1.2
_UNKNOWN_BODY: Final = np.log(np.array([0.34, 0.18, 0.48]) + _LEAST_CHANCE)


@dataclass(frozen=True, slots=True)
class Line:
    """A logistic regression with three outcomes: what each run of words, each value and the start counts for them."""

    runs: Mapping[str, tuple[float, ...]]
    values: Floats  # (names, stances)
    intercept: Floats
    names: tuple[str, ...]

    def row(self, name: str) -> Floats:
        """What a value counts for each stance."""
        weights: Floats = self.values[self.names.index(name)]
        return weights

    def scores(self, measured: Measured) -> Floats:
        """One score a stance; their softmax are the chances."""
        known = [self.runs[run] for run in measured.runs if run in self.runs]
        scores: Floats = self.intercept + measured.values @ self.values
        if known:
            scores = scores + RUNS_TOGETHER / math.sqrt(len(known)) * np.array(sorted(known)).sum(axis=0)
        return scores

    def chances(self, measured: Measured) -> Floats:
        """The chances of STANCES, adding up to 1."""
        return softmax(self.scores(measured))

    def as_json(self) -> dict[str, Any]:
        return {
            "runs": {run: [round(one, 4) for one in self.runs[run]] for run in sorted(self.runs)},
            "values": [[round(float(one), 5) for one in row] for row in self.values],
            "intercept": [round(float(one), 5) for one in self.intercept],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any], names: Sequence[str]) -> Self:
        """Raises ValueError when the tables do not fit together."""
        runs = {str(run): tuple(float(one) for one in row) for run, row in told["runs"].items()}
        values, intercept = np.array(told["values"], dtype=np.float64), np.array(told["intercept"], dtype=np.float64)
        if values.shape != (len(names), len(STANCES)) or intercept.shape != (len(STANCES),):
            raise ValueError("it was learned from other features")
        if any(len(row) != len(STANCES) for row in runs.values()):
            raise ValueError("a run of words has no weight for each stance")
        return cls(runs, values, intercept, tuple(names))


@dataclass(frozen=True, slots=True)
class ClaimModel:
    """A headline against its claim: a line over words and values, and trees over the values, half and half."""

    line: Line
    trees: Trees

    def chances(self, measured: Measured) -> Floats:
        """The chances of STANCES, adding up to 1."""
        by_trees = softmax(self.trees.scores(measured.values[None, :]))[0]
        shared = ((self.line.chances(measured) + by_trees) / 2) ** _SHARPNESS
        chances: Floats = shared / shared.sum()
        return chances


@dataclass(frozen=True, slots=True)
class StanceLines:
    """What train_stances learned: a headline by itself, a body by itself, a headline against its claim."""

    headline: Line
    body: Line
    claim: ClaimModel
    version: str


def softmax(scores: Floats) -> Floats:
    """Chances out of scores, along the last axis."""
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return chances


def with_body(measured: Measured, body: Floats | None) -> Measured:
    """A headline against its claim, with what the body by itself looks like (None when there is none)."""
    told = _UNKNOWN_BODY if body is None else np.log(body + _LEAST_CHANCE)
    return Measured(measured.runs, np.concatenate([measured.values, told]))


def runs_in(texts: Sequence[Measured], events: Sequence[str], *, least: int) -> list[str]:
    """The runs of words in texts about at least so many events; what belongs to one event teaches nothing."""
    met: dict[str, set[str]] = {}
    for measured, event in zip(texts, events, strict=True):
        for run in measured.runs:
            met.setdefault(run, set()).add(event)
    return sorted(run for run, about in met.items() if len(about) >= least)


def load_lines(folder: Path = WEIGHTS) -> StanceLines:
    """The shipped lines, or another folder's. Raises DamagedWeights with the file's name."""
    file = folder / LINES_FILE
    told, version = weight_files.read(file)
    try:
        lines = {name: Line.from_json(told[name], names) for name, names in NAMES.items()}
        trees = Trees.from_json(told["claim_trees"], features=len(NAMES["claim"]))
        if trees.outputs != len(STANCES):
            raise ValueError("its trees tell other stances apart")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as reason:
        raise weight_files.damaged(file, reason) from reason
    claim = ClaimModel(lines["claim"], trees)
    return StanceLines(lines["headline"], lines["body"], claim, version=f"stance-{version}")


def write_lines(folder: Path, *, headline: Line, body: Line, claim: ClaimModel) -> None:
    """Write what StanceLines holds; the same models give the same bytes."""
    lines = {"headline": headline, "body": body, "claim": claim.line}
    told = {name: line.as_json() for name, line in lines.items()}
    weight_files.write(folder / LINES_FILE, {**told, "claim_trees": claim.trees.as_json()})
