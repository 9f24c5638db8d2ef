"""Words and sentences are found where they stand, whatever the text is made of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.analysis import words


def roots(text: str) -> list[str]:
    return [word.root for word in words.words_of(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("19M watches", "19000000"),
        ("19 million watches", "19000000"),
        ("a 1.5-million car", "1500000"),
        ("10,000 people", "10000"),
        ("$2.5bn", "2500000000"),
        ("two planes", "2"),
        ("the 16th time", "16"),
        ("0.5 seconds", "0.5"),
    ],
)
def test_a_number_has_one_value_however_it_is_written(text: str, number: str) -> None:
    assert number in [word.root for word in words.words_of(text) if word.is_number]


def test_the_country_in_capitals_is_not_the_pronoun() -> None:
    assert roots("US told us") == roots("The U.S. told them")
    assert "usa" not in roots("they told us")


def test_a_name_of_two_words_equals_its_short_form() -> None:
    text = "The United States and the Islamic State"
    assert roots(text) == roots("The US and ISIS")
    assert [text[word.start : word.end] for word in words.words_of(text)] == ["United States", "Islamic State"]


def test_other_alphabets_are_words_too() -> None:
    assert roots("Россия отводит войска") == roots("РОССИЯ ОТВОДИТ ВОЙСК")
    assert roots("Élysée") == roots("elysee")
    assert len(roots("Russische Truppen kehren zurück")) == 4


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    found = [one.text for one in words.sentences_of('Mr. Lee saw U.S. tanks. "None left," he said.\nMore follows')]
    assert found == ["Mr. Lee saw U.S. tanks.", '"None left," he said.', "More follows"]


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in words.words_of(text):
        assert text[word.start : word.end].strip()
        assert word.root


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    last = 0
    for sentence in words.sentences_of(text):
        assert text[sentence.start : sentence.start + len(sentence.text)] == sentence.text
        assert sentence.start >= last
        last = sentence.start + len(sentence.text)


def test_a_run_of_letters_without_end_is_no_word() -> None:
    assert roots("x" * 1_000_000) == []
    assert roots("troops \x00 left\x00") == roots("troops left")


_PIECES = """
19 million 19-million $3 billion thousandfold 10,000 2015_ U.S. US us _U.S. New York new-york United States
United-States prime Prime minister great Britain Ministers don't Russia’s 3pm 19m 4th. (NATO) islamic State.
million's MILLION ſtate Kyiv, мирные Страны \u3099 \u0345 ² ３ -
"""
PIECES = st.sampled_from(_PIECES.split())
PRINTED = st.lists(PIECES | st.text(max_size=6), max_size=12).flatmap(
    lambda pieces: st.sampled_from([" ", "\n", "  ", "", "-", "\u2003", "\u00a0"]).map(lambda gap: gap.join(pieces))
)


@settings(max_examples=400)
@given(PRINTED)
def test_the_quick_reading_gives_the_same_roots_as_the_slow_one(text: str) -> None:
    assert words.roots_of_text(text) == [word.root for word in words.words_of(text)]


@settings(max_examples=300)
@given(PRINTED, PRINTED, st.sampled_from(["\n", ". ", " ", "? "]), st.integers(0, 12))
def test_the_first_roots_are_those_of_the_sentences(one: str, other: str, gap: str, most: int) -> None:
    text = one + gap + other
    slowly = [word.root for sentence in words.sentences_of(text) for word in words.words_of(sentence.text)]
    assert words.first_roots(text, most) == slowly[:most]


def test_a_long_text_without_a_space_is_read_quickly() -> None:
    assert words.roots_of_text("x" * 1_000_000) == []
