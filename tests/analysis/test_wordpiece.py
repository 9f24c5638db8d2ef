"""A text is cut into the pieces that BERT's own tokenizer gives."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import wordpiece
from claims.analysis.lexical_model import DamagedWeights

NUMBERS = wordpiece.vocabulary()
# Made with Hugging Face's tokenizer for all-MiniLM-L6-v2, which is not needed here.
KNOWN = [
    ("NATO's Stoltenberg: no withdrawal!", [101, 10079, 1005, 1055, 2358, 27914, 11029, 1024, 2053, 10534, 999, 102]),
    (
        "Déjà vu in Zürich, 10,000 café-goers",
        [101, 2139, 3900, 24728, 1999, 10204, 1010, 2184, 1010, 2199, 7668, 1011, 2175, 2545, 102],
    ),
]


@pytest.mark.parametrize(("text", "expected"), KNOWN)
def test_the_pieces_are_those_of_the_encoder_s_own_tokenizer(text: str, expected: list[int]) -> None:
    assert wordpiece.piece_numbers(text, most=64, numbers=NUMBERS) == expected


@given(st.text(max_size=300), st.integers(2, 40))
def test_any_text_has_a_beginning_an_end_and_no_more_pieces_than_asked(text: str, most: int) -> None:
    pieces = wordpiece.piece_numbers(text, most=most, numbers=NUMBERS)
    assert (pieces[0], pieces[-1]) == (NUMBERS["[CLS]"], NUMBERS["[SEP]"])
    assert 2 <= len(pieces) <= most


def test_what_cannot_be_pieced_together_is_one_unknown_word() -> None:
    assert wordpiece.piece_numbers("☃" * 5 + " " + "x" * 101, most=9, numbers=NUMBERS)[1:-1] == [100, 100]


def test_a_damaged_vocabulary_is_named(tmp_path: Path) -> None:
    file = tmp_path / wordpiece.VOCABULARY_FILE
    file.write_bytes(gzip.compress(b"just\nwords"))
    with pytest.raises(DamagedWeights, match=str(file)):
        wordpiece.vocabulary(tmp_path)
    file.write_bytes(b"not packed")
    wordpiece.vocabulary.cache_clear()
    with pytest.raises(DamagedWeights, match=str(file)):
        wordpiece.vocabulary(tmp_path)
