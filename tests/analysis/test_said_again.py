"""The claimant says it once more, or the article only tells of what was said before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.said_again import SaidAgain, Speaker, find

CLAIM = "Freedonia is withdrawing some of its troops from the border with Sylvania"
SPEAKER = Speaker(
    names=("Rufus Firefly", "R. T. Firefly"), bodies=("Freedonian Defence Ministry",), offices=("defence minister",)
)
IT = "Freedonia is withdrawing troops from the border with Sylvania"


def said(
    sentence: str, *, title: str = "", text: str = "", start: int = -1, speaker: Speaker = SPEAKER
) -> SaidAgain | None:
    return find(claim=CLAIM, title=title, text=text, sentence=sentence, sentence_start=start, speaker=speaker)


@pytest.mark.parametrize(
    ("sentence", "name", "verb"),
    [
        (f"{IT}, Rufus Firefly said on Friday.", "Rufus Firefly", "said"),
        (f"{IT}, said Firefly.", "Firefly", "said"),
        (f"Firefly again told reporters that {IT}.", "Firefly", "told"),
        (f"According to Rufus Firefly, {IT}.", "Rufus Firefly", "according to"),
        (f"Firefly: {IT}", "Firefly", ":"),
        (f"Firefly, who met his colleague in Glory on a rainy Tuesday, insisted that {IT}.", "Firefly", "insisted"),
        (f"Freedonia's defence ministry said {IT}.", "Freedonia's defence ministry", "said"),
    ],
)
def test_the_claimant_says_it(sentence: str, name: str, verb: str) -> None:
    found = said(sentence)
    assert found is not None
    assert (found.name, found.verb) == (name, verb)


@pytest.mark.parametrize(
    "sentence",
    [
        f"Firefly had said that {IT}.",
        f"Last month Firefly said that {IT}.",
        f"Firefly did not say that {IT}.",
        "Firefly said that Freedonia is not withdrawing troops from the border with Sylvania.",
        f"Firefly falsely claimed that {IT}.",
        f"Ambassador Trentino said he sees no sign that {IT}, as Firefly put it.",
        f"Vera Marcal said {IT}.",
        "Firefly said the weather in Freedonia is fine.",
        f"{IT}.",
        "",
    ],
)
def test_these_are_no_repetition(sentence: str) -> None:
    assert said(sentence) is None


def test_a_fact_check_is_no_repetition() -> None:
    assert said(f"{IT}, Rufus Firefly said.", title="Fact check: are the troops leaving?") is None


def test_many_hold_an_office_so_it_counts_where_the_article_names_its_holder() -> None:
    sentence = f"The defence minister said {IT}."
    assert said(sentence, text="The Sylvanian government met.") is None
    found = said(sentence, text="Rufus Firefly spoke in Glory. " + sentence)
    assert found is not None
    assert found.is_office


def test_a_pronoun_stands_for_who_was_named_in_the_sentence_before() -> None:
    before = "Rufus Firefly spoke in Glory on Friday. "
    sentence = f"He said {IT}."
    text = before + sentence
    assert said(sentence, text=text, start=len(before)) is not None
    other = "Vera Marcal spoke in Glory on Friday. "
    assert said(sentence, text=other + sentence, start=len(other)) is None


@pytest.mark.parametrize(
    ("claim", "sentence", "name"),
    [
        (
            "Freedonien zieht Truppen von der Grenze ab",
            "Freedonien zieht Truppen von der Grenze ab, sagte Rufus Firefly erneut.",
            "Firefly",
        ),
        ("Войска уходят от границы", "Войска уходят от границы, заявил Иван Петренко.", "Петренко"),
        ("Війська відходять від кордону", "Війська відходять від кордону, заявив Іван Петренко.", "Петренко"),
    ],
)
def test_german_russian_and_ukrainian_say_it_too(claim: str, sentence: str, name: str) -> None:
    speaker = Speaker(names=("Rufus Firefly", "Иван Петренко", "Іван Петренко"))
    found = find(claim=claim, title="", text="", sentence=sentence, sentence_start=-1, speaker=speaker)
    assert found is not None
    assert name in found.name


@given(st.text(max_size=300), st.text(max_size=300), st.integers(-1, 300), st.text(max_size=40))
def test_any_text_is_answered(sentence: str, text: str, start: int, name: str) -> None:
    speaker = Speaker(names=(name,), bodies=(name,), offices=(name,))
    find(claim=CLAIM, title=text, text=text, sentence=sentence, sentence_start=start, speaker=speaker)


def test_a_million_characters_are_answered_in_bounded_time() -> None:
    assert said("Firefly said " * 90_000, text="He said. " * 120_000, start=500) is None
