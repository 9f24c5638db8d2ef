"""Likely duplicates are proposed, merged with a reason, and a merging is undone; two are kept apart."""

from typing import Any

import pytest

from claims.models import Claimant, JournalEntry
from claims.recording import claimants
from tests import factories
from tests.admin.desk import listed, page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db
NOUNS = {"claimant": factories.claimant, "outlet": factories.outlet, "source": factories.source}


def twins(noun: str = "claimant") -> tuple[Any, Any]:
    return NOUNS[noun](name="Igor Konashenkov"), NOUNS[noun](name="I. Konashenkov")


def post(noun: str, row: Any, name: str, query: str = "", **given: Any) -> Any:
    seen = JournalEntry.objects.newest_number_about(row)
    client = signed_in(factories.ada())
    return client.post(f"/admin/claims/{noun}/{row.pk}/{name}/{query}", {"seen": seen, "reason": "Known", **given})


@pytest.mark.parametrize("noun", NOUNS)
def test_a_proposal_is_merged_and_the_merging_undone(noun: str) -> None:
    one, twin = twins(noun)
    client = signed_in(factories.ada())
    assert "I. Konashenkov" in client.get(f"/admin/duplicates/?of={noun}").content.decode()
    assert "may be the same" in client.get(page_of(noun, one.pk)).content.decode()
    assert post(noun, twin, "merge", into=f"{one.pk} — x").status_code == 302
    twin.refresh_from_db()
    assert twin.merged_into == one
    assert "I. Konashenkov" not in client.get(listed(noun)).content.decode()
    assert "I. Konashenkov" in client.get(f"{listed(noun)}?merged=yes").content.decode()
    assert "merged into this" in client.get(page_of(noun, one.pk)).content.decode()
    assert "Undo the merging" in client.get(page_of(noun, twin.pk)).content.decode()
    assert "I. Konashenkov" not in client.get(f"/admin/duplicates/?of={noun}").content.decode()
    assert post(noun, twin, "unmerge").status_code == 302
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_two_that_are_kept_apart_are_proposed_no_more() -> None:
    one, twin = twins()
    assert post("claimant", one, "apart", f"?from={twin.pk}", reason="Brothers").status_code == 302
    client = signed_in(factories.ada())
    assert "I. Konashenkov" not in client.get("/admin/duplicates/").content.decode()
    assert "may be the same" not in client.get(page_of("claimant", one.pk)).content.decode()


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays() -> None:
    one, twin = twins()
    page = post("claimant", twin, "merge", into=str(one.pk), reason=" ").content.decode()
    assert "Say how you know that they are one." in page
    page = post("claimant", twin, "merge", into="", reason="So I think").content.decode()
    assert "Nothing is merged into itself" in page
    assert "So I think" in page


def test_a_stale_merging_is_told_and_may_be_sent_again() -> None:
    one, twin = twins()
    seen = JournalEntry.objects.newest_number_about(twin)
    claimants.edit(claimant=twin, name="Ivan Konashenkov", editor=factories.carl(), now=NOON)
    page = post("claimant", twin, "merge", seen=seen, into=str(one.pk)).content.decode()
    assert "Carl changed this" in page
    assert "Ivan Konashenkov" in page
    twin.refresh_from_db()
    assert twin.merged_into is None
    newest = JournalEntry.objects.newest_number_about(twin)
    assert post("claimant", twin, "merge", seen=seen, seen_now=newest, into=str(one.pk)).status_code == 302


def test_typing_the_name_of_a_duplicate_finds_who_answers_for_it() -> None:
    one, twin = twins()
    post("claimant", twin, "merge", into=str(one.pk))
    claim = factories.claim()
    given = {"claimant": "i. konashenkov", "role": "said", "channel": "web"}
    client = signed_in(factories.ada())
    assert client.post(f"/admin/claims/claim/{claim.pk}/appearance/", given).status_code == 302
    assert claim.appearances.get().claimant == one
    assert Claimant.objects.count() == 2
    assert "Igor Konashenkov" in client.get(page_of("claim", claim.pk)).content.decode()


def test_a_source_at_risk_is_neither_proposed_nor_merged() -> None:
    ada = factories.ada()
    sealed = factories.source(name="Igor Konashenkov", naming="restricted", readers=[ada])
    other = factories.source(name="I. Konashenkov")
    client = signed_in(ada)
    assert "Konashenkov" not in client.get("/admin/duplicates/?of=source").content.decode()
    for row in (sealed, other):
        assert "may be the same" not in client.get(page_of("source", row.pk)).content.decode()
    assert client.get(f"/admin/claims/source/{sealed.pk}/merge/").status_code == 404
    assert (
        str(sealed.pk)
        not in client.get(f"/admin/claims/source/{other.pk}/merge/").content.decode().split("datalist")[1]
    )


@pytest.mark.parametrize(("person", "code"), [("ada", 200), ("carl", 200), ("rosa", 403), ("ben", 403), ("olga", 403)])
def test_only_who_decides_merges(person: str, code: int) -> None:
    one, twin = twins()
    client = signed_in(getattr(factories, person)())
    assert client.get("/admin/duplicates/").status_code == 200
    assert client.get(f"/admin/claims/claimant/{twin.pk}/merge/").status_code == code
    assert client.get(f"/admin/claims/claimant/{twin.pk}/unmerge/").status_code == code
    assert client.get(f"/admin/claims/claimant/{twin.pk}/apart/?from={one.pk}").status_code == code
