"""The suggested stance follows the cue words, and never claims more than they say."""

import time

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


def test_only_words_that_moved_the_guess_are_its_cues() -> None:
    bare = stance.suggest_stance(claim=LOADING, title="Russian units at their base", text="")
    cued = stance.suggest_stance(claim=LOADING, title="Russian units at their base is a hoax", text="")
    assert (bare.stance, bare.cues) == ("for", ())
    assert (cued.stance, cued.cues) == ("against", ("hoax",))


@pytest.mark.parametrize("text", ["", "\x00", "\x00" * 1000, "no " * 400_000, "ا" * 10_000, "🛰" * 100_000])
def test_any_text_gets_an_answer(text: str) -> None:
    guess = stance.suggest_stance(claim=text[:500], title=text, text=text, sentence=text)
    assert guess.stance in {"for", "against", "observing", "ignoring", ""}
    assert 0 <= guess.confidence <= 1


def test_a_harmless_no_denies_nothing() -> None:
    guess = stance.suggest_stance(claim=LOADING, title="Units no longer at drills, back at base", text="")
    assert guess.stance == "for"


def test_headline_and_body_are_read_apart() -> None:
    guess = stance.suggest_stance(
        claim=REDUCING,
        title="Russia withdraws troops from Ukraine border",
        text="Russia did not withdraw any troops from the border with Ukraine. The claim is a false hoax, NATO said.",
    )
    assert guess.headline.stance == "for"
    assert guess.body.stance == "against"
    assert {"not", "false", "hoax"} <= set(guess.body.cues)
    assert all(0 <= one.confidence <= 1 for one in (guess.headline, guess.body))


def test_an_article_without_a_body_has_no_stance_of_its_body() -> None:
    guess = stance.suggest_stance(claim=REDUCING, title="Russia withdraws troops", text="")
    assert (guess.body.stance, guess.body.confidence) == ("", 0.0)


def test_the_hedge_that_a_headline_drops_is_named() -> None:
    guess = stance.suggest_stance(
        claim=REDUCING,
        title="Russia withdraws troops from Ukraine border",
        text="Russia has reportedly withdrawn troops from the border with Ukraine.",
    )
    assert guess.drops_hedge
    assert guess.hedge_words == ("reportedly",)


@pytest.mark.parametrize(
    ("title", "stance_expected", "language"),
    [
        ("Russland zieht Truppen von der Grenze zur Ukraine ab", "for", "de"),
        ("Bericht über Abzug russischer Truppen ist falsch", "against", "de"),
        ("Russland zieht angeblich Truppen von der Grenze ab", "observing", "de"),
        ("Россия вывела войска от границы с Украиной", "for", "ru"),
        ("Сообщения о выводе войск оказались фейком", "against", "ru"),
        ("Россия якобы выводит войска от границы", "observing", "ru"),
        ("Росія відвела війська від кордону з Україною", "for", "uk"),
        ("Повідомлення про відведення військ спростували", "against", "uk"),
        ("Росія нібито відводить війська від кордону", "observing", "uk"),
    ],
)
def test_other_languages_are_read_with_their_own_lexicon(title: str, stance_expected: str, language: str) -> None:
    guess = stance.suggest_stance(claim=REDUCING, title=title, text="")
    assert (guess.stance, guess.language) == (stance_expected, language)


@pytest.mark.parametrize(
    "title",
    ["روسيا تسحب قواتها من الحدود", "ロシアが軍を撤退", "La Russie retire les troupes de la frontière"],
)
def test_a_language_without_a_lexicon_gets_no_suggestion(title: str) -> None:
    guess = stance.suggest_stance(claim=REDUCING, title=title, text="")
    assert (guess.stance, guess.confidence, guess.cues, guess.language) == ("", 0.0, (), "")


def test_a_labelled_pair_always_gets_one_of_three_stances() -> None:
    for title in ("", "Interest rates rise", "روسيا تسحب قواتها", "Russia is withdrawing, ministry says"):
        found, confidence = stance.headline_stance(REDUCING, title, "")
        assert found in {"for", "against", "observing"}
        assert 0 <= confidence <= 1


def test_a_headline_that_ends_in_who_says_it_only_reports_it() -> None:
    assert stance.headline_stance("A squid was found", "Squid found in harbour, fisherman says", "")[0] == "observing"


def test_a_million_characters_take_no_longer_than_a_page() -> None:
    text = "Nobody confirmed (“that” – no hoax?) it... " * 25_000
    began = time.process_time()
    stance.suggest_stance(claim=text, title=text, text=text, sentence=text)
    assert time.process_time() - began < 5
