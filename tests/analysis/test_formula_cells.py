"""What a spreadsheet would compute is written as text, and read back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.formula_cells import harmless_cell, is_formula, read_cell


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=cmd|' /C calc'!A0"])
def test_what_would_be_computed_begins_with_an_apostrophe(cell: str) -> None:
    assert harmless_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("text", ["", "No sign of it", "'quoted'", "1-2", "NATO: - none"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless_cell(text) == text


@given(st.text(alphabet="'=+-@\t\ra ", max_size=6))
def test_what_was_written_is_read_back_exactly(text: str) -> None:
    written = harmless_cell(text)
    assert read_cell(written) == text
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_minus_may_begin_a_sentence_and_an_equals_sign_may_not() -> None:
    assert is_formula(" =A1&B1")
    assert not is_formula("– 5 %")
    assert not is_formula("@handle")
