"""Which of many names are likely one."""

import random
import time

import pytest

from claims.analysis import duplicates
from claims.analysis.duplicates import Named


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Igor Konashenkov", "Igor Konashenkov", "name"),
        ("Igor Konashenkov", "Maj. Gen. KONASHENKOV, Igor", "part"),
        ("Jens Stoltenberg", "Mr Jens Stoltenberg", "name"),
        ("Élysée", "Elysee", "name"),
        ("Игорь Конашенков", "Igor Konashenkov", "name"),
        ("I. Konashenkov", "Igor Konashenkov", "initials"),
        ("Jens Stoltenberg", "Jens Stoltenburg", "spelling"),
        ("Konashenkov", "Igor Konashenkov", "part"),
        ("Ministry of Defence", "The Russian Ministry of Defence", "part"),
        ("Joe Biden", "Hunter Biden", None),
        ("Reuters", "Associated Press", None),
        ("A", "B", None),
        ("", "", None),
    ],
)
def test_two_names(one: str, other: str, reason: str | None) -> None:
    found = duplicates.likely([Named(1, one), Named(2, other)])
    assert [(pair.one, pair.other, pair.reason) for pair in found] == ([(1, 2, reason)] if reason else [])
    assert [pair.reason for pair in duplicates.of_one(Named(1, one), [Named(2, other)])] == ([reason] if reason else [])


def test_one_address_outweighs_two_names() -> None:
    rows = [
        Named(1, "X", addresses=("https://www.wikidata.org/wiki/Q1",)),
        Named(2, "Y", addresses=("http://wikidata.org/wiki/q1/",)),
    ]
    assert [pair.reason for pair in duplicates.likely(rows)] == ["address"]


def test_a_person_and_a_body_of_one_name_are_two() -> None:
    assert duplicates.likely([Named(1, "Wagner", "person"), Named(2, "Wagner", "body")]) == ()


def test_the_likeliest_come_first() -> None:
    names = ["Konashenkov", "Igor Konashenkov", "I. Konashenkov", "Igor Konashenkov"]
    found = duplicates.likely(Named(key, name) for key, name in enumerate(names))
    assert [pair.reason for pair in found[:3]] == ["name", "initials", "initials"]


def test_a_name_that_many_have_is_still_proposed() -> None:
    found = duplicates.likely(Named(key, "The ministry") for key in range(60))
    assert [(pair.one, pair.other) for pair in found] == [(key, key + 1) for key in range(59)]


def test_thousands_of_names_take_no_longer_than_a_person_waits() -> None:
    chance = random.Random(3)
    words = ["".join(chance.choices("abcdefghijklmnop", k=7)) for _ in range(2000)]
    rows = [Named(key, f"{chance.choice(words)} {chance.choice(words)}") for key in range(4000)]
    begun = time.process_time()
    duplicates.likely(rows)
    assert time.process_time() - begun < 3
