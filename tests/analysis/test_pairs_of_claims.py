"""Two claims are the same, the same about another period, the opposite, another by its number, or strangers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import claim_pairs
from claims.analysis.claim_pairs import Pair, PairText
from claims.analysis.lexical_model import load_model

MODEL = load_model()
LEAVING = "Some troops are leaving the Morna border after their drills"
MAY, JUNE = datetime(2022, 5, 1, tzinfo=UTC), datetime(2022, 6, 1, tzinfo=UTC)


def pair(one: PairText | str, other: PairText | str) -> Pair | None:
    first = PairText(1, one) if isinstance(one, str) else one
    second = PairText(2, other) if isinstance(other, str) else other
    return next(iter(claim_pairs.similar(first, [second], model=MODEL, most=1)), None)


def kind(one: PairText | str, other: PairText | str) -> str | None:
    found = pair(one, other)
    return found.kind if found else None


def test_the_same_in_other_words_is_a_likely_duplicate() -> None:
    assert kind(LEAVING, "After drills, troops have left the border at Morna") == "duplicate"


def test_the_very_same_is_near_certain_and_another_wording_is_not() -> None:
    same, reworded = pair(LEAVING, LEAVING.upper()), pair(LEAVING, "Troops leave the Morna border")
    assert same is not None
    assert same.is_near_certain
    assert reworded is None or not reworded.is_near_certain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The flood has destroyed 300 houses in Morna", "The flood has destroyed 450 houses in Morna"),
        ("The factory in Morna will employ two thousand people", "The factory in Morna will employ 900 people"),
    ],
)
def test_another_number_makes_another_claim(one: str, other: str) -> None:
    assert kind(one, other) == "another"


def test_a_number_that_only_one_of_them_gives_does_not_part_them() -> None:
    assert kind("The flood has destroyed 300 houses in Morna", "The flood has destroyed houses in Morna") == "duplicate"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The attack on Morna will begin on 16 February", "The attack on Morna will begin on 20 February"),
        ("Unemployment in Morna fell in May", "Unemployment in Morna fell in June"),
        ("The harvest in Morna was poor in 2019", "The harvest in Morna was poor in 2021"),
    ],
)
def test_the_same_words_with_another_date_repeat(one: str, other: str) -> None:
    assert kind(one, other) == "repeats"


def test_one_date_in_two_spellings_is_one_date_and_may_is_not_always_a_month() -> None:
    attack = "The attack on Morna will begin on "
    assert kind(attack + "16 February", attack + "February 16") == "duplicate"
    assert (
        kind("Troops may leave the Morna border in 2019", "Troops leave the Morna border in June 2019") == "duplicate"
    )


def test_the_opposite_about_another_time_is_no_contradiction() -> None:
    assert kind("Unemployment in Morna rose in May", "Unemployment in Morna fell in June") == "alike"
    assert kind("Unemployment in Morna rose in May", "Unemployment in Morna fell in May") == "contradicts"


def test_periods_that_do_not_meet_make_a_repetition_and_periods_that_meet_do_not() -> None:
    days = timedelta(days=20)
    here = PairText(1, LEAVING, begins=MAY, ends=MAY + days)
    assert kind(here, PairText(2, LEAVING, begins=JUNE, ends=JUNE + days)) == "repeats"
    assert kind(here, PairText(2, LEAVING, begins=MAY + days / 2, ends=JUNE + days)) == "duplicate"
    assert kind(here, PairText(2, LEAVING)) == "duplicate"


def test_the_opposite_contradicts_unless_the_same_claimant_says_it() -> None:
    denial = "No troops are leaving the Morna border after their drills"
    ministry, alliance = frozenset({7}), frozenset({8})
    assert kind(PairText(1, LEAVING, claimants=ministry), PairText(2, denial, claimants=alliance)) == "contradicts"
    assert kind(PairText(1, LEAVING, claimants=ministry), PairText(2, denial, claimants=ministry)) == "alike"
    unknown = pair(PairText(1, LEAVING, claimants=ministry), PairText(2, denial))
    assert unknown is not None
    assert not unknown.reasons.is_claimant_known


def test_strangers_are_no_pair() -> None:
    assert kind(LEAVING, "A dam near the town of Sella has burst after heavy rain") is None


def test_a_quotation_can_be_what_is_alike() -> None:
    one = PairText(1, "It is over at the frontier", quotation=LEAVING)
    assert kind(one, PairText(2, LEAVING)) == "duplicate"


def test_the_reasons_name_what_is_shared_and_what_only_one_has() -> None:
    found = pair("The flood has destroyed 300 houses in Morna", "The flood has destroyed 450 houses in Morna")
    assert found is not None
    assert found.reasons.only_here == ("300",)
    assert found.reasons.only_there == ("450",)
    assert {"flood", "houses", "Morna"} <= set(found.reasons.words)
    turned = found.reasons.turned()
    assert (turned.only_here, turned.only_there) == (("450",), ("300",))


def test_a_claim_is_not_its_own_pair() -> None:
    assert claim_pairs.similar(PairText(1, LEAVING), [PairText(1, LEAVING)], model=MODEL, most=5) == ()


_SAMPLE = "troops Morna border leave not 300 450 drills May June flood dam no houses"
WORDS = st.lists(st.sampled_from(_SAMPLE.split()), max_size=12)


@given(WORDS, WORDS)
def test_likeness_is_a_share_and_the_same_from_either_side(one: list[str], other: list[str]) -> None:
    here, there = " ".join(one), " ".join(other)
    forth, back = pair(here, there), pair(there, here)
    assert (forth is None) == (back is None)
    if forth is not None and back is not None:
        assert 0 <= forth.likeness <= 1
        assert forth.likeness == pytest.approx(back.likeness)
        assert forth.kind == back.kind


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_are_answered(one: str, other: str) -> None:
    pair(one, other)


def test_a_million_characters_are_answered_in_bounded_time() -> None:
    assert kind("troops " * 150_000, "Morna " * 170_000) is None


@given(WORDS)
def test_the_heaviest_roots_are_few_and_those_asked_for_are_the_first_of_those_kept(words: list[str]) -> None:
    kept = claim_pairs.heaviest_roots(" ".join(words), "", MODEL)
    asked = claim_pairs.heaviest_roots(" ".join(words), "", MODEL, most=claim_pairs.ASKED)
    assert len(kept) <= claim_pairs.HEAVIEST
    assert kept[: len(asked)] == asked
