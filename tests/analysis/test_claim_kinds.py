"""The kind of a claim is suggested by its words, and they are told."""

import pytest

from claims.analysis import claim_kinds


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The ministry denies that its troops will march", "denial", "denies"),
        ("We will withdraw every unit by Friday", "promise", "We will"),
        ("The president pledged to bring them home", "promise", "pledged"),
        ("The sanctions are unacceptable", "opinion", "unacceptable"),
        ("The columns will reach the capital within two days", "prediction", "will"),
        ("Some 10,000 soldiers have left the district", "quantity", "10,000"),
        ("Inflation is at 7.5 % in the country", "quantity", "7.5 %"),
        ("Thousands of people fled the town", "quantity", "Thousands of"),
        ("Die Truppen werden am Dienstag abziehen", "prediction", "werden"),
        ("Министерство опровергло сообщение", "denial", "опровергло"),
        ("Президент пообіцяв повернути їх", "promise", "пообіцяв"),
    ],
)
def test_the_words_tell_the_kind(text: str, kind: str, words: str) -> None:
    assert claim_kinds.sign(text) == claim_kinds.Kind(kind, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Units are loading onto trains at the station",
        "The order was signed on 15 February 2022",
        "It was signed on February 15, 2022 at 10:30",
        "Am 3. März unterschrieb der Minister",
        "\0\ufffd",
        "T-72 tanks stand in the square",
    ],
)
def test_a_plain_fact_and_a_date_tell_none(text: str) -> None:
    assert claim_kinds.sign(text) is None


def test_a_long_text_is_read_in_part() -> None:
    assert claim_kinds.sign("a " * 500_000 + "denies") is None
