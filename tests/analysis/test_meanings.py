"""Claims are found by what they mean, in a sketch of one bit a number."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.analysis import meanings
from claims.analysis.encoders import Matrix, of_length_one
from claims.analysis.meanings import MeaningIndex, RememberingEncoder
from tests.fakes import FakeEncoder

ENCODER = FakeEncoder(size=200)
LINES = st.lists(st.sampled_from([f"line {n}" for n in range(30)]), max_size=3, unique=True)


def built(lines_of: dict[int, list[str]]) -> MeaningIndex:
    index = MeaningIndex(ENCODER)
    index.put(lines_of)
    return index


def asked(text: str) -> Matrix:
    return ENCODER.encode([text])[0]


def test_the_claim_with_the_very_line_is_the_nearest() -> None:
    index = built({number: [f"line {number}", f"other line {number}"] for number in range(500)})
    assert index.nearest(asked("line 77"), 5)[0] == 77
    assert index.nearest(asked("other line 78"), 1) == [78]


@given(st.dictionaries(st.integers(1, 9), LINES, max_size=9), st.randoms())
def test_neither_order_nor_edits_change_an_answer(lines_of: dict[int, list[str]], dice: object) -> None:
    edited = MeaningIndex(ENCODER)
    keys = list(lines_of)
    dice.shuffle(keys)  # type: ignore[attr-defined]  # a random.Random
    for key in keys:
        edited.put({key: ["something else", "for now"]})
    edited.put({99: ["gone soon"]})
    for key in reversed(keys):
        edited.put({key: lines_of[key]})
    edited.remove(99)
    fresh = built(lines_of)
    assert (len(edited), 99 in edited) == (len(fresh), False)
    for text in ("line 3", "something else", "gone soon"):
        assert edited.nearest(asked(text), 20) == fresh.nearest(asked(text), 20)


@given(st.dictionaries(st.integers(1, 40), LINES, min_size=1, max_size=40), st.sets(st.integers(1, 40)))
def test_what_is_left_out_is_not_found_and_the_rest_is(lines_of: dict[int, list[str]], without: set[int]) -> None:
    found = built(lines_of).nearest(asked("line 1"), 40, frozenset(without))
    assert set(found) == {key for key, lines in lines_of.items() if lines} - without


def test_memory_of_removed_lines_is_used_again() -> None:
    index = built({number: ["line"] for number in range(1000)})
    for number in range(1000):
        index.remove(number)
        index.put({number + 5000: [f"line {number}"]})
    assert index.rows_kept == 1024


def test_an_empty_index_and_an_empty_text_find_nothing() -> None:
    assert MeaningIndex(ENCODER).nearest(asked("line 1"), 5) == []
    assert built({1: ["line 1"]}).nearest(asked(""), 5) == []


@given(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8))
@example([0.0] * 7 + [8.483472113410157e-39])
def test_a_kept_vector_points_where_it_pointed(numbers: Sequence[float]) -> None:
    vector = of_length_one(np.array([numbers], dtype=np.float32))
    back = meanings.unpacked([meanings.as_bytes(vector[0])], 8)
    assert back.shape == (1, 8)
    if np.abs(numbers).max() > 1e-3:
        assert float(vector[0] @ back[0]) == pytest.approx(1, abs=1e-3)


def test_a_text_is_encoded_once() -> None:
    encoder = FakeEncoder(size=64)
    remembering = RememberingEncoder(encoder)
    first = remembering.encode(["one", "two", "one"])
    again = remembering.encode(["two", "one"])
    assert encoder.asked == ["one", "two"]
    assert np.array_equal(first[[1, 0]], again)
