"""A share counted on few is told with how sure it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import intervals

COUNTS = st.integers(0, 5000).flatmap(lambda counted: st.tuples(st.integers(0, counted), st.just(counted)))


# Newcombe, "Two-sided confidence intervals for the single proportion", Stat. Med. 17 (1998), table I, method 3.
@pytest.mark.parametrize(
    ("right", "counted", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombes_examples(right: int, counted: int, low: float, high: float) -> None:
    found = intervals.share(right, counted)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(COUNTS)
def test_the_share_lies_within_and_the_mirror_image_mirrors(counts: tuple[int, int]) -> None:
    right, counted = counts
    found, mirrored = intervals.share(right, counted), intervals.share(counted - right, counted)
    assert 0 <= found.low <= (found.value if found.value is not None else 0.5) <= found.high <= 1
    assert found.low == pytest.approx(1 - mirrored.high)


def test_more_of_the_same_is_surer() -> None:
    few, many = intervals.share(8, 10), intervals.share(80, 100)
    assert few.low < many.low < 0.8 < many.high < few.high


def test_nothing_counted_says_nothing() -> None:
    assert intervals.share(0, 0) == intervals.Share(0, 0, 0.0, 1.0)
    assert intervals.share(0, 0).value is None


@pytest.mark.parametrize(("right", "counted"), [(3, 2), (-1, 2), (0, -1)])
def test_no_share_is_refused(right: int, counted: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        intervals.share(right, counted)
