"""Copies of one text stand under the first of them: one decision for all, a row for each, and no new source."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Decision, Derivation, Evidence, Source, Suggestion
from claims.verification import decisions, derivations
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db


def waiting(claim: Claim, *, of: Suggestion | None = None, after: timedelta = HOUR, **values: Any) -> Suggestion:
    """A suggestion; the copy of another's text, printed some time later."""
    at = NOON if of is None else of.article.appeared_at + after
    outlet = factories.outlet(name=values.pop("outlet", "Reuters"))
    article = factories.article(outlet=outlet, published_at=at, first_seen_at=at, title=values.pop("title", "No sign"))
    suggestion = factories.suggestion(claim=claim, article=article, **values)
    if of is not None:
        factories.derivation(article=article, original=of.article)
    return suggestion


def fold() -> tuple[Suggestion, Suggestion, Suggestion]:
    """A dispatch, a paper that prints it, and one that prints the paper; the copies seem likelier."""
    claim = factories.claim()
    first = waiting(claim, score=0.7)
    second = waiting(claim, of=first, score=0.9, outlet="Paper")
    return first, second, waiting(claim, of=second, score=0.8, outlet="Gazette")


def shown(path: str = "/admin/review/") -> Any:
    return signed_in(factories.ada()).get(path)


def decide(first: Suggestion, act: str, *with_it: Suggestion, **given: Any) -> Any:
    posted = {"act": act, "with_it": [one.pk for one in with_it], **given}
    return signed_in(factories.ada()).post(f"/admin/review/{first.pk}/", posted)


def states(*suggestions: Suggestion) -> list[str]:
    return [Suggestion.objects.get(pk=one.pk).state for one in suggestions]


def test_the_first_is_shown_and_its_copies_under_it() -> None:
    first, second, third = fold()
    page = shown()
    assert page.context["suggestion"] == first
    assert page.context["fold"].copies == [second, third]
    told = " ".join(page.content.decode().split())
    assert "Same Reuters text 2 more times: no new source. One decision for all." in told
    assert f'href="/admin/review/{third.pk}/"' in told


def test_one_decision_gives_each_its_own_row_and_all_one_source() -> None:
    first, second, third = fold()
    decide(first, "against", second, third, source="NATO", interest="independent")
    assert states(first, second, third) == ["confirmed"] * 3
    assert Decision.objects.count() == 3
    assert Evidence.objects.values("source").distinct().count() == 1
    assert Source.objects.count() == 1


def test_dismissing_takes_the_copies_along() -> None:
    first, second, third = fold()
    decide(first, "not_about", second, third)
    assert states(first, second, third) == ["dismissed"] * 3


def test_a_copy_that_is_not_ticked_waits() -> None:
    first, second, third = fold()
    decide(first, "for", second)
    assert states(first, second, third) == ["confirmed", "confirmed", "open"]


def test_what_was_left_out_stays_left_out_when_the_act_is_refused() -> None:
    first, second, third = fold()
    page = decide(first, "dismiss", second)
    assert page.context["fold"].left_out == {third.pk}
    assert states(first, second, third) == ["open"] * 3


def test_undo_takes_all_of_it_back_each_by_a_row() -> None:
    first, second, third = fold()
    page = decide(first, "against", second, third)
    done = shown(page["Location"]).context["done"]
    assert [one.pk for one in done.suggestions] == [first.pk, second.pk, third.pk]
    taken = [one.number for one in done.decisions]
    signed_in(factories.ada()).post(f"/admin/review/{first.pk}/", {"act": "undo", "taken": taken})
    assert states(first, second, third) == ["open"] * 3
    assert Decision.objects.filter(act="reversed").count() == 3
    assert not Evidence.objects.standing().exists()


def test_a_copy_that_a_colleague_decided_on_meanwhile_keeps_that_decision() -> None:
    first, second, third = fold()
    decisions.dismiss(suggestion_id=second.pk, reason="Old", editor=factories.carl(), now=NOON)
    client = signed_in(factories.ada())
    page = client.post(f"/admin/review/{first.pk}/", {"act": "for", "with_it": [second.pk, third.pk]}, follow=True)
    assert states(first, second, third) == ["confirmed", "dismissed", "confirmed"]
    assert "decided on 1 of the copies meanwhile: that decision stands" in page.content.decode()


def test_nothing_but_copies_is_taken_along() -> None:
    first, *_copies = fold()
    other = waiting(first.claim)
    decide(first, "for", other)
    assert states(other) == ["open"]


def test_a_copy_can_be_opened_and_decided_alone() -> None:
    first, second, third = fold()
    page = shown(f"/admin/review/{second.pk}/")
    assert page.context["fold"].first == first
    assert page.context["fold"].copies == []
    decide(second, "for")
    assert states(first, second, third) == ["open", "confirmed", "open"]


def test_what_an_editor_said_is_no_copy_stands_by_itself() -> None:
    first, second, _third = fold()
    pair = Derivation.objects.get(article=second.article)
    derivations.dismiss(derivation_id=pair.pk, reason="Own words", editor=factories.ada(), now=NOON)
    assert shown().context["suggestion"] == second
    assert shown(f"/admin/review/{first.pk}/").context["fold"].copies == []


def test_a_copy_of_another_claims_article_is_not_folded() -> None:
    first = waiting(factories.claim(), score=0.7)
    copy = waiting(factories.claim(), of=first, score=0.9)
    assert shown().context["suggestion"] == copy


def test_copies_in_a_circle_do_not_hide_each_other() -> None:
    claim = factories.claim()
    first = waiting(claim)
    second = waiting(claim, of=first)
    factories.derivation(article=first.article, original=second.article)
    assert shown().context["suggestion"] == first
    assert shown().context["fold"].copies == [second]


def test_next_passes_over_the_whole_fold() -> None:
    first, *_copies = fold()
    other = factories.suggestion(score=0.6)
    assert shown(f"/admin/review/?after={first.pk}").context["suggestion"] == other


def test_a_fold_costs_as_much_with_many_copies_as_with_few() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown()
        return len(queries)

    first = waiting(factories.claim(), score=0.9)
    waiting(first.claim, of=first)
    shown()
    few = asked()
    for number in range(20):
        waiting(first.claim, of=first, after=number * HOUR)
    assert asked() == few


def test_weaker_suggestions_are_shown_apart() -> None:
    claim = factories.claim()
    first = waiting(claim, score=0.31)
    copy = waiting(claim, of=first, score=0.32)
    assert shown("/admin/review/?weaker=1").context["suggestion"] == copy
