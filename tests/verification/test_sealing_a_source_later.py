"""A source that turned out to be at risk is sealed later, with everything that rests on it, through every door."""

from typing import Any

import pytest
from django.test import Client

from claims.models import JournalEntry, Source, database_now
from claims.publishing import public_claims, redactions
from claims.recording import seals
from claims.refusals import NotAllowed, Refused
from claims.verification import protection
from tests import factories
from tests.admin.desk import NOUNS, listed, page_of, signed_in
from tests.api.machines import client_of
from tests.factories import NOON

pytestmark = pytest.mark.django_db
CANARY = "canary-90ab"


def named() -> tuple[Source, Any]:
    """A source named in the open, with public evidence that quotes them and notes about them."""
    claim = factories.published_claim()
    source = factories.source(name=f"Halyna {CANARY}", kind="person")
    article = factories.article(text=f"She lives there. {CANARY}")
    factories.evidence(claim=claim, source=source, article=article, quotation=CANARY, note=f"{CANARY} saw it")
    return source, claim


def test_the_journal_never_held_the_name() -> None:
    named()
    assert not [entry for entry in JournalEntry.objects.filter(kind="source.recorded") if CANARY in str(entry.after)]


def test_sealed_later_it_is_public_no_more_not_even_for_the_past() -> None:
    source, claim = named()
    before = database_now()
    assert CANARY in repr(public_claims.known(claim))
    protection.protect(source=source, readers=[factories.ada()], editor=factories.ada(), now=NOON)
    for known in (public_claims.known(claim), public_claims.known(claim, as_of=before)):
        assert CANARY not in repr(known)
    assert source.seal is not None
    assert CANARY.encode() in seals.reveal(seal=source.seal, reader=factories.ada())


def test_no_door_tells_it_to_those_not_named_nor_the_journal_to_anybody() -> None:
    source, claim = named()
    protection.protect(source=source, readers=[factories.ada()], editor=factories.ada(), now=NOON)
    carl = signed_in(factories.carl())
    evidence = source.evidence.get()
    told = [page_of("claim", claim.pk), page_of("claim", claim.pk).replace("change", "history")]
    rows = [page_of("source", source.pk), page_of("evidence", evidence.pk)]
    entries = [page_of("journalentry", one.pk) for one in JournalEntry.objects.all()]
    nouns = [listed(noun) for noun in NOUNS if noun not in {"article", "suggestion"}]
    for path in (*told, *rows, *entries, *nouns, f"{listed('journalentry')}?q={CANARY}"):
        assert f"Halyna {CANARY}" not in carl.get(path).content.decode(), path
        assert f"{CANARY} saw it" not in carl.get(path).content.decode(), path
    for path in (listed("journalentry"), *entries):
        assert f"{CANARY} saw it" not in signed_in(factories.ada()).get(path).content.decode()
    for client in (client_of(factories.carl()), client_of(None)):
        for noun in ("journal", "evidence", "sources"):
            assert CANARY not in client.get(f"/api/v1/{noun}/?limit=200").content.decode()
    assert CANARY not in Client().get(f"/claims/{claim.slug}/").content.decode()


def test_what_was_merged_into_it_goes_with_it() -> None:
    source, claim = named()
    other = factories.source(name=f"H. {CANARY}", kind="person")
    Source.objects.filter(pk=other.pk).update(merged_into=source)
    factories.evidence(claim=claim, source=other)
    protection.protect(source=source, readers=[factories.ada()], editor=factories.ada(), now=NOON)
    assert not Source.objects.exclude(name="").filter(name__contains=CANARY).exists()
    assert public_claims.known(claim).evidence == ()


def test_a_chief_destroys_it_then() -> None:
    source, _claim = named()
    protection.protect(source=source, readers=[factories.ada()], editor=factories.ada(), now=NOON)
    assert source.seal is not None
    redactions.destroy_seal(seal=source.seal, reason="At risk", editor=factories.carl(), now=NOON)
    assert str(Source.objects.get(pk=source.pk)) == "restricted source"


def test_it_is_refused_for_nobody_twice_or_by_a_reporter() -> None:
    source, _claim = named()
    ada = factories.ada()
    with pytest.raises(Refused) as refused:
        protection.protect(source=source, readers=[], editor=ada, now=NOON)
    assert refused.value.field == "readers"
    with pytest.raises(NotAllowed):
        protection.protect(source=source, readers=[ada], editor=factories.rosa(), now=NOON)
    protection.protect(source=source, readers=[ada], editor=ada, now=NOON)
    with pytest.raises(Refused):
        protection.protect(source=source, readers=[ada], editor=ada, now=NOON)


def test_an_editor_seals_it_from_its_page_and_by_machine() -> None:
    ada = factories.ada()
    first, second = factories.source(name=f"A {CANARY}"), factories.source(name=f"B {CANARY}")
    desk = signed_in(ada)
    assert f"/admin/claims/source/{first.pk}/seal/" in desk.get(page_of("source", first.pk)).content.decode()
    page = desk.post(f"/admin/claims/source/{first.pk}/seal/", {})
    assert page.context["form"].errors.keys() == {"readers"}
    desk.post(f"/admin/claims/source/{first.pk}/seal/", {"readers": [ada.pk]})
    answer = client_of(ada).post(
        f"/api/v1/sources/{second.public_id}/seal/", {"readers": [str(ada.public_id)]}, format="json"
    )
    assert answer.status_code == 200
    assert not Source.objects.exclude(naming="restricted").exists()
