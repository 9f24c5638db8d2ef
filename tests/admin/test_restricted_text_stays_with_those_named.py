"""What is sealed is found by nobody else, through no page of the desk."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Capture, Complaint, ContactAttempt, Evidence, Seal, Source
from claims.recording import captures, sealed_notes
from claims.verification import complaints, contacts
from claims.vocabulary import Naming, Visibility
from tests import factories
from tests.admin.desk import NOUNS, listed, page_of, signed_in

pytestmark = pytest.mark.django_db
CANARY = "Halyna Canaryenko"


def planted() -> None:
    """The canary in each restricted field, readable by Ada only."""
    ada = factories.ada()
    words: dict[str, Any] = {
        "shows": CANARY,
        "place": CANARY,
        "file_name": f"{CANARY}.txt",
        "url": "https://canary.example/Canaryenko",
    }
    capture = captures.record(
        kind="phone_note",
        content=CANARY.encode(),
        media_type="text/plain",
        **words,
        readers=[ada],
        editor=ada,
        now=factories.NOON,
    )
    source = factories.source(name=CANARY, naming=Naming.RESTRICTED, readers=[ada])
    claim = factories.published_claim()
    sealed_notes.seal(claim=claim, text=CANARY, readers=[ada], editor=ada, now=factories.NOON)
    attempt = contacts.ask(
        claim=claim,
        whom=CANARY,
        note=CANARY,
        asked_at=factories.NOON,
        visibility=Visibility.RESTRICTED,
        readers=[ada],
        editor=ada,
        now=factories.NOON,
    )
    contacts.answer(
        attempt=attempt, act="replied", quotation=CANARY, answered_at=factories.NOON, editor=ada, now=factories.NOON
    )
    complaints.receive(
        claim=claim,
        statement="Not so",
        contact=CANARY,
        readers=[ada],
        received_at=factories.NOON,
        editor=ada,
        now=factories.NOON,
    )
    factories.evidence(
        claim=claim,
        capture=capture,
        source=source,
        visibility=Visibility.RESTRICTED,
        readers=[ada],
        note=CANARY,
    )


def every_page() -> list[str]:
    """Every list, every search for the canary, and every page of a restricted row."""
    rows: list[tuple[str, Any]] = [
        *(("source", one) for one in Source.objects.all()),
        *(("capture", one) for one in Capture.objects.all()),
        *(("evidence", one) for one in Evidence.objects.all()),
        *(("claim", one.claim) for one in Evidence.objects.all()),
        *(("contactattempt", one) for one in ContactAttempt.objects.all()),
        *(("complaint", one) for one in Complaint.objects.all()),
    ]
    return [
        "/admin/",
        "/admin/review/",
        *(listed(noun) for noun in NOUNS),
        *(page_of(noun, row.pk) for noun, row in rows),
        *(page_of(noun, row.pk).replace("change", "history") for noun, row in rows),
        *(f"/admin/claims/claim/{one.claim_id}/status/" for one in Evidence.objects.all()),
        *(f"/admin/claims/claim/{one.claim_id}/evidence/" for one in Evidence.objects.all()),
        *(f"/admin/claims/capture/{one.pk}/content/" for one in Capture.objects.all()),
        *(f"/admin/reveal/{one.public_id}/" for one in Seal.objects.all()),
    ]


def is_told(client: Client, path: str) -> bool:
    answer = client.get(path)
    return "Canaryenko" in answer.content.decode(errors="replace")


def test_the_canary_is_nowhere_for_those_not_named() -> None:
    planted()
    for person in (factories.ben(), factories.rosa(), factories.carl(), factories.olga()):
        client = signed_in(person)
        assert [path for path in every_page() if is_told(client, path)] == []


def test_a_search_for_the_canary_finds_no_row() -> None:
    planted()
    for person in (factories.ada(), factories.carl()):
        for noun in ("source", "capture", "evidence", "journalentry", "contactattempt", "complaint"):
            page = signed_in(person).get(listed(noun), {"q": "Canaryenko"})
            assert page.context["cl"].result_count == 0


def test_no_list_shows_it_even_to_the_reader() -> None:
    planted()
    ada = signed_in(factories.ada())
    assert [path for path in map(listed, NOUNS) if is_told(ada, path)] == []


def test_only_a_posted_form_of_a_named_reader_opens_it() -> None:
    planted()
    for seal in Seal.objects.all():
        address = f"/admin/reveal/{seal.public_id}/"
        opened = signed_in(factories.ada()).post(address)
        assert CANARY in opened.content.decode()
        assert "no-store" in opened["Cache-Control"]
        assert signed_in(factories.carl()).post(address).status_code == 404


def test_opening_a_seal_needs_the_forms_token() -> None:
    planted()
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.ada())
    assert client.post(f"/admin/reveal/{Seal.objects.all()[0].public_id}/").status_code == 403


def test_those_not_named_learn_nothing_of_restricted_evidence() -> None:
    planted()
    claim = Evidence.objects.get().claim
    assert "phone note" not in signed_in(factories.ben()).get(page_of("claim", claim.pk)).content.decode()
