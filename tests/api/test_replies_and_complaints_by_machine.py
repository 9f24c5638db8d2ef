"""Machines record whom we asked, what came of it, complaints with their answers, and our published reviews."""

import pytest
from django.test import Client

from claims.models import Claim, ContactAttempt, Seal, SealedNote
from tests import factories
from tests.api.machines import client_of, is_problem

pytestmark = pytest.mark.django_db
ASKED = {"whom": "The ministry", "means": "email", "asked_at": "2022-02-15T12:00:00Z", "due_at": "2022-02-16T12:00:00Z"}


def known(claim: Claim) -> dict[str, object]:
    told: dict[str, object] = Client().get(f"/api/v1/claims/{claim.public_id}/").json()["known"]
    return told


def test_a_question_and_its_answer_reach_what_the_public_knows() -> None:
    claim, ada = factories.published_claim(), client_of(factories.ada())
    asked = ada.post(f"/api/v1/claims/{claim.public_id}/contact-attempts/", ASKED, format="json")
    assert asked.status_code == 201
    path = f"/api/v1/contact-attempts/{asked.json()['id']}"
    said = {"act": "no_reply", "answered_at": "2022-02-16T12:00:00Z"}
    assert ada.post(f"{path}/answers/", said, format="json").status_code == 201
    (told,) = known(claim)["contacts"]  # type: ignore[misc]  # a list, as JSON has it
    assert (told["whom"], told["outcome"], told["came"]["at"]) == ("The ministry", "no_reply", "2022-02-16T12:00:00Z")
    assert ada.post(f"{path}/withdraw/", {"reason": "Another claim"}, format="json").status_code == 201
    assert known(claim)["contacts"] == []


def test_what_came_of_a_question_is_not_itself_answered() -> None:
    ada = client_of(factories.ada())
    claim = factories.claim()
    asked = ada.post(f"/api/v1/claims/{claim.public_id}/contact-attempts/", ASKED, format="json").json()["id"]
    said = {"act": "no_reply", "answered_at": "2022-02-16T12:00:00Z"}
    came = ada.post(f"/api/v1/contact-attempts/{asked}/answers/", said, format="json").json()["id"]
    for act, body in (("answers", said), ("withdraw", {"reason": "So"})):
        assert is_problem(ada.post(f"/api/v1/contact-attempts/{came}/{act}/", body, format="json"))
    assert ContactAttempt.objects.count() == 2


def test_an_unknown_zone_is_said_at_its_field() -> None:
    path = f"/api/v1/claims/{factories.claim().public_id}/contact-attempts/"
    answer = client_of(factories.ada()).post(path, {**ASKED, "asked_zone": "Kyiv"}, format="json")
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["errors"]] == ["asked_zone"]


def test_a_reply_becomes_evidence() -> None:
    claim, ada = factories.claim(), client_of(factories.ada())
    asked = ada.post(f"/api/v1/claims/{claim.public_id}/contact-attempts/", ASKED, format="json").json()["id"]
    said = {"act": "replied", "quotation": "No unit left.", "answered_at": "2022-02-15T13:00:00Z"}
    came = ada.post(f"/api/v1/contact-attempts/{asked}/answers/", said, format="json").json()["id"]
    body = {"claim": str(claim.public_id), "contact_attempt": came, "stance": "against"}
    answer = ada.post("/api/v1/evidence/", body, format="json")
    assert answer.status_code == 201, answer.content
    assert answer.json()["contact_attempt"] == came


def test_a_complaint_is_answered_with_the_number_of_the_act_that_put_it_right() -> None:
    claim, ada = factories.published_claim(), client_of(factories.ada())
    body = {"statement": "It says another thing.", "received_at": "2022-02-15T12:00:00Z"}
    made = ada.post(f"/api/v1/claims/{claim.public_id}/complaints/", body, format="json").json()["id"]
    assert [one["id"] for one in ada.get("/api/v1/complaints/?state=open").json()["results"]] == [made]
    ada.patch(
        f"/api/v1/claims/{claim.public_id}/", {"statement": "Some units left"}, format="json", HTTP_IF_MATCH='"1"'
    )
    number = ada.get("/api/v1/journal/?kind=claim.edited").json()["results"][-1]["number"]
    said = {"answer": "You are right.", "led_to": number, "answers_seen": 0}
    answer = ada.post(f"/api/v1/complaints/{made}/answers/", said, format="json")
    assert answer.status_code == 201, answer.content
    assert answer.json()["answers"][0]["led_to"] == number
    assert ada.post(f"/api/v1/complaints/{made}/answers/", said, format="json").status_code == 412
    assert known(claim)["complaints_upheld"] == 1
    assert ada.get("/api/v1/complaints/?state=open").json()["results"] == []


def test_a_note_for_named_people_is_written_and_never_read_by_machines() -> None:
    claim, ada = factories.claim(), factories.ada()
    body = {"text": "She lives there", "readers": [str(ada.public_id)]}
    path = f"/api/v1/claims/{claim.public_id}/sealed-notes/"
    assert client_of(ada).post(path, body, format="json").status_code == 201
    assert SealedNote.objects.get().seal == Seal.objects.get()


def test_a_review_is_recorded_listed_and_withdrawn() -> None:
    claim, ada = factories.published_claim(), client_of(factories.ada())
    body = {
        "url": "https://newsroom.example/check",
        "headline": "What the trains show",
        "byline": "Ada",
        "language": "uk",
        "published_on": "2022-02-18",
        "rating": str(factories.rating("false").public_id),
    }
    made = ada.post(f"/api/v1/claims/{claim.public_id}/reviews/", body, format="json")
    assert made.status_code == 201, made.content
    (listed,) = Client().get(f"/api/v1/reviews/?claim={claim.public_id}").json()["results"]
    assert (listed["language"], listed["rating"]) == ("uk", "False")
    assert len(known(claim)["reviews"]) == 1  # type: ignore[arg-type]  # a list, as JSON has it
    path = f"/api/v1/reviews/{made.json()['id']}/withdraw/"
    assert ada.post(path, {"reason": "Wrong address"}, format="json").status_code == 200
    assert Client().get("/api/v1/reviews/").json()["results"] == []
    assert known(claim)["reviews"] == []
    assert ada.post(f"/api/v1/claims/{claim.public_id}/reviews/", body, format="json").status_code == 201


def test_an_embargo_is_taken_back() -> None:
    claim, carl = factories.claim(), client_of(factories.carl())
    path = f"/api/v1/claims/{claim.public_id}"
    assert carl.post(f"{path}/publish/", {"embargo_until": "2022-02-18T12:00:00Z"}, format="json").status_code == 400
    assert carl.post(f"{path}/publish/", {"embargo_until": "2999-01-01T00:00:00Z"}, format="json").status_code == 200
    assert carl.post(f"{path}/hold/", {}, format="json").json()["embargo_until"] is None
