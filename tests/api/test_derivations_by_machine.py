"""Machines read what articles rest on, once it is confirmed; the desk decides by them too."""

import pytest

from claims.models import Derivation
from claims.vocabulary import ClaimantKind, DerivationKind, Publication
from tests import factories
from tests.api.machines import client_of, is_problem

pytestmark = pytest.mark.django_db
LIST = "/api/v1/derivations/"


def address(derivation: Derivation, act: str = "") -> str:
    return f"{LIST}{derivation.public_id}/{act}"


def test_an_editor_confirms_dismisses_and_takes_back() -> None:
    derivation, client = factories.derivation(), client_of(factories.ada())
    assert client.post(address(derivation, "confirm/"), {}, format="json").json()["state"] == "confirmed"
    answer = client.post(address(derivation, "reverse/"), {"reason": "Too soon"}, format="json")
    assert answer.json()["state"] == "open"
    answer = client.post(address(derivation, "dismiss/"), {"reason": "Their own"}, format="json")
    assert answer.json()["state"] == "dismissed"
    assert is_problem(client.post(address(derivation, "confirm/"), {}, format="json"))


def test_a_confirmation_makes_the_source_that_is_the_claimant() -> None:
    claimant = factories.claimant(kind=ClaimantKind.BODY)
    derivation = factories.derivation(kind=DerivationKind.QUOTES, claimant=claimant)
    answer = client_of(factories.ada()).post(address(derivation, "confirm/"), {"interest": "allied"}, format="json")
    source = Derivation.objects.get().source
    assert source is not None
    assert (answer.json()["source"], source.interest) == (str(source.public_id), "allied")


def test_readers_and_strangers_decide_nothing() -> None:
    derivation = factories.derivation()
    for person, code in ((factories.ben(), 403), (factories.rosa(), 403), (None, 401)):
        answer = client_of(person).post(address(derivation, "confirm/"), {}, format="json")
        assert answer.status_code == code
    assert Derivation.objects.get().state == "open"


def test_strangers_read_confirmed_ones_between_articles_that_a_published_claim_cites() -> None:
    derivation, stranger = factories.derivation(), client_of(None)
    assert stranger.get(LIST).json()["results"] == []
    client_of(factories.ada()).post(address(derivation, "confirm/"), {}, format="json")
    assert stranger.get(LIST).json()["results"] == []
    claim = factories.published_claim()
    for article in (derivation.article, derivation.original):
        factories.evidence(claim=claim, article=article)
    (told,) = stranger.get(LIST).json()["results"]
    assert told["kind"] == "copy"
    assert not {"passages", "source", "reasons", "claim"} & told.keys()


def test_a_draft_claim_hides_its_derivations_from_those_who_see_no_drafts() -> None:
    claim = factories.claim(publication=Publication.DRAFT)
    factories.derivation(kind=DerivationKind.QUOTES, claimant=factories.claimant(), claim=claim)
    assert client_of(factories.ben()).get(LIST).json()["results"] == []
    assert len(client_of(factories.ada()).get(LIST).json()["results"]) == 1


def test_a_public_claim_tells_what_its_evidence_rests_on() -> None:
    derivation, claim = factories.derivation(), factories.published_claim()
    factories.evidence(claim=claim, article=derivation.article)
    client_of(factories.ada()).post(address(derivation, "confirm/"), {}, format="json")
    known = client_of(None).get(f"/api/v1/claims/{claim.public_id}/").json()["known"]
    assert known["evidence"][0]["rests_on"][0]["kind"] == "copy"
    assert known["independence"]["number"] == 1
