"""Two editors open one version; the second to save loses nothing and overwrites nothing."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, JournalEntry
from claims.vocabulary import JournalKind
from tests import factories
from tests.admin.desk import page_of, signed_in

pytestmark = pytest.mark.django_db


def save(client: Client, claim: Claim, opened_version: int, /, **changed: Any) -> Any:
    form = {
        "statement": claim.statement,
        "quotation": "",
        "kind": "fact",
        "language": "en",
        "notes": "",
        "speaks_about_precision": "day",
        "speaks_about_zone": "UTC",
        "opened_version": opened_version,
    }
    return client.post(page_of("claim", claim.pk), {**form, **changed})


def test_the_second_save_shows_both_texts_and_keeps_what_was_typed() -> None:
    claim = factories.claim()
    assert save(signed_in(factories.carl()), claim, 1, statement="Carl’s wording").status_code == 302
    page = save(signed_in(factories.ada()), claim, 1, statement="Ada’s wording")
    told = page.content.decode()
    assert page.status_code == 200
    assert "Carl saved this claim" in told
    assert "Carl’s wording" in told
    assert "Ada’s wording</textarea>" in told
    assert Claim.objects.get(pk=claim.pk).statement == "Carl’s wording"


def test_a_save_after_reading_both_is_a_further_version() -> None:
    claim = factories.claim()
    save(signed_in(factories.carl()), claim, 1, statement="Carl’s wording")
    answer = save(signed_in(factories.ada()), claim, 1, statement="Ada’s wording", seen_version=2)
    assert answer.status_code == 302
    kept = Claim.objects.get(pk=claim.pk)
    assert (kept.statement, kept.version) == ("Ada’s wording", 3)


def test_the_box_of_the_conflict_counts_beside_the_forms_own_empty_field() -> None:
    """A browser sends both: the box stands before the form."""
    claim = factories.claim()
    save(signed_in(factories.carl()), claim, 1, statement="Carl’s wording")
    assert save(signed_in(factories.ada()), claim, 1, statement="Ada’s", seen_version=["2", ""]).status_code == 302
    assert save(signed_in(factories.ada()), claim, 1, statement="Later", seen_version=["3", "2"]).status_code == 302


def test_what_only_the_first_editor_touched_stays_his() -> None:
    claim, story = factories.claim(notes="Ask the ministry"), factories.story(title="The withdrawal")
    opened = {"notes": "Ask the ministry"}
    carl = signed_in(factories.carl())
    save(
        carl,
        claim,
        1,
        notes="The ministry answered",
        story=story.pk,
        speaks_about_from_0="2022-02-15",
        speaks_about_from_1="09:00",
    )
    page = save(signed_in(factories.ada()), claim, 1, **opened, statement="Ada’s wording")
    assert [label for label, *_ in page.context["conflict"]["fields"]] == ["Statement"]
    save(signed_in(factories.ada()), claim, 1, **opened, statement="Ada’s wording", seen_version=2)
    kept = Claim.objects.get(pk=claim.pk)
    assert (kept.statement, kept.notes, kept.story) == ("Ada’s wording", "The ministry answered", story)


def test_what_both_touched_is_shown_and_saved_as_the_second_typed_it() -> None:
    claim, story = factories.claim(), factories.story(title="The withdrawal")
    other = factories.story(title="The drills")
    save(signed_in(factories.carl()), claim, 1, story=story.pk)
    page = save(signed_in(factories.ada()), claim, 1, story=other.pk)
    assert page.context["conflict"]["fields"] == [("Story", "The withdrawal", "The drills")]
    save(signed_in(factories.ada()), claim, 1, story=other.pk, seen_version=2)
    assert Claim.objects.get(pk=claim.pk).story == other


def test_a_save_is_one_entry_of_the_journal_with_before_and_after() -> None:
    claim = factories.claim(statement="Before")
    save(signed_in(factories.ada()), claim, 1, statement="After")
    entry = JournalEntry.objects.get(kind=JournalKind.CLAIM_EDITED)
    assert (entry.before["statement"], entry.after["statement"], entry.after["version"]) == ("Before", "After", 2)


def test_a_save_that_changes_nothing_makes_no_version() -> None:
    claim = factories.claim()
    assert save(signed_in(factories.ada()), claim, 1).status_code == 302
    assert Claim.objects.get(pk=claim.pk).version == 1


def test_posted_columns_that_are_no_fields_change_nothing() -> None:
    claim = factories.claim()
    posted = {"status": "settled", "publication": "published", "version": 9, "created_by": factories.ben().pk}
    save(signed_in(factories.ada()), claim, 1, **posted, statement="After")
    kept = Claim.objects.get(pk=claim.pk)
    assert (kept.status, kept.publication, kept.version, kept.created_by) == (
        "unverified",
        "internal",
        2,
        factories.ada(),
    )
