"""Hidden and never-existing look the same, and restricted text goes through no endpoint."""

import logging
import uuid
from typing import Any

import pytest

from claims.models import Claim
from claims.recording import captures, sealed_notes
from claims.verification import complaints, contacts
from claims.vocabulary import CaptureKind, Naming, Publication, Visibility
from tests import factories
from tests.api.machines import client_of
from tests.factories import NOON

pytestmark = pytest.mark.django_db

CANARY = "canary-7d1f"
NOUNS = [
    *("stories", "claims", "claimants", "outlets", "feeds", "articles", "suggestions", "sources", "evidence"),
    *("status-changes", "status-proposals", "checks", "journal", "contact-attempts", "complaints", "reviews"),
]


def everything(client: Any) -> str:
    """All that a client can read: every list, and every detail a list names."""
    said = []
    for noun in NOUNS:
        response = client.get(f"/api/v1/{noun}/?limit=200")
        said.append(response.content.decode())
        rows = response.json().get("results", []) if response.status_code == 200 else []
        said += [client.get(f"/api/v1/{noun}/{row['id']}/").content.decode() for row in rows]
    return "\n".join(said)


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.INTERNAL, Publication.UNPUBLISHED])
def test_a_hidden_claim_answers_like_one_that_never_was(publication: str) -> None:
    claim = factories.claim(statement=f"It rains {CANARY}")
    Claim.objects.filter(pk=claim.pk).update(publication=publication)
    factories.evidence(claim=claim)
    client = client_of(None)
    hidden, never = (client.get(f"/api/v1/claims/{one}/") for one in (claim.public_id, uuid.uuid4()))
    assert (hidden.status_code, hidden.content) == (404, never.content)
    assert CANARY not in everything(client)
    for noun in ("evidence", "status-changes", "checks"):
        assert client.get(f"/api/v1/{noun}/?claim={claim.public_id}").json()["results"] == []
    assert client.get(f"/api/v1/claims/?q={CANARY}").json()["results"] == []


def test_a_draft_is_hidden_from_a_reader_of_the_desk() -> None:
    claim = factories.claim(statement=f"It rains {CANARY}", publication=Publication.DRAFT)
    assert client_of(factories.ben()).get(f"/api/v1/claims/{claim.public_id}/").status_code == 404
    assert CANARY not in everything(client_of(factories.ben()))


def test_the_desks_own_words_are_for_the_desk() -> None:
    factories.published_claim(notes=f"ask again {CANARY}", story=factories.story(background=CANARY, next_step=CANARY))
    assert CANARY not in everything(client_of(None))


def test_restricted_text_goes_to_nobody_who_is_not_named(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    claim, carl = factories.published_claim(), factories.carl()
    source = factories.source(name=f"The neighbour {CANARY}", naming=Naming.RESTRICTED, readers=[carl])
    capture = captures.record(
        kind=CaptureKind.PHONE_NOTE,
        content=f"By phone {CANARY}".encode(),
        media_type="text/plain",
        shows=CANARY,
        place=CANARY,
        file_name=CANARY,
        readers=[carl],
        editor=carl,
        now=NOON,
    )
    factories.evidence(
        claim=claim,
        capture=capture,
        source=source,
        note=f"He saw it {CANARY}",
        visibility=Visibility.RESTRICTED,
        readers=[carl],
    )
    sealed_notes.seal(claim=claim, text=CANARY, readers=[carl], editor=carl, now=NOON)
    asked = contacts.ask(
        claim=claim,
        whom=CANARY,
        note=CANARY,
        asked_at=NOON,
        visibility=Visibility.RESTRICTED,
        readers=[carl],
        editor=carl,
        now=NOON,
    )
    contacts.answer(attempt=asked, act="replied", quotation=CANARY, answered_at=NOON, editor=carl, now=NOON)
    complaints.receive(
        claim=claim, statement="Not so", contact=CANARY, readers=[carl], received_at=NOON, editor=carl, now=NOON
    )
    for who in (None, factories.ben(), factories.ada(), factories.olga(), carl):
        assert CANARY not in everything(client_of(who))
    assert client_of(factories.ada()).get(f"/api/v1/evidence/?claim={claim.public_id}").json()["results"] == []
    assert client_of(factories.ada()).get("/api/v1/contact-attempts/").json()["results"] == []
    assert len(client_of(carl).get("/api/v1/contact-attempts/").json()["results"]) == 2
    assert len(client_of(carl).get(f"/api/v1/evidence/?claim={claim.public_id}").json()["results"]) == 1
    assert CANARY not in caplog.text
