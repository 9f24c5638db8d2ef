"""Marking cuts a text and loses nothing of it."""

from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import marking
from claims.analysis.marking import Span

TEXT = "Units left. NATO sees no withdrawing units."


def test_a_word_is_marked_in_any_form() -> None:
    marked = [run.text for run in marking.mark(TEXT, matched=["unit", "NATO"], best=None) if run.is_matched]
    assert marked == ["Units", "NATO", "units"]


def test_the_best_sentence_keeps_its_matched_words() -> None:
    runs = marking.mark(TEXT, matched=["NATO"], best=Span(12, len(TEXT)))
    best = [run for run in runs if run.is_best]
    assert "".join(run.text for run in best) == TEXT[12:]
    assert [run.text for run in best if run.is_matched] == ["NATO"]


@given(st.text(max_size=80), st.lists(st.text(max_size=8), max_size=3), st.integers(0, 90), st.integers(0, 90))
def test_the_runs_joined_are_the_text(text: str, matched: list[str], start: int, end: int) -> None:
    runs = marking.mark(text, matched=matched, best=Span(start, end))
    assert "".join(run.text for run in runs) == text


def test_a_long_text_is_shown_around_its_best_sentence() -> None:
    part = marking.window(100_000, Span(50_000, 50_100))
    assert part.start <= 50_000 < 50_100 <= part.end
    assert part.end - part.start == marking.LONGEST


def test_the_nearest_sentence_shares_most_roots() -> None:
    text = "All is calm. NATO saw no withdrawal of a unit. The units withdrew, it said."
    found = marking.nearest_sentence(text, to="NATO sees no units withdrawing")
    assert found is not None
    assert text[found.start : found.end] == "NATO saw no withdrawal of a unit."


def test_of_sentences_that_share_nothing_none_is_near() -> None:
    assert marking.nearest_sentence("All is calm.", to="NATO sees no units") is None
    assert marking.nearest_sentence("", to="NATO") is None
    assert marking.nearest_sentence("NATO", to="") is None
