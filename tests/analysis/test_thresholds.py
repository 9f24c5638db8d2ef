"""Three thresholds are always in order; what is pinned holds and the others give way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.thresholds import Thresholds, from_weights

THREE = Thresholds(silent=0.2, show=0.45, strict=0.7)
CHANCES = st.floats(0, 1)
NAMES = ("silent", "show", "strict")


@st.composite
def pins(draw: st.DrawFn) -> dict[str, float]:
    names = [name for name in NAMES if draw(st.booleans())]
    return dict(zip(names, sorted(draw(CHANCES) for _ in names), strict=True))


@pytest.mark.parametrize(
    "values",
    [(0.5, 0.4, 0.9), (0.1, 0.9, 0.8), (-0.1, 0.4, 0.9), (0.1, 0.4, 1.1), (0.1, float("nan"), 0.9)],
)
def test_out_of_order_is_refused_in_one_sentence(values: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="silent <= show <= strict"):
        Thresholds(*values)


@given(pins())
def test_what_is_pinned_holds_whatever_the_rest_was(pinned: dict[str, float]) -> None:
    told = THREE.pinned(pinned).as_json()
    assert {name: told[name] for name in pinned} == pinned


def test_what_is_not_pinned_stays_unless_it_would_be_out_of_order() -> None:
    assert THREE.pinned({}) == THREE
    assert THREE.pinned({"show": 0.5}) == Thresholds(0.2, 0.5, 0.7)
    assert THREE.pinned({"show": 0.1}) == Thresholds(0.1, 0.1, 0.7)
    assert THREE.pinned({"silent": 0.8}) == Thresholds(0.8, 0.8, 0.8)
    assert THREE.pinned({"strict": 0.3}) == Thresholds(0.2, 0.3, 0.3)


def test_the_weights_recommend_three() -> None:
    assert from_weights({"thresholds": THREE.as_json(), "sets": {}}) == THREE


@pytest.mark.parametrize("learned", [{}, {"thresholds": {"show": 0.5}}, {"thresholds": {**THREE.as_json(), "show": 2}}])
def test_weights_without_thresholds_are_an_error(learned: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_weights(learned)
