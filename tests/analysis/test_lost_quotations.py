"""A quotation that is gone to the letter: where it may stand now."""

from itertools import pairwise

from claims.analysis import lost_quotations, quotations
from claims.analysis.quotations import Anchor

THEN = "They met. Mr Stoltenberg said: “We have not seen any sign of de-escalation on the ground.” He left for Kyiv."


def lost() -> Anchor:
    return quotations.anchor(THEN, "We have not seen any sign of de-escalation on the ground")


def test_words_that_were_edited_are_proposed_with_their_place() -> None:
    now = f"Updated. {THEN.replace('We have not seen any sign', 'So far we have not seen any signs')}"
    found = lost_quotations.candidates(now, lost())
    assert "not seen any signs of de-escalation on the ground" in found[0].anchor.exact
    assert now[found[0].anchor.start :].startswith(found[0].anchor.exact)
    assert found[0].likeness > 0.7


def test_what_stands_where_it_stood_is_proposed_however_it_reads() -> None:
    now = THEN.replace("We have not seen any sign of de-escalation on the ground", "It is too early to tell")
    found = lost_quotations.candidates(now, lost())
    assert [(one.anchor.exact, one.is_between) for one in found] == [("It is too early to tell", True)]


def test_nothing_is_proposed_where_nothing_reads_like_it() -> None:
    assert lost_quotations.candidates("Rain is expected on Thursday in most of the country.", lost()) == ()
    assert lost_quotations.candidates("", lost()) == ()
    assert lost_quotations.candidates(THEN, Anchor("", "", "", -1)) == ()


def test_the_best_comes_first_and_no_place_twice() -> None:
    now = (
        "He has seen some sign of de-escalation somewhere. Mr Stoltenberg said: "
        "“We have not yet seen any sign of de-escalation on the ground.” He left for Kyiv."
    )
    found = lost_quotations.candidates(now, lost())
    assert found[0].anchor.exact.startswith("We have not yet seen")
    places = sorted((one.anchor.start, one.anchor.start + len(one.anchor.exact)) for one in found)
    assert all(end <= begin for (_, end), (begin, _) in pairwise(places))
