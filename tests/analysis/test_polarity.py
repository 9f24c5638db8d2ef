"""Two statements about one subject say opposite things by a negation or by a pair of opposites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.polarity import Opposition, opposition

SUBJECT = ["troops", "border", "leaving", "withdrawing", "dam", "burst", "mayor", "resigned", "prices"]
OPPOSITE = [
    ("The troops are leaving the border", "The troops are not leaving the border"),
    ("The dam has burst", "Reports that the dam has burst are false"),
    ("The mayor has resigned", "The mayor denies that he has resigned"),
    ("The mayor has resigned", "The mayor hasn’t resigned"),
    ("Nobody is leaving the border", "The troops are leaving the border"),
    ("The troops are withdrawing from the border", "The troops at the border are being reinforced: they are amassing"),
    ("The pilot is dead", "The pilot survived"),
    ("Prices rose in May", "Prices fell in May"),
    ("The bridge is open", "The bridge is closed"),
]
ALIKE = [
    ("The troops are leaving the border", "The troops are leaving the border today"),
    ("The troops are not leaving the border", "No troops are leaving the border"),
    ("The troops are not withdrawing", "More troops are amassing"),
    ("The troops are leaving the border", "The mayor did not deny that the troops are leaving the border"),
    ("The dam has burst", "It is no longer than an hour ago that the dam has burst"),
    ("The dam has burst", "Not only the dam has burst"),
    ("The dam has not burst", "No, the dam hasn't burst, it was a hoax"),
    ("The mayor has resigned", "The mayor, who had no idea of it, has resigned"),
    ("Prices rose and fell", "Prices fell"),
]


def about(*texts: str) -> list[str]:
    """The words both share, and the ones these examples turn on."""
    first, second = (set(text.lower().replace("’", "'").split()) for text in texts)
    return [*(first & second), *SUBJECT]


@pytest.mark.parametrize(("one", "other"), OPPOSITE)
def test_these_contradict_each_other_whichever_comes_first(one: str, other: str) -> None:
    assert opposition(one, other, subject=about(one, other)) is not None
    assert opposition(other, one, subject=about(one, other)) is not None


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_these_point_the_same_way(one: str, other: str) -> None:
    assert opposition(one, other, subject=about(one, other)) is None


@pytest.mark.parametrize(
    ("one", "other", "subject"),
    [
        ("Die Brücke ist gesperrt", "Die Brücke ist nicht gesperrt", ["Brücke", "gesperrt"]),
        ("Russland zieht Truppen ab", "Russland zieht keine Truppen ab", ["Truppen"]),
        ("Der Minister ist zurückgetreten", "Der Minister dementiert, dass er zurückgetreten ist", ["Minister"]),
        ("Войска уходят от границы", "Войска не уходят от границы", ["войска", "уходят"]),
        ("Мост открыт", "Мост закрыт", ["мост"]),
        ("Війська відходять від кордону", "Війська не відходять від кордону", ["війська", "відходять"]),
        ("Місто заперечує, що греблю зруйновано", "Греблю зруйновано", ["греблю", "зруйновано"]),
    ],
)
def test_german_russian_and_ukrainian_negate_and_oppose_too(one: str, other: str, subject: list[str]) -> None:
    assert opposition(one, other, subject=subject) is not None


def test_the_words_that_made_it_so_are_named_for_each_side() -> None:
    found = opposition("The troops are leaving", "The troops are not leaving", subject=["troops", "leaving"])
    assert found == Opposition("", "not", "negation")
    assert opposition("Prices rose", "Prices fell", subject=["prices"]) == Opposition("rose", "fell", "antonym")


def test_a_negation_far_from_the_subject_denies_something_else() -> None:
    one = "The troops are leaving the border"
    other = "The troops are leaving the border. It does not rain in the capital of the neighbours"
    assert opposition(one, other, subject=["troops", "leaving", "border"]) is None


_SAMPLE = "troops are not leaving the border deny false no fell rose dead alive who that isn't"
WORDS = st.lists(st.sampled_from(_SAMPLE.split()), max_size=12)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_are_answered_and_a_text_never_contradicts_itself(one: str, other: str) -> None:
    opposition(one, other, subject=one.split())
    assert opposition(one, one, subject=one.split()) is None


@given(WORDS, WORDS)
def test_it_is_the_same_from_either_side(one: list[str], other: list[str]) -> None:
    here, there = " ".join(one), " ".join(other)
    forth = opposition(here, there, subject=["troops", "leaving"])
    back = opposition(there, here, subject=["troops", "leaving"])
    assert (forth is None) == (back is None)
