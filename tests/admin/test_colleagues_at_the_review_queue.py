"""Several editors at one queue: each sees who looks at what, nobody is blocked, nobody is overwritten."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims.models import Decision, JournalEntry, ReviewLease, Suggestion, database_now
from claims.verification import decisions
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def live(client: Client, suggestion: Suggestion) -> str:
    return text(client.post(f"/admin/review/{suggestion.pk}/live/"))


def test_a_colleague_is_given_another_suggestion() -> None:
    first, second = factories.suggestion(score=0.9), factories.suggestion(score=0.8)
    ada, carl = signed_in(factories.ada()), signed_in(factories.carl())
    assert ada.get("/admin/review/").context["suggestion"] == first
    assert carl.get("/admin/review/").context["suggestion"] == second
    assert ada.get("/admin/review/").context["suggestion"] == first


def test_when_all_are_taken_the_first_is_shown_with_the_names_of_those_who_look() -> None:
    suggestion = factories.suggestion()
    signed_in(factories.ada()).get("/admin/review/")
    page = signed_in(factories.carl()).get("/admin/review/")
    assert page.context["suggestion"] == suggestion
    assert "Ada looks at this too" in text(page)


def test_a_look_ends_by_itself() -> None:
    suggestion = factories.suggestion()
    signed_in(factories.ada()).get("/admin/review/")
    ReviewLease.objects.update(until=database_now() - timedelta(seconds=1))
    assert "looks at this too" not in live(signed_in(factories.carl()), suggestion)


def test_it_blocks_nobody() -> None:
    suggestion = factories.suggestion()
    signed_in(factories.ada()).get("/admin/review/")
    signed_in(factories.carl()).post(f"/admin/review/{suggestion.pk}/", {"act": "for"})
    suggestion.refresh_from_db()
    assert suggestion.state == "confirmed"


def test_the_page_says_again_and_again_what_it_shows_and_writes_but_now_and_then() -> None:
    suggestion, ada = factories.suggestion(), signed_in(factories.ada())
    live(ada, suggestion)
    until = ReviewLease.objects.get().until
    live(ada, suggestion)
    assert ReviewLease.objects.get().until == until
    ReviewLease.objects.update(until=database_now() + timedelta(seconds=10))
    live(ada, suggestion)
    assert ReviewLease.objects.get().until > until


def test_what_is_fetched_ahead_and_what_a_reader_looks_at_is_not_taken() -> None:
    factories.suggestion()
    signed_in(factories.ada()).get("/admin/review/", headers={"X-Review": "ahead"})
    signed_in(factories.ben()).get("/admin/review/")
    assert not ReviewLease.objects.exists()


def test_looking_is_no_act() -> None:
    suggestion = factories.suggestion()
    before = JournalEntry.objects.count()
    live(signed_in(factories.ada()), suggestion)
    assert JournalEntry.objects.count() == before


def test_a_decision_by_a_colleague_shows_while_the_suggestion_is_on_the_screen() -> None:
    suggestion, ada = factories.suggestion(), signed_in(factories.ada())
    decisions.confirm(suggestion_id=suggestion.pk, stance="against", editor=factories.carl(), now=NOON)
    assert "<strong>Carl</strong>: confirmed, against," in live(ada, suggestion)


def test_what_was_chosen_is_kept_beside_the_colleagues_decision() -> None:
    suggestion, ada = factories.suggestion(), signed_in(factories.ada())
    decisions.confirm(suggestion_id=suggestion.pk, stance="against", editor=factories.carl(), now=NOON)
    page = ada.post(f"/admin/review/{suggestion.pk}/", {"act": "for", "source": "NATO"})
    assert "Somebody has decided on this suggestion already." in text(page)
    assert "<strong>Carl</strong>: confirmed, against," in text(page)
    assert (page.context["marked"], page.context["form"]["source"].value()) == ("for", "NATO")
    assert suggestion.decisions.count() == 1


def test_it_can_be_taken_back_by_a_row_and_decided_otherwise_with_all_that_was_typed() -> None:
    suggestion, ada = factories.suggestion(), signed_in(factories.ada())
    decisions.confirm(suggestion_id=suggestion.pk, stance="against", editor=factories.carl(), now=NOON)
    theirs = Decision.objects.get().number
    page = ada.post(f"/admin/review/{suggestion.pk}/", {"act": "take_back", "taken": theirs, "source": "NATO"})
    assert page.context["suggestion"].state == "open"
    assert page.context["form"]["source"].value() == "NATO"
    ada.post(f"/admin/review/{suggestion.pk}/", {"act": "for", "source": "NATO"})
    assert [one.act for one in Decision.objects.order_by("number")] == ["confirmed", "reversed", "confirmed"]


def test_undo_never_takes_back_a_decision_that_was_not_seen() -> None:
    suggestion, ada = factories.suggestion(), signed_in(factories.ada())
    ada.post(f"/admin/review/{suggestion.pk}/", {"act": "for"})
    mine = Decision.objects.get().number
    decisions.reverse(suggestion_id=suggestion.pk, reason="No", editor=factories.carl(), now=NOON)
    decisions.confirm(suggestion_id=suggestion.pk, stance="against", editor=factories.carl(), now=NOON)
    page = ada.post(f"/admin/review/{suggestion.pk}/", {"act": "undo", "taken": mine})
    assert "Carl has decided on this since: nothing was taken back." in text(page)
    suggestion.refresh_from_db()
    assert suggestion.state == "confirmed"


def test_a_draft_is_not_there_for_readers() -> None:
    suggestion = factories.suggestion(claim=factories.claim(publication="draft"))
    ben = signed_in(factories.ben())
    hidden = ben.post(f"/admin/review/{suggestion.pk}/live/")
    assert (hidden.status_code, ben.post("/admin/review/999999/live/").status_code) == (404, 404)


def test_an_empty_queue_tells_when_something_waits() -> None:
    ada = signed_in(factories.ada())
    assert 'data-waiting="0"' in text(ada.post("/admin/review/live/"))
    factories.suggestion()
    assert 'data-waiting="1"' in text(ada.post("/admin/review/live/"))


def test_the_lines_cost_as_much_for_many_as_for_few(django_assert_max_num_queries: Any) -> None:
    ada = signed_in(factories.ada())
    for _ in range(20):
        suggestion = factories.suggestion()
    live(ada, suggestion)
    with django_assert_max_num_queries(8):
        live(ada, suggestion)
