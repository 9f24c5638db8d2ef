"""Cues are found as whole words and phrases, in the lexicon of the text's language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import stance_cues, stance_language
from claims.analysis.stance_lexicons import LEXICONS


def kinds_in(text: str, language: str = "en") -> list[tuple[str, tuple[str, ...]]]:
    return [(text[cue.start : cue.end], cue.kinds) for cue in stance_cues.find(text, language)]


def test_the_longest_phrase_wins() -> None:
    assert kinds_in("It was NOT TRUE at all") == [("was", ("opening",)), ("NOT TRUE", ("refuting",))]


def test_a_harmless_negation_is_no_cue() -> None:
    assert kinds_in("not only sheep") == []


def test_part_of_a_word_is_no_cue() -> None:
    assert kinds_in("Notary nominated") == []


def test_a_typographic_apostrophe_is_a_straight_one() -> None:
    assert kinds_in("sheep isn’t real") == [("isn’t real", ("refuting",))]


def test_one_beginning_stands_for_all_its_words() -> None:
    assert kinds_in("Министр опровергла слухи", "ru") == [("опровергла", ("refuting",)), ("слухи", ("hedging",))]


@given(st.text(), st.sampled_from(sorted(LEXICONS)))
def test_every_cue_stands_in_its_text_in_order(text: str, language: str) -> None:
    places = [(cue.start, cue.end) for cue in stance_cues.find(text, language)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Banksy arrested", "en"),
        ("No, Banksy hasn't been arrested", "en"),
        ("Two die in Los Angeles", "en"),
        ("Elf Verkehrsflugzeuge vom Flughafen Tripolis verschwunden", "de"),
        ("Россия вывела войска", "ru"),
        ("Росія відвела війська", "uk"),
        ("La Russie retire les troupes de la frontière", ""),
        ("Rusia retira las tropas y los tanques", ""),
        ("القوات الروسية تنسحب", ""),
        ("", "en"),
        ("12 — 34", "en"),
    ],
)
def test_the_lexicon_follows_the_language(text: str, language: str) -> None:
    assert stance_language.lexicon_for(text, "") == language
