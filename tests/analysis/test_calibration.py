"""Decisions are held against probabilities; thresholds are proposed only where they say enough."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.analysis import calibration
from claims.analysis.calibration import Decided
from claims.analysis.thresholds import Thresholds

HELD = Thresholds(silent=0.1, show=0.4, strict=0.8)
CHANCES = st.floats(0, 1)
DECIDED = st.lists(st.builds(Decided, CHANCES, st.booleans()), max_size=150)


def drawn(number: int, *, intercept: float = 0.0, slope: float = 1.0, seed: int = 1) -> list[Decided]:
    """Decisions on suggestions whose true probability has that logit line over the model's."""
    chance = random.Random(seed)
    scores = [chance.uniform(0.02, 0.98) for _ in range(number)]
    true = calibration.Refit(intercept=intercept, slope=slope)
    return [Decided(score, chance.random() < true.probability(score)) for score in scores]


def test_a_band_tells_predicted_beside_observed() -> None:
    (low, high) = calibration.reliability([Decided(0.12, False), Decided(0.18, True), Decided(1.0, True)])
    assert (low.low, low.high, low.predicted) == (0.1, 0.2, pytest.approx(0.15))
    assert (low.observed.right, low.observed.counted) == (1, 2)
    assert (high.low, high.high, high.observed.counted) == (0.9, 1.0, 1)


@given(DECIDED)
def test_every_decision_is_in_one_band(decided: list[Decided]) -> None:
    bands = calibration.reliability(decided)
    assert sum(band.observed.counted for band in bands) == len(decided)
    assert all(band.low - 1e-9 <= band.predicted <= band.high + 1e-9 for band in bands)


def test_a_refit_finds_the_line_that_the_decisions_follow() -> None:
    found = calibration.refit(drawn(20_000, intercept=-0.8, slope=1.5))
    assert found is not None
    assert found.intercept == pytest.approx(-0.8, abs=0.1)
    assert found.slope == pytest.approx(1.5, abs=0.1)
    assert found.inverse(found.probability(0.3)) == pytest.approx(0.3)


def test_too_few_decisions_are_not_refitted() -> None:
    few = [Decided(0.9, True)] * 30 + [Decided(0.2, False)] * 19
    assert calibration.refit(few) is None
    assert calibration.refit([*few, Decided(0.2, False)]) is not None
    one_sided = [Decided(0.9, True)] * 500 + [Decided(0.2, False)] * 9
    assert calibration.refit(one_sided) is None
    assert calibration.propose(one_sided, wanted=0.8, held=HELD) is None


@settings(deadline=None)
@given(st.lists(st.builds(Decided, CHANCES, st.booleans()), min_size=50, max_size=150))
def test_whatever_was_decided_the_refit_is_finite_and_the_proposal_in_order(decided: list[Decided]) -> None:
    found = calibration.refit(decided)
    proposed = calibration.propose(decided, wanted=0.8, held=HELD)
    assert found is None or math.isfinite(found.intercept + found.slope)
    assert proposed is None or proposed.silent <= proposed.show <= proposed.strict


def test_a_clean_split_stays_finite() -> None:
    found = calibration.refit([Decided(0.9, True)] * 50 + [Decided(0.1, False)] * 50)
    assert found is not None
    assert 0.5 < found.probability(0.9) < 1


def test_scores_that_say_nothing_propose_nothing() -> None:
    upside_down = [Decided(1 - one.probability, one.is_right) for one in drawn(2000)]
    assert calibration.propose(upside_down, wanted=0.8, held=HELD) is None
    alike = [Decided(0.5, number % 2 == 0) for number in range(100)]
    assert calibration.propose(alike, wanted=0.8, held=HELD) is None


def test_what_is_proposed_reaches_what_is_wanted_on_decisions_it_has_not_seen() -> None:
    proposed = calibration.propose(drawn(5000, intercept=-1.0), wanted=0.8, held=HELD)
    assert proposed is not None
    unseen = calibration.effect(drawn(5000, intercept=-1.0, seed=2), held=HELD, proposed=proposed)
    assert unseen.after.value == pytest.approx(0.8, abs=0.03)
    assert unseen.before.value is not None
    assert unseen.before.value < 0.7


def test_wanting_more_shows_less() -> None:
    decided = drawn(3000)
    shows = [calibration.propose(decided, wanted=wanted, held=HELD) for wanted in (0.7, 0.8, 0.9)]
    assert [one.show for one in shows if one] == sorted({one.show for one in shows if one})
    assert len(shows) == 3


def test_what_nobody_can_reach_is_not_proposed() -> None:
    assert calibration.propose(drawn(3000, intercept=-5.0), wanted=0.999, held=HELD) is None


def test_silent_is_never_proposed_below_what_was_stored() -> None:
    proposed = calibration.propose(drawn(3000, intercept=4.0), wanted=0.8, held=HELD)
    assert proposed is not None
    assert proposed.silent == min(HELD.silent, proposed.show)


def test_the_effect_counts_what_is_lost_and_spared() -> None:
    decided = [Decided(0.3, False), Decided(0.45, False), Decided(0.5, True), Decided(0.9, True)]
    found = calibration.effect(decided, held=HELD, proposed=Thresholds(0.1, 0.6, 0.8))
    assert (found.before.right, found.before.counted) == (2, 3)
    assert (found.after.right, found.after.counted) == (1, 1)
    assert (found.confirmed_lost.right, found.confirmed_lost.counted) == (1, 2)
    assert (found.dismissed_spared.right, found.dismissed_spared.counted) == (1, 1)
    lower = calibration.effect(decided, held=HELD, proposed=Thresholds(0.1, 0.2, 0.8))
    assert (lower.confirmed_gained, lower.dismissed_added, lower.confirmed_lost.right) == (0, 1, 0)


@given(DECIDED, CHANCES)
def test_after_is_before_without_what_went_and_with_what_came(decided: list[Decided], show: float) -> None:
    found = calibration.effect(decided, held=HELD, proposed=Thresholds(0.0, show, 1.0))
    assert found.after.right == found.before.right - found.confirmed_lost.right + found.confirmed_gained
    wrong = found.before.counted - found.before.right - found.dismissed_spared.right + found.dismissed_added
    assert found.after.counted - found.after.right == wrong


def test_noisy_is_what_is_surely_wrong_too_often() -> None:
    share = calibration.intervals.share
    assert not calibration.is_noisy(share(0, 9), 0.8)
    assert calibration.is_noisy(share(0, 10), 0.8)
    assert not calibration.is_noisy(share(7, 10), 0.8)
    assert calibration.is_noisy(share(700, 1000), 0.8)


def test_the_newer_half_judges_what_the_older_half_proposes() -> None:
    found = calibration.effect_on_the_newer_half(drawn(400), wanted=0.8, held=HELD)
    assert found is not None
    assert found.before.counted < 200
    assert calibration.effect_on_the_newer_half(drawn(60), wanted=0.8, held=HELD) is None
