"""What was taken out of a text and what was put in, word by word."""

import random
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.analysis import typography, word_diff

TEXTS = st.text(alphabet="abc .!\n“”-é…部", max_size=80)


def told(old: str, new: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in word_diff.compare(old, new))


def without_spaces(text: str) -> str:
    return typography.plain(text).replace(" ", "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("Units leave.", "Units leave.", "Units leave."),
        (
            "Units leave on Monday, he said.",
            "Units leave on Tuesday, he said.",
            "Units leave on [-Monday-][+Tuesday+], he said.",
        ),
        ("With 10,000 men there now.", "With 12,000 men there now.", "With [-10,000 -][+12,000 +]men there now."),
        ("He saw no sign of it.", "He saw a sign of it.", "He saw [-no -][+a +]sign of it."),
        ("One. Two. Three.", "One. Three.", "One. [-Two. -]Three."),
        ("部队已离开边境。他说。", "部队未离开边境。他说。", "部队[-已-][+未+]离开边境。他说。"),
    ],
)
def test_what_changed_is_told_word_by_word(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


def test_other_quotation_marks_and_line_breaks_are_no_change() -> None:
    assert {piece.kind for piece in word_diff.compare("He said “no” – twice.", 'He  said "no" -\ntwice.')} == {"same"}


def test_a_passage_that_is_another_altogether_is_told_as_a_whole() -> None:
    assert (
        told("It rained in Kyiv.", "NATO met on the Monday after.")
        == "[-It rained in Kyiv.-][+NATO met on the Monday after.+]"
    )


@given(TEXTS, TEXTS)
@example("”aa", "aa“")
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = word_diff.compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    went = "".join(old[piece.start : piece.end] for piece in pieces if piece.kind != "added")
    assert went == old
    assert all(old[piece.start : piece.end] == piece.text for piece in pieces if piece.kind == "removed")
    assert all(
        without_spaces(old[piece.start : piece.end]) == without_spaces(piece.text)
        for piece in pieces
        if piece.kind == "same"
    )


@pytest.mark.parametrize("vocabulary", [2, 300])
def test_a_huge_text_takes_no_longer_than_a_person_waits(vocabulary: int) -> None:
    chance = random.Random(7)

    def huge() -> str:
        return " ".join(f"{chance.randrange(vocabulary)}{chance.choice(['', '', '', '.'])}" for _ in range(120_000))

    begun = time.process_time()
    word_diff.compare(huge(), huge())
    assert time.process_time() - begun < 5


def test_what_changed_near_a_quotation_is_cut_out() -> None:
    old = f"{'a ' * 100}NATO saw no sign.{' b' * 100}"
    new = old.replace("no sign", "signs")
    start = old.index("NATO")
    near = word_diff.near(word_diff.compare(old, new), start, start + 17, margin=6)
    assert [piece.kind for piece in near] == ["same", "removed", "added", "same"]
    assert "".join(piece.text for piece in near if piece.kind != "added") == old[start - 6 : start + 17 + 6]
