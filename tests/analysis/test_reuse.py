"""Shared passages are found with their places in both texts, and a shared quotation makes no copy."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import fingerprints, reuse
from claims.analysis.words import words_of
from claims.vocabulary import DerivationKind
from tests.dispatches import DISPATCH, REPORT

WORDS = [
    "nato",
    "troop",
    "border",
    "withdraw",
    "tank",
    "river",
    "bridge",
    "minister",
    "brussels",
    "crimea",
    "garrison",
    "seven",
    "market",
    "fuel",
]
texts = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


def roots(text: str) -> list[str]:
    return [word.root for word in words_of(text)]


@given(texts, texts)
def test_the_places_of_a_run_slice_both_texts_to_the_same_words(one: str, other: str) -> None:
    for passage in reuse.compare(one, other).passages:
        for run in passage.runs:
            sliced = roots(one[run.start : run.end])
            assert sliced == roots(other[run.other_start : run.other_end])
            assert len(sliced) == run.words >= reuse.SEED
        assert passage.words == sum(run.words for run in passage.runs)


@given(texts, texts)
def test_exchanging_the_texts_exchanges_the_places_and_nothing_else(one: str, other: str) -> None:
    there, back = reuse.compare(one, other), reuse.compare(other, one)
    exchanged = sorted(
        (run.other_start, run.other_end, run.start, run.end) for passage in back.passages for run in passage.runs
    )
    assert exchanged == sorted(
        (run.start, run.end, run.other_start, run.other_end) for passage in there.passages for run in passage.runs
    )
    assert (there.containment, there.resemblance) == (back.containment, back.resemblance)
    assert (there.share, there.share_of_other) == pytest.approx((back.share_of_other, back.share))


@given(st.lists(st.sampled_from(WORDS), min_size=reuse.SHINGLE, max_size=60).map(" ".join))
def test_a_text_is_a_full_copy_of_itself(text: str) -> None:
    found = reuse.compare(text, text)
    assert (found.containment, found.resemblance) == (1.0, 1.0)
    assert sum(passage.words for passage in found.passages) == len(roots(text))


def test_a_dispatch_in_a_longer_text_is_a_copy_and_so_is_a_cut_one() -> None:
    printed = f"{REPORT}\n\n{DISPATCH}"
    assert reuse.kinship(reuse.compare(printed, DISPATCH)) == DerivationKind.COPY
    cut = DISPATCH[: DISPATCH.index("Western")]
    assert reuse.kinship(reuse.compare(cut, DISPATCH)) == DerivationKind.COPY
    (passage,) = reuse.compare(printed, DISPATCH).passages
    assert printed[passage.start : passage.end] == DISPATCH.rstrip(".")


def test_a_changed_word_or_two_does_not_break_a_passage() -> None:
    edited = DISPATCH.replace("several battalions", "some units").replace("told reporters", "said")
    (passage,) = reuse.compare(edited, DISPATCH).passages
    assert len(passage.runs) > 1
    assert (edited[passage.start :][:4], DISPATCH[passage.other_start :][:4]) == ("NATO", "NATO")


def test_a_paragraph_taken_over_is_a_rewrite() -> None:
    background = DISPATCH[DISPATCH.index("Satellite") : DISPATCH.index("Western")]
    assert reuse.kinship(reuse.compare(f"{REPORT} {REPORT[::-1]} {background}", DISPATCH)) == DerivationKind.REWRITE


def test_quoting_the_same_third_party_is_no_copy() -> None:
    said = f"“{DISPATCH}”"
    one, other = f"{REPORT} He said: {said}", f"The minister told another paper something entirely different. {said}"
    found = reuse.compare(one, other)
    assert found.passages[0].words > reuse.TELLING
    assert found.copied == 0
    assert reuse.kinship(found) is None


def test_boilerplate_is_not_read() -> None:
    line = "Sign up for our newsletter and never miss the story everybody is talking about in town this week"
    assert reuse.compare(f"{REPORT}\n{line}", f"{DISPATCH}\n{line}").passages == ()


def test_short_news_that_reads_alike_is_a_copy() -> None:
    flash = "Ministry: columns of the western military district leave Crimea by rail over the Kerch bridge tonight."
    assert reuse.kinship(reuse.compare(flash, f"URGENT {flash}")) == DerivationKind.COPY


@pytest.mark.parametrize("text", ["", "…", "one", "\0\ud800", "مرحبا بالعالم", "la " * 300_000, "x" * 1_000_000])
def test_odd_texts_get_an_answer_soon(text: str) -> None:
    began = time.process_time()
    assert reuse.kinship(reuse.compare(text, DISPATCH)) is None
    reuse.compare(text, text)
    assert len(fingerprints.fingerprints(text)) <= fingerprints.MOST
    assert time.process_time() - began < 5  # seconds of work, however busy the machine is


@given(st.integers(0, 40), texts, texts)
def test_twenty_words_in_a_row_leave_a_number_in_both_texts(skipped: int, before: str, after: str) -> None:
    passage = " ".join(DISPATCH.split()[skipped : skipped + 60])
    if len(roots(passage)) < reuse.TELLING:
        return
    one, other = f"{before} . {passage} . {after}", f"{after} {REPORT} {passage} {before}"
    assert fingerprints.fingerprints(one) & fingerprints.fingerprints(other)


def test_different_texts_share_no_number() -> None:
    assert not fingerprints.fingerprints(DISPATCH) & fingerprints.fingerprints(REPORT)
