"""From editors' decisions a proposal, with its effect before anybody adopts it; only a chief adopts."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.analysis.thresholds import Thresholds
from claims.matching import thresholds
from claims.models import Claim, Decision, JournalEntry, MatchThresholds, Suggestion
from claims.verification import decisions
from claims.vocabulary import JournalKind, SuggestionOrigin, SuggestionState
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings: Any) -> None:
    settings.MATCH_THRESHOLDS = {"silent": 0.1, "show": 0.3, "strict": 0.9}


def calibrate(*arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("calibrate_matching", "--json", *arguments, stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def in_words(*arguments: str) -> str:
    out = io.StringIO()
    call_command("calibrate_matching", *arguments, stdout=out)
    return out.getvalue()


def decided(score: float, *, is_right: bool, claim: Claim, **values: Any) -> Suggestion:
    """A suggestion with a decision that stands, as the stage leaves them behind."""
    state = SuggestionState.CONFIRMED if is_right else SuggestionState.DISMISSED
    one = factories.suggestion(score=score, claim=claim, state=state, **{"model_version": "lexical-1", **values})
    act = "confirmed" if is_right else "dismissed"
    number = 10_000 + one.pk
    Decision.objects.record(
        suggestion=one,
        act=act,
        reason="So",
        by=factories.ada(),
        number=number,
        recorded_at=values.get("created_at", NOON),
    )
    return one


def a_hundred() -> None:
    """Ten at each score: of those at .35 three are right, at .65 six, at .95 all."""
    claim = factories.claim()
    for score, right in ((0.25, 1), (0.35, 3), (0.45, 4), (0.55, 5), (0.65, 6), (0.75, 8), (0.85, 9), (0.95, 10)):
        for number in range(10):
            decided(score, is_right=number < right, claim=claim)


def test_the_proposal_and_its_effect_are_shown_and_nothing_is_changed() -> None:
    a_hundred()
    before = JournalEntry.objects.count()
    told = calibrate("--wanted", "0.8")
    assert (told["decided"], told["confirmed"], told["is_adopted"]) == (80, 46, False)
    assert told["held"]["show"] == 0.3
    assert 0.3 < told["proposed"]["show"] <= 0.75
    assert told["effect"]["before"]["right"] == 45
    assert told["effect"]["before"]["counted"] == 70
    after = told["effect"]["after"]
    assert after["share"] >= 0.75
    assert after["low"] < after["share"] < after["high"]
    assert told["effect"]["confirmed_lost"]["right"] == 45 - after["right"]
    assert told["effect"]["dismissed_spared"]["right"] == 25 - (after["counted"] - after["right"])
    band = told["reliability"][1]
    assert (band["predicted"], band["observed"]["share"]) == (0.35, 0.3)
    assert len(told["cannot_tell"]) == 5
    assert JournalEntry.objects.count() == before
    assert not MatchThresholds.objects.exists()


def test_it_is_told_in_words_too() -> None:
    a_hundred()
    words = in_words()
    assert "80 suggestions of lexical-1 decided, 46 confirmed." in words
    assert "0.3 to 0.4: 35% predicted, 3 of 10, 30% (95 % interval 11% to 60%)" in words
    assert "What these figures cannot tell:" in words
    assert "Nothing was changed." in words


def test_too_few_decisions_are_said_in_one_sentence() -> None:
    decided(0.5, is_right=True, claim=factories.claim())
    told = calibrate()
    assert (told["refit"], told["proposed"], told["effect"]) == (None, None, None)
    assert told["why_nothing_is_proposed"].startswith("Too few decisions to propose anything: 1 confirmed and 0")
    assert "Too few decisions" in in_words()


def test_no_decisions_at_all_are_no_error() -> None:
    assert calibrate()["decided"] == 0
    assert calibrate("--all-models")["reliability"] == []


def test_a_chief_adopts_and_every_next_match_reads_it(settings: Any) -> None:
    a_hundred()
    settings.MATCH_THRESHOLDS = {}
    factories.carl()
    told = calibrate("--wanted", "0.8", "--adopt", "--by", "carl")
    assert thresholds.current() == Thresholds(**told["proposed"])
    row = MatchThresholds.objects.get()
    assert (row.by, row.model_version, row.figures["decided"]) == (factories.carl(), "lexical-1", 80)
    assert row.figures["effect"] == told["effect"]
    assert JournalEntry.objects.filter(kind=JournalKind.THRESHOLDS_ADOPTED).count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--adopt"], "Say who adopts it"),
        (["--adopt", "--by", "nobody"], "There is nobody of the name nobody."),
        (["--adopt", "--by", "ada", "--show", "0.5"], "Only a chief"),
        (["--adopt", "--by", "carl"], "There is nothing to adopt. Too few decisions"),
        (["--silent", "0.6", "--show", "0.5"], "silent <= show <= strict"),
        (["--since", "yesterday"], "is no day"),
        (["--wanted", "80"], "is no probability"),
    ],
)
def test_what_cannot_be_adopted_is_said_in_one_sentence(arguments: list[str], sentence: str) -> None:
    factories.ada()
    factories.carl()
    with pytest.raises(CommandError, match=sentence):
        calibrate(*arguments)
    assert not MatchThresholds.objects.exists()


def test_what_is_named_is_taken_whatever_is_proposed() -> None:
    a_hundred()
    told = calibrate("--show", "0.5")
    assert told["proposed"]["show"] == 0.5
    assert (told["effect"]["after"]["right"], told["effect"]["after"]["counted"]) == (38, 50)


def test_only_the_decision_that_stands_on_what_the_software_suggested_counts() -> None:
    ada, claim = factories.ada(), factories.claim()
    factories.suggestion(claim=claim, model_version="lexical-1")  # open: nobody decided
    factories.evidence(claim=claim)  # found by hand
    taken_back, changed = (factories.suggestion(claim=claim, model_version="lexical-1") for _ in range(2))
    for one in (taken_back, changed):
        decisions.dismiss(suggestion_id=one.pk, reason="No", editor=ada, now=NOON)
        decisions.reverse(suggestion_id=one.pk, reason="Yes", editor=ada, now=NOON)
    decisions.confirm(suggestion_id=changed.pk, stance="for", editor=ada, now=NOON)
    told = calibrate()
    assert (told["decided"], told["confirmed"], told["found_by_hand"]) == (1, 1, 1)


def test_an_article_the_software_had_proposed_is_no_miss_of_it() -> None:
    claim, article = factories.claim(), factories.article()
    factories.suggestion(claim=claim, article=article, score=0.2, origin=SuggestionOrigin.SOFTWARE)
    factories.evidence(claim=claim, article=article)
    told = calibrate()
    assert (told["decided"], told["confirmed"], told["found_by_hand"]) == (1, 1, 0)


def test_earlier_models_and_earlier_decisions_are_left_out_unless_asked_for() -> None:
    claim = factories.claim()
    decided(0.5, is_right=True, claim=claim, model_version="lexical-0", created_at=NOON - timedelta(days=30))
    decided(0.5, is_right=False, claim=claim)
    told = calibrate()
    assert (told["model"], told["decided"], told["decided_of_other_models"]) == ("lexical-1", 1, 1)
    assert calibrate("--all-models")["decided"] == 2
    assert calibrate("--all-models", "--since", "2022-02-01")["decided"] == 1
