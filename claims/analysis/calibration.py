"""Hold the matcher's probabilities against what editors decided, and propose thresholds from that."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from claims.analysis import intervals
from claims.analysis.intervals import Share
from claims.analysis.thresholds import Thresholds

LEAST_DECIDED: Final = 50  # decisions for a re-fit
LEAST_OF_EACH: Final = 10  # of them confirmed, and as many dismissed
LEAST_NOISY: Final = 10  # decisions before anything is called noisy
LEAST_CHANCE: Final = 0.05  # what is less likely to be right than this is not worth storing
BANDS: Final = 10
_EDGE: Final = 1e-6  # how near to 0 and 1 a probability counts as such: its logit stays finite

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Decided:
    """One suggestion of the software on which an editor's decision stands; probability 0..1 as it was suggested."""

    probability: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Band:
    """What was predicted from `low` up to `high` (the last band includes it), and how much of it was right."""

    low: float
    high: float
    predicted: float
    observed: Share


@dataclass(frozen=True, slots=True)
class Refit:
    """The probability that editors' decisions speak for: that of the logit slope * logit(p) + intercept."""

    intercept: float
    slope: float

    def probability(self, probability: float) -> float:
        return 1 / (1 + math.exp(-(self.intercept + self.slope * _logit(probability))))

    def inverse(self, probability: float) -> float:
        """The model's probability that is re-fitted to this one. The slope must not be 0."""
        return 1 / (1 + math.exp(-((_logit(probability) - self.intercept) / self.slope)))


@dataclass(frozen=True, slots=True)
class Effect:
    """What other thresholds would have done to the suggestions that were decided: shares are confirmed of shown."""

    before: Share
    after: Share
    confirmed_lost: Share
    dismissed_spared: Share
    confirmed_gained: int
    dismissed_added: int


def is_noisy(share: Share, wanted: float) -> bool:
    """Wrong too often, and not by chance: the upper end of the interval lies below what is wanted (0..1)."""
    return share.counted >= LEAST_NOISY and share.high < wanted


def reliability(decided: Sequence[Decided]) -> tuple[Band, ...]:
    """Predicted beside observed in BANDS bands of equal width; empty bands are left out.

    The reliability diagram of Murphy and Winkler, "Reliability of subjective probability forecasts", Applied
    Statistics 26 (1977) 41-47, as numbers.
    """
    ordered = sorted(decided, key=lambda one: one.probability)
    grouped = itertools.groupby(ordered, key=lambda one: min(int(one.probability * BANDS), BANDS - 1))
    return tuple(_band(number, list(members)) for number, members in grouped)


def _band(number: int, members: Sequence[Decided]) -> Band:
    return Band(
        low=number / BANDS,
        high=(number + 1) / BANDS,
        predicted=math.fsum(one.probability for one in members) / len(members),
        observed=_right(members),
    )


def is_enough(decided: Sequence[Decided]) -> bool:
    """Whether a re-fit of two numbers says anything: enough decisions, and enough of either kind."""
    right = sum(one.is_right for one in decided)
    return len(decided) >= LEAST_DECIDED and min(right, len(decided) - right) >= LEAST_OF_EACH


def refit(decided: Sequence[Decided]) -> Refit | None:
    """Intercept and slope that fit the decisions best; None when they are too few.

    J. Platt, "Probabilistic outputs for support vector machines" (1999), on the logit of the probability, with his
    targets that keep a clean split finite; Newton's method, damped, as Lin, Lin and Weng, Machine Learning 68 (2007)
    267-276.
    """
    if not is_enough(decided):
        return None
    right = sum(one.is_right for one in decided)
    high, low = (right + 1) / (right + 2), 1 / (len(decided) - right + 2)
    logits = np.array([_logit(one.probability) for one in decided])
    targets = np.array([high if one.is_right else low for one in decided])
    prior = math.log((right + 1) / (len(decided) - right + 1))
    intercept, slope = _fitted(np.column_stack([np.ones(len(logits)), logits]), targets, np.array([prior, 0.0]))
    return Refit(intercept=intercept, slope=slope)


def _fitted(columns: Numbers, targets: Numbers, beta: Numbers) -> tuple[float, float]:
    loss = _loss(columns @ beta, targets)
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(columns @ beta, -35, 35)))
        slope = columns.T @ (chance - targets)
        # All scores alike leave the slope open: the small ridge then keeps it where it is.
        bend = columns.T @ (columns * (chance * (1 - chance))[:, None]) + 1e-9 * np.eye(2)
        step, size = np.linalg.solve(bend, slope), 1.0
        while size > 1e-10 and _loss(columns @ (beta - size * step), targets) > loss:
            size /= 2
        beta = beta - size * step
        fell, loss = loss, _loss(columns @ beta, targets)
        if fell - loss < 1e-12:
            break
    return float(beta[0]), float(beta[1])


def _loss(logits: Numbers, targets: Numbers) -> float:
    return float(np.sum(np.logaddexp(0, logits) - targets * logits))


def propose(decided: Sequence[Decided], *, wanted: float, held: Thresholds) -> Thresholds | None:
    """Thresholds at which, by the re-fit, what is shown is right to the share `wanted`; None when nothing says so.

    show: the lowest score decided upon from which on the re-fitted probabilities average at least `wanted`; strict:
    likewise with half as many wrong; silent: where one in twenty would still be right, but never below `held.silent`,
    for nothing is known of what was never stored. None as well when the surest of all fall short of `wanted`.
    """
    fitted = refit(decided)
    if fitted is None or fitted.slope <= 0:
        return None
    show = _lowest(decided, fitted, wanted)
    if show is None:
        return None
    strict = _lowest(decided, fitted, 1 - (1 - wanted) / 2)
    return Thresholds(
        silent=min(show, max(held.silent, _rounded(fitted.inverse(LEAST_CHANCE)))),
        show=show,
        strict=max(show, held.strict if strict is None else strict),
    )


def _lowest(decided: Sequence[Decided], fitted: Refit, wanted: float) -> float | None:
    found, total = None, 0.0
    ordered = sorted((one.probability for one in decided), reverse=True)
    for number, probability in enumerate(ordered, start=1):
        total += fitted.probability(probability)
        if total / number >= wanted:
            found = probability
    return None if found is None else _rounded(found)


def _rounded(probability: float) -> float:
    """Down to a thousandth, so that the score it was read from stays in."""
    return math.floor(probability * 1000) / 1000


def effect(decided: Sequence[Decided], *, held: Thresholds, proposed: Thresholds) -> Effect:
    """The decided suggestions as they would have been shown by `held`, and by `proposed`."""
    before = [one for one in decided if one.probability >= held.show]
    after = [one for one in decided if one.probability >= proposed.show]
    lost = [one for one in before if one.probability < proposed.show]
    gained = [one for one in after if one.probability < held.show]
    was, gone, new = _right(before), _right(lost), _right(gained)
    return Effect(
        before=was,
        after=_right(after),
        confirmed_lost=intervals.share(gone.right, was.right),
        dismissed_spared=intervals.share(gone.counted - gone.right, was.counted - was.right),
        confirmed_gained=new.right,
        dismissed_added=new.counted - new.right,
    )


def effect_on_the_newer_half(decided: Sequence[Decided], *, wanted: float, held: Thresholds) -> Effect | None:
    """The effect of thresholds proposed from the older half on the newer half, which they have not seen.

    decided: oldest first. None when the older half is too small to propose anything.
    """
    middle = len(decided) // 2
    proposed = propose(decided[:middle], wanted=wanted, held=held)
    return None if proposed is None else effect(decided[middle:], held=held, proposed=proposed)


def _right(decided: Sequence[Decided]) -> Share:
    return intervals.share(sum(one.is_right for one in decided), len(decided))


def _logit(probability: float) -> float:
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))
