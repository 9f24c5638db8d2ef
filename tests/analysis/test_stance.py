"""The suggested stance follows the cue words, and never claims more than they say."""

import pytest

from claims.analysis import stance

REDUCING = "Russia is reducing its forces near Ukraine"
LOADING = (
    "Some units of the Southern and Western military districts have finished drills and are loading to return to base"
)
NO_INVASION = "No invasion of Ukraine is planned"

TABLE = [
    (REDUCING, "Alliance: satellite pictures show no withdrawal of Russian troops near Ukraine", "against"),
    (REDUCING, "Russia added 7,000 troops near Ukraine, says a US official", "against"),
    (REDUCING, "Pictures show new Russian deployments close to Ukraine", "against"),
    (REDUCING, "Claim of a Russian pullback was untrue, Washington believes", "against"),
    (REDUCING, "Russia reportedly reducing its forces near Ukraine", "observing"),
    (REDUCING, "Russia is pulling troops back from Ukraine, ministry says", "observing"),
    (REDUCING, "Satellite pictures confirm that Russian forces left the border", "for"),
    (LOADING, "Russian units return to base after drills, ministry says", "observing"),
    (LOADING, "Russian units return to base after drills", "for"),
    (LOADING, "Tanks did not return to base after the drills", "against"),
    (NO_INVASION, "Kremlin denies that an invasion of Ukraine is planned", "observing"),
    (NO_INVASION, "Full-scale invasion of Ukraine begins", "against"),
    (NO_INVASION, "No plan to invade Ukraine", "for"),
    (NO_INVASION, "Denial of an invasion plan was false", "against"),
    ("The battery does not last a day", "Battery has to be charged every evening", "for"),
    ("The battery does not last a day", "The battery doesn't last until the evening", "for"),
    ("The mayor has died", "Mayor alive and well after hospital scare", "against"),
    ("A giant squid was found in the harbour", "That squid in the harbour is a hoax", "against"),
    ("A giant squid was found in the harbour", "Did a giant squid reportedly wash up in the harbour?", "observing"),
    ("A giant squid was found in the harbour", "Was this giant squid found in the harbour?", "observing"),
    ("A giant squid was found in the harbour", "Giant squid found in harbour", "for"),
    ("A giant squid was found in the harbour", "Interest rates rise by a quarter point", "ignoring"),
]


@pytest.mark.parametrize(("claim", "title", "expected"), TABLE)
def test_headline_alone_gives_the_stance(claim: str, title: str, expected: str) -> None:
    assert stance.suggest_stance(claim=claim, title=title, text="").stance == expected


def test_the_sentence_and_the_lead_count_when_the_headline_is_silent() -> None:
    guess = stance.suggest_stance(
        claim=REDUCING,
        title="Russian forces near Ukraine: what we saw",
        text="The pullback is fake. Officials in three capitals said the announcement was false.",
        sentence="Officials in three capitals said the announcement was false.",
    )
    assert guess.stance == "against"
    assert {"fake", "false"} <= set(guess.cues)


def test_cues_stand_in_the_article_as_quoted() -> None:
    title = "Ministry DENIES it isn’t true that forces were reduced"
    guess = stance.suggest_stance(claim=REDUCING, title=title, text="")
    assert guess.cues
    assert all(cue in title for cue in guess.cues)


def test_a_guess_without_a_cue_is_unsure() -> None:
    bare = stance.suggest_stance(claim=LOADING, title="Russian units at their base", text="")
    cued = stance.suggest_stance(claim=LOADING, title="Russian units at their base is a hoax", text="It is fake.")
    assert bare.cues == ()
    assert bare.confidence < cued.confidence


@pytest.mark.parametrize("text", ["", "\x00", "\x00" * 1000, "no " * 400_000, "ا" * 10_000, "🛰" * 100_000])
def test_any_text_gets_an_answer(text: str) -> None:
    guess = stance.suggest_stance(claim=text[:500], title=text, text=text, sentence=text)
    assert guess.stance in {"for", "against", "observing", "ignoring"}
    assert 0 <= guess.confidence <= 1


def test_a_harmless_no_denies_nothing() -> None:
    guess = stance.suggest_stance(claim=LOADING, title="Units no longer at drills, back at base", text="")
    assert guess.stance == "for"


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
    assert stance.hedge(text) == expected
