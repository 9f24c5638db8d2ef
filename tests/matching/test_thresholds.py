"""Below silent nothing is stored, below show it is not in the queue; what a chief adopts holds until the next."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims.analysis import lexical_model
from claims.analysis.thresholds import Thresholds
from claims.matching import suggestions, thresholds
from claims.models import JournalEntry, MatchThresholds, Suggestion
from claims.refusals import NotAllowed
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

CHOSEN = Thresholds(silent=0.3, show=0.6, strict=0.9)


def adopt(chosen: Thresholds = CHOSEN, **values: Any) -> MatchThresholds:
    given = {"figures": {"decisions": 120}, "model_version": "lexical-1", "editor": factories.carl(), "now": NOON}
    return thresholds.adopt(chosen=chosen, **{**given, **values})


def test_until_somebody_adopts_others_the_weights_say() -> None:
    assert thresholds.current() == lexical_model.load_thresholds()
    assert thresholds.in_force().adopted is None


def test_what_was_adopted_last_holds() -> None:
    adopt()
    assert thresholds.current() == CHOSEN
    later = adopt(Thresholds(0.1, 0.5, 0.8))
    assert thresholds.in_force().adopted == later
    assert thresholds.current() == Thresholds(0.1, 0.5, 0.8)


def test_the_environment_goes_before_what_was_adopted(settings: Any) -> None:
    adopt()
    settings.MATCH_THRESHOLDS = {"show": 0.95}
    held = thresholds.in_force()
    assert held.thresholds == Thresholds(0.3, 0.95, 0.95)
    assert held.set_by_environment == ("show",)


def test_an_adoption_says_who_what_from_which_figures_and_is_in_the_journal() -> None:
    row = adopt()
    assert (row.by, row.figures, row.model_version) == (factories.carl(), {"decisions": 120}, "lexical-1")
    entry = JournalEntry.objects.get(kind=JournalKind.THRESHOLDS_ADOPTED)
    assert (entry.number, entry.actor) == (row.number, factories.carl())
    assert entry.before == lexical_model.load_thresholds().as_json()
    assert entry.after == {**CHOSEN.as_json(), "model_version": "lexical-1"}


@pytest.mark.parametrize("who", [factories.ada, factories.ben, factories.rosa, factories.olga])
def test_only_a_chief_adopts(who: Any) -> None:
    with pytest.raises(NotAllowed):
        adopt(editor=who())
    assert not MatchThresholds.objects.exists()


def test_nothing_below_silent_is_stored_and_the_next_match_knows(settings: Any) -> None:
    claim = factories.claim(statement="Russia is withdrawing some of its troops from the border with Ukraine")
    title = "NATO sees no sign that Russia is withdrawing troops from the Ukraine border"
    suggestions.suggest(article_id=factories.article(title=title, text="").pk, now=NOON)
    score = Suggestion.objects.get(claim=claim).score
    adopt(Thresholds(silent=score, show=1.0, strict=1.0))
    assert suggestions.suggest(article_id=factories.article(title=title, text="").pk, now=NOON) != ()
    adopt(Thresholds(silent=min(1.0, score + 1e-9), show=1.0, strict=1.0))
    assert suggestions.suggest(article_id=factories.article(title=title, text="").pk, now=NOON) == ()


def test_the_three_bands_are_told_apart_at_their_edges() -> None:
    for score in (0.59, 0.6, 0.89, 0.9):
        factories.suggestion(score=score)
    found = Suggestion.objects.open().order_by("score")
    assert list(found.weaker(CHOSEN).values_list("score", flat=True)) == [0.59]
    assert list(found.shown(CHOSEN).values_list("score", flat=True)) == [0.6, 0.89, 0.9]
    assert list(found.strong(CHOSEN).values_list("score", flat=True)) == [0.9]


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    (tmp_path / "matching.json").write_text("[]")
    with pytest.raises(lexical_model.DamagedWeights, match=r"matching\.json"):
        lexical_model.load_thresholds(tmp_path)


def test_an_adoption_reads_back_as_it_was_written() -> None:
    adopt(Thresholds(silent=0.1, show=0.1 + 0.2, strict=1.0), figures={"share": 0.8125, "refit": None})
    row = MatchThresholds.objects.get()
    assert row.content_digest() == row.digest


def test_an_adoption_is_never_changed_or_removed() -> None:
    adopt()
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchThresholds.objects.update(show=0.7)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchThresholds.objects.all().delete()
    assert thresholds.current() == CHOSEN


def test_the_database_refuses_thresholds_out_of_order() -> None:
    row = adopt()
    values = {"silent": 0.5, "show": 0.4, "strict": 0.9, "by": row.by, "recorded_at": NOON}
    with pytest.raises(IntegrityError, match="match_thresholds_are_probabilities_in_order"), transaction.atomic():
        MatchThresholds.objects.record(**values, number=row.number + 1)
