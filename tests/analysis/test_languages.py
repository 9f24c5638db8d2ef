"""The language of a text is told from little, and too little text is called so."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import languages
from claims.analysis.languages import Readable, TooLittleText

HEADLINES = Path(__file__).parents[1] / "samples" / "headlines_in_other_languages.tsv"
ROWS = [line.split("\t") for line in HEADLINES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("code", "headline", "claim"), ROWS)
def test_a_headline_is_enough(code: str, headline: str, claim: str) -> None:
    assert languages.language_of(headline).code == code
    assert languages.language_of(claim).code == "en"


@pytest.mark.parametrize(
    ("code", "headline"),
    [
        ("fr", "Le président français a démissionné hier soir"),
        ("pl", "Prezydent Polski rezygnuje ze stanowiska"),
        ("ar", "الرئيس المصري يزور موسكو"),
        ("ja", "日本の首相が辞任した"),
        ("bg", "Президентът на България подаде оставка"),
    ],
)
def test_a_language_the_words_do_not_support_is_named(code: str, headline: str) -> None:
    language = languages.language_of(headline)
    assert language.code == code
    assert not language.is_supported


def test_the_language_of_most_of_a_mixed_text_counts() -> None:
    assert languages.language_of("Der Kreml sagt: «Войска вышли». Die Regierung in Kiew bestreitet das.").code == "de"
    assert languages.language_of("Компания Apple купила стартап OpenThing в Берлине").code == "ru"


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("", "", TooLittleText.EMPTY),
        (" \n", "\0\0", TooLittleText.EMPTY),
        ("Ebola", "", TooLittleText.ONE_WORD),
        ("", "日本", TooLittleText.ONE_WORD),
        ("--- 12.5 % / 13,7 $$", "#### 0x00 ||||", TooLittleText.SYMBOLS),
        ("", "\x00\x01PK\x03\x04\x14\x00\ufffd\ufffd\x08 9$%&/1", TooLittleText.SYMBOLS),
    ],
)
def test_too_little_text_has_a_reason(title: str, text: str, reason: TooLittleText) -> None:
    assert languages.readable(title, text) is reason


def test_what_can_be_read_comes_without_control_characters_and_cut() -> None:
    found = languages.readable("Troops\0 leave \ud800the border", "word " * 10_000)
    assert isinstance(found, Readable)
    assert found.title == "Troops  leave  the border"
    assert len(found.text) == languages.LONGEST_TEXT


@pytest.mark.parametrize("text", ["x" * 1_000_000, "слово " * 170_000, "\u202eالحدود " * 120_000, "\0" * 1_000_000])
def test_a_million_characters_are_answered_at_once(text: str) -> None:
    languages.language_of("the model is loaded before the clock runs")
    began = time.process_time()
    languages.readable(text, text)
    assert time.process_time() - began < 2


@given(st.text(), st.text())
def test_any_text_gets_an_answer(title: str, text: str) -> None:
    found = languages.readable(title, text)
    if isinstance(found, Readable):
        assert found.language.code
        assert 0 <= found.language.confidence <= 1
    else:
        assert found in TooLittleText
