"""A change of substance is told from a change of dress."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import changes

TITLE = "Columns are leaving"
TEXT = 'The ministry said "all 30 columns" left on 15 February.\n\nNobody saw it.'


@pytest.mark.parametrize(
    "dressed",
    [
        "The ministry said “all 30 columns” left\n on  15 February. Nobody saw it.",
        "Updated 5 minutes ago\n" + TEXT,
        TEXT + "\n\n128 comments\n\nShare on Facebook\n\nAdvertisement",
        "15 February 2022, 10:32 GMT\n" + TEXT,
        TEXT + "\n\nRead more: The road is empty",
        TEXT.replace("Nobody saw", "Nobody\u00a0saw"),
    ],
)
def test_dress_is_no_change(dressed: str) -> None:
    assert changes.fingerprint(TITLE, dressed) == changes.fingerprint(TITLE, TEXT)
    assert not changes.compare(TITLE, TEXT, TITLE, dressed).is_substantial


@pytest.mark.parametrize(
    ("old", "new"), [("30", "80"), ("15", "16"), ("Nobody", "Somebody"), ("left", "have left"), ("said", "says")]
)
def test_one_word_or_digit_in_a_sentence_is_a_change(old: str, new: str) -> None:
    change = changes.compare(TITLE, TEXT, TITLE, TEXT.replace(old, new))
    assert change.kinds == ("text",)
    assert len(change.added) == len(change.removed) == 1
    assert new in change.added[0]


def test_a_headline_and_an_order_are_changes_of_their_own_kind() -> None:
    assert changes.compare(TITLE, "A left. B came.", "Columns left", "B came. A left.").kinds == ("headline", "order")


def test_a_sentence_said_twice_and_now_once_is_a_loss() -> None:
    assert changes.compare("", "It left. It left.", "", "It left.").removed == ("It left.",)


@given(st.text(max_size=80), st.text(max_size=80))
def test_equal_fingerprints_and_no_change_are_the_same(old: str, new: str) -> None:
    is_same = changes.fingerprint("t", old) == changes.fingerprint("t", new)
    assert changes.compare("t", old, "t", new).is_substantial is not is_same


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("Troops are leaving, the ministry says", "Troops are leaving", "the ministry says"),
        ("Russia says troops are leaving", "Russian troops are leaving", "Russia says"),
        ("According to Kyiv, the bridge is open", "The bridge is open", "According to Kyiv"),
        ("Alleged attack on school", "Attack on school", "Alleged"),
        ("Troops could leave", "Troops leave", "could"),
        ("Ministry says troops may leave", "Ministry says troops leave", "may"),
        ("Russia ‘withdrawing’ troops", "Russia withdrawing troops", "'withdrawing'"),
        ("Parade on May 9", "Parade", ""),
        ("Troops leave", "Troops leave, ministry says", ""),
        ("Ministry says troops leave", "Troops leave, says ministry", ""),
        ("", "", ""),
    ],
)
def test_a_headline_that_loses_its_attribution_is_noticed(old: str, new: str, lost: str) -> None:
    assert changes.lost_attribution(old, new) == lost
