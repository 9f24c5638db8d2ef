"""A hedge is named by its least certain sign, and a headline that drops its body's hedge is found."""

import pytest

from claims.analysis import hedges

TITLE = "Mayor sells the bridge of Ostwick"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Units are at the station", ""),
        ("The spokesman said units had left", "stated"),
        ("He allegedly sold the tank", "alleged"),
        ("Deterrence appeared to work", "appeared"),
        ("An attack could come within days, officials said", "could"),
        ("The columns will move on Tuesday", "planned"),
        ("Officials warned of an attack that may come", "warned"),
        ("Sanctions follow if Russia attacks", "conditional"),
        ("Войска могли уйти, заявил министр", "stated"),
    ],
)
def test_hedge_names_the_least_certain_sign(text: str, expected: str) -> None:
    assert hedges.hedge(text) == expected


@pytest.mark.parametrize(
    ("title", "text", "language", "words"),
    [
        (TITLE, "The mayor has reportedly sold the bridge of Ostwick.", "en", ("reportedly",)),
        (TITLE, "The mayor may have sold the Ostwick bridge, unconfirmed rumours say.", "en",
         ("may", "unconfirmed", "rumours")),
        (TITLE, "The mayor has sold the bridge of Ostwick.", "en", ()),
        (TITLE, "The mayor sold the Ostwick bridge in May.", "en", ()),
        ("Mayor reportedly sells the bridge", "The mayor has reportedly sold the bridge.", "en", ()),
        ("Did the mayor sell the bridge?", "The mayor has reportedly sold the bridge.", "en", ()),
        ("Mayor did not sell the bridge", "Rumours said the mayor had sold the bridge.", "en", ()),
        ("Mayor “sells the bridge”", "The mayor has reportedly sold the bridge.", "en", ()),
        (TITLE, "It rained on Monday. A cow may calve soon, a vet said.", "en", ()),
        ("Bürgermeister verkauft Brücke", "Der Bürgermeister hat die Brücke angeblich verkauft.", "de", ("angeblich",)),
        ("Мэр продал мост", "Мэр якобы продал мост.", "ru", ("якобы",)),
        ("Мер продав міст", "Мер нібито продав міст.", "uk", ("нібито",)),
        ("", "The mayor has reportedly sold the bridge.", "en", ()),
    ],
)  # fmt: skip
def test_a_headline_that_states_flatly_what_its_body_hedges(
    title: str, text: str, language: str, words: tuple[str, ...]
) -> None:
    assert hedges.dropped(title=title, text=text, sentence="", language=language) == words


def test_the_sentence_that_bears_on_the_claim_counts_wherever_it_stands() -> None:
    sentence = "The mayor allegedly sold the bridge."
    text = "It rained. " * 10 + sentence
    assert hedges.dropped(title=TITLE, text=text, sentence=sentence, language="en") == ("allegedly",)
