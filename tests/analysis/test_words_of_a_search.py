"""Articles and claims are cut into the same words, and what is typed is never syntax."""

import string
import time

from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import search_words
from claims.analysis.lexical_model import load_model

MODEL = load_model()
ALLOWED = set(".,'")


def test_each_word_stands_once_and_those_of_the_headline_are_marked() -> None:
    assert search_words.of_article("Troops leave", "The troops left. Troops!") == "=leav =troop leav troop"


def test_a_claim_counts_rare_words_for_more() -> None:
    weights = search_words.of_claim(["The president saw Yelnya"], MODEL)
    assert weights["yeln"] > weights["president"] > 0
    assert weights["=yeln"] == weights["yeln"]


def test_names_and_numbers_are_looked_for_however_long_the_claim() -> None:
    rare = " ".join(f"zq{letter}{other}x" for letter in string.ascii_lowercase for other in "abc")
    weights = search_words.of_claim([f"{rare}, said Obama of 40 people"], MODEL)
    assert {"obam", "40"} <= weights.keys()
    assert len(weights) == 2 * search_words.MOST_WORDS


def test_every_line_of_a_claim_is_looked_for() -> None:
    assert {"yeln", "kursk"} <= search_words.of_claim(["It is over at Yelnya", "We leave Kursk"], MODEL).keys()


def test_the_telling_words_are_the_heaviest() -> None:
    assert search_words.telling({"a": 50, "b": 40, "c": 6, "d": 4}) == {"a": 50, "b": 40}
    assert search_words.telling({}) == {}


def test_russian_ukrainian_and_german_words_have_their_roots() -> None:
    assert search_words.of_typed("войсками") == search_words.of_typed("войсками".upper())
    for one, other in (("войсками", "войска"), ("військами", "війська"), ("GRENZE", "Grenze")):
        assert search_words.of_typed(one) == search_words.of_typed(other), one


@given(st.text(max_size=300))
def test_any_text_gives_words_that_no_engine_cuts(text: str) -> None:
    for words in (search_words.of_typed(text), search_words.of_article("", text).split(" ")):
        for word in words:
            assert all(c.isalnum() or c in ALLOWED for c in word), word
    assert len(search_words.of_typed(text)) <= search_words.MOST_TYPED


@given(st.text(max_size=100))
def test_an_article_is_found_by_every_word_typed_from_it(text: str) -> None:
    held = set(search_words.of_article("", text).split(" "))
    assert set(search_words.of_typed(text)) <= held


def test_a_million_characters_take_no_time() -> None:
    began = time.process_time()
    for huge in ("troops OR " * 100_000, "x" * 1_000_000, "\x00" * 1_000_000, '"' * 1_000_000):
        search_words.of_typed(huge)
        search_words.of_article(huge, huge)
        search_words.of_claim([huge[:4_000]], MODEL)
    assert time.process_time() - began < 5
