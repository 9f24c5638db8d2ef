"""What sets a headline apart from its claim: an opposite, cues of its own, and whom it gives the word to."""

import pytest

from claims.analysis import lexical_model, pair_texts, stance_contrast, stance_features

SQUID = "A giant squid was found in the harbour"
PRIEST = "A priest says that he met a giant squid"


def measured(claim: str, title: str) -> dict[str, float]:
    model = lexical_model.load_model()
    against = stance_features.measure_against_claim(pair_texts.read_headline(claim, model), title, model)
    return dict(zip(stance_features.CLAIM_NAMES, against.values.tolist(), strict=True))


def of_contrast(claim: str, title: str) -> dict[str, float]:
    values = measured(claim, title)
    return {name: values[name] for name in stance_contrast.NAMES if values[name]}


@pytest.mark.parametrize(
    ("claim", "title", "opposed"),
    [
        (SQUID, "Giant squid not found in the harbour", "opposed:negation"),
        ("The mayor has died", "Mayor is alive", "opposed:antonym"),
    ],
)
def test_the_opposite_of_the_claim_is_told_by_its_kind(claim: str, title: str, opposed: str) -> None:
    found = of_contrast(claim, title)
    assert [name for name in found if name.startswith("opposed")] == [opposed]


def test_a_negation_that_the_claim_has_too_opposes_nothing() -> None:
    found = of_contrast("The giant squid was not found", "Giant squid not found in the harbour")
    assert not any(name.startswith("opposed") for name in found)


def test_a_cue_of_the_claim_is_none_of_the_headline() -> None:
    assert of_contrast(PRIEST, "Priest claims he met giant squid")["both:attributing"] == 1
    assert "new:attributing" not in of_contrast(PRIEST, "Priest claims he met giant squid")
    assert of_contrast(SQUID, "Fisherman claims giant squid was found")["new:attributing"] == 1


def test_the_rules_are_heard_in_the_place_of_their_stance() -> None:
    found = of_contrast(SQUID, "The squid in the harbour is a hoax")
    assert [name for name in found if name.startswith("ruled")] == ["ruled:against"]
    assert 0.5 < found["ruled:against"] < 1


@pytest.mark.parametrize(
    ("title", "voices"),
    [
        ("Coast guard: giant squid found in the harbour today", ["voice_before"]),
        ("Giant squid found alive in the harbour: fisherman", ["voice_after"]),
        ("Giant squid: what the fisherman saw that morning", []),
        ("Giant squid found in the harbour", []),
    ],
)
def test_who_speaks_stands_before_or_after_a_colon_and_has_no_word_of_the_claim(title: str, voices: list[str]) -> None:
    assert [name for name in of_contrast(SQUID, title) if name.startswith("voice")] == voices


@pytest.mark.parametrize(
    ("title", "tail"),
    [
        ("Giant squid found in harbour, fisherman says", {"tail_words": 2, "tail_is_short": 1, "tail_voices": 1}),
        ("Giant squid found in harbour – a photograph", {"tail_words": 2, "tail_is_short": 1}),
        ("In the harbour, a squid was found by six men in a boat", {"tail_words": 10}),
        ("Giant squid found in harbour", {}),
    ],
)
def test_the_end_behind_a_comma_or_dash_is_measured(title: str, tail: dict[str, float]) -> None:
    found = of_contrast(SQUID, title)
    assert {name: value for name, value in found.items() if name.startswith("tail")} == tail


@pytest.mark.parametrize("title", ["", ":", ": ,", "\x00", ", – | : "])
def test_any_headline_is_measured(title: str) -> None:
    assert len(measured(SQUID, title)) == len(stance_features.CLAIM_NAMES)
