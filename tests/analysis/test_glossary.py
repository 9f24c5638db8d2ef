"""Words of German, Russian and Ukrainian news have the root of their English word, and English words their own."""

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import glossary, lexical_model, transliteration, ukrainian
from claims.analysis.glossary import GlossaryDamaged
from claims.analysis.roots import root_of
from claims.analysis.similarity import ClaimIndex, ClaimText, QueryText
from claims.analysis.words import words_of

HEADLINES = Path(__file__).parents[1] / "samples" / "headlines_in_other_languages.tsv"
# Roots in the shipped table that are German words as well: names, loans, and stems no English word is written as.
_LOANS = """
bauer bett blumen chef christen haus iren kampf mai mann mond mutter sieg tod tot traum volk elisabeth
"""
LOANS = frozenset(_LOANS.split())


@pytest.mark.parametrize(
    ("english", "others"),
    [
        ("withdraw", "вывод отводит відведення Abzug abziehen"),
        ("troops", "войска войск війська військ Truppen"),
        ("kill", "убит убили вбито вбивають getötet"),
        ("missile", "ракету ракети Raketen"),
        ("president", "президентом президента Präsidenten Praesident"),
        ("hospital", "больнице лікарні Krankenhäuser"),
        ("kyiv", "Киеве Києві Kiew"),
        ("usa", "США американский американських"),
        ("isis", "ИГИЛ ІДІЛ"),
        ("putin", "Путина Путіна Putins"),
        ("street", "улице вулиці"),
    ],
)
def test_a_word_of_another_language_has_the_root_of_the_english_word(english: str, others: str) -> None:
    assert {root_of(other.lower()) for other in others.split()} == {root_of(english)}


def test_the_parts_of_a_german_compound_are_known() -> None:
    assert glossary.parts_of("raketenfabrik") == ("missile", "factory")
    assert glossary.english_of("raketenfabrik") == "factory"
    written = list(words_of("Raketenfabrik brennt"))
    assert [word.root for word in written] == [root_of(word) for word in ("missile", "factory", "burn")]
    assert {(word.start, word.end) for word in written[:2]} == {(0, 13)}


def test_english_words_keep_their_root() -> None:
    table = gzip.decompress((lexical_model.WEIGHTS / lexical_model.WORDS_FILE).read_bytes()).decode()
    shipped = {line.split("\t")[0] for line in table.splitlines()[1:]}
    words = {word for word in shipped if word.isascii() and word.isalpha()}
    assert len(words) > 10_000
    taken = {word for word in words if (english := glossary.english_of(word)) and root_of(english) != word}
    assert taken <= LOANS


def test_small_words_of_other_languages_are_left_out() -> None:
    assert [word.root for word in words_of("Он не был в Киеве, und das ist nicht mit ihr")] == [root_of("kyiv")]
    assert [word.root for word in words_of("MIT")] == ["mit"]


@pytest.mark.parametrize(
    ("cyrillic", "english"),
    [
        ("сомерса", "somers"),
        ("гриценком", "gritsenk"),
        ("достоевского", "dostoevsky"),
        ("дженнингс", "jennings"),
        ("шевчука", "shevchuk"),
        ("хабибуллин", "khabibullin"),
        ("їжакевич", "yizhakevych"),
        ("o'neal", "o'neal"),
    ],
)
def test_an_unknown_name_is_read_in_latin_letters(cyrillic: str, english: str) -> None:
    assert transliteration.latin(cyrillic) == english


@given(st.text(max_size=60))
def test_any_word_has_a_root(word: str) -> None:
    assert root_of(word) == root_of(word)
    assert all(glossary.parts_of(word))


def test_headlines_find_their_claim_without_an_encoder() -> None:
    rows = [line.split("\t") for line in HEADLINES.read_text(encoding="utf-8").splitlines()]
    index = ClaimIndex(lexical_model.load_model())
    for number, (_, _, claim) in enumerate(rows):
        index.put(ClaimText(number, claim))
    found = [index.shortlist(QueryText(headline, ""), most=1)[0][0] for _, headline, _ in rows]
    assert sum(number == first for number, first in enumerate(found)) >= len(rows) - 2


def test_ukrainian_is_rewritten_for_an_encoder() -> None:
    assert ukrainian.for_an_encoder("Президент заперечує, що Гриценкові їхати") == "president deny, що Гриценкови ихати"


@pytest.mark.parametrize("content", [b"withdraw\tabzug=\n", b"\tabzug=\t\t\n", b"withdraw\t=\t\t\n", b"\xff\xfe"])
def test_a_damaged_glossary_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_bytes(content)
    with pytest.raises(GlossaryDamaged, match=r"glossary\.tsv"):
        list(glossary.read(file))
    with pytest.raises(GlossaryDamaged, match="cannot be read"):
        list(glossary.read(tmp_path / "none.tsv"))


def test_the_glossary_is_read_quickly() -> None:
    began = time.process_time()
    assert len(list(glossary.read(glossary.GLOSSARY_FILE))) > 5_000
    assert time.process_time() - began < 1
