"""A quotation is found again in a later text."""

from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import quotations
from claims.analysis.quotations import Anchor

TEXT = "He said “it is   over”. Later he said “it is over” again, and left."


def test_an_anchor_holds_the_words_as_the_text_has_them() -> None:
    found = quotations.anchor(TEXT, '"it is over"')
    assert found == Anchor("“it is   over”", "He said ", ". Later he said “it is over” aga", 8)


def test_the_occurrence_nearest_to_the_start_is_taken() -> None:
    assert quotations.anchor(TEXT, "it is over", start=40).start == TEXT.rindex("it is over")


def test_a_quotation_moves_with_its_surroundings() -> None:
    second = quotations.anchor(TEXT, "it is over", start=40)
    later = "New: it is over. " + TEXT
    assert quotations.find(later, second) == later.rindex("it is over")


def test_a_quotation_that_is_gone_is_gone() -> None:
    assert quotations.find("He said nothing.", quotations.anchor(TEXT, "it is over")) == -1
    assert quotations.anchor(TEXT, "never said").start == -1
    assert quotations.anchor(TEXT, "  ").start == -1


@given(st.text(max_size=60), st.data())
def test_whatever_is_cut_from_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    exact = text[begin : data.draw(st.integers(begin, len(text)))]
    found = quotations.anchor(text, exact, start=begin)
    assert found.start == -1 or quotations.find(text, found) >= 0
    assert quotations.find(text, found) == found.start or not exact.strip()


def test_a_long_quotation_is_cut_at_fifty_words() -> None:
    short = quotations.shorten("word, " * 80)
    assert len(short.split()) == 50
    assert short.endswith("word…")
    assert quotations.shorten("two  words") == "two words"
    assert len(quotations.shorten("字" * 5000)) <= 751
