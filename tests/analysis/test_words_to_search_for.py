"""Of a statement the words are searched for that say most: names, numbers, and the rarest of the rest."""

import pytest

from claims.analysis.search_providers import query_words

STATEMENT = "Vladimir Putin said 10,000 troops left Crimea"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (STATEMENT, ("Vladimir Putin", "10,000", "troops", "left", "Crimea")),
        ("Putin met Vladimir Putin", ("Putin", "met", "Vladimir Putin")),
        ("Vladimir Putin met, and Putin's guests left", ("Vladimir Putin", "met", "guests", "left")),
        ("NATO spent 19 million on the United States", ("NATO", "spent", "19 million", "United States")),
        ("Министр Сергей Шойгу отводит войска", ("Министр", "Сергей Шойгу", "отводит", "войска")),
        ("Was this of us?", ("Was", "this", "of", "us")),
        ("?!", ()),
        ("", ()),
        ("\x00\ud800", ()),
    ],
)
def test_names_and_numbers_stay_together_and_in_order(statement: str, words: tuple[str, ...]) -> None:
    assert query_words(statement, most=10) == words


def test_of_many_words_names_and_numbers_stay_and_of_the_rest_the_rarest() -> None:
    assert query_words("The people of the Donbas saw 300 howitzers, people and people", most=3) == (
        "Donbas",
        "300",
        "howitzers",
    )
    assert query_words(STATEMENT, most=0) == ()
    assert query_words(STATEMENT, most=-1) == ()


def test_a_long_row_of_capitals_is_cut_into_phrases_that_others_may_use() -> None:
    found = query_words("We met Alphaville Betaville Gammaville Deltaville yesterday", most=2)
    assert found == ("Alphaville Betaville Gammaville", "Deltaville")


def test_a_statement_without_end_is_searched_by_its_beginning() -> None:
    assert len(query_words("word " * 500_000 + "Crimea", most=5)) == 1
    assert query_words("x" * 1_000_000, most=5)
