"""The two-person rule holds through the API: what is settled there is proposed, and a second editor approves."""

from typing import Any

import pytest

from claims.models import Claim
from tests import factories
from tests.api.machines import client_of, is_problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_editors(settings: Any) -> None:
    settings.SETTLE_NEEDS_TWO_EDITORS = True


def propose(claim: Claim) -> Any:
    ada, path = client_of(factories.ada()), f"/api/v1/claims/{claim.public_id}/"
    evidence = factories.evidence(claim=claim)
    verdict = {
        "to": "settled",
        "reason": "No unit left.",
        "rating": str(factories.rating().public_id),
        "evidence": str(evidence.public_id),
    }
    return ada.post(f"{path}status-changes/", verdict, format="json", HTTP_IF_MATCH=ada.get(path)["ETag"])


def test_a_settled_status_is_accepted_as_a_proposal_and_holds_once_approved() -> None:
    claim = factories.claim()
    answer = propose(claim)
    assert (answer.status_code, answer.json()["to_status"], answer.json()["act"]) == (202, "settled", "")
    path = f"/api/v1/status-proposals/{answer.json()['id']}/"
    own = client_of(factories.ada()).post(f"{path}approve/")
    assert own.status_code == 403
    assert is_problem(own)
    assert client_of(factories.carl()).post(f"{path}approve/").status_code == 201
    claim.refresh_from_db()
    assert claim.status == "settled"
    assert client_of(factories.carl()).get(path).json()["act"] == "approved"


def test_it_is_sent_back_with_a_reason() -> None:
    path = f"/api/v1/status-proposals/{propose(factories.claim()).json()['id']}/send-back/"
    carl = client_of(factories.carl())
    assert carl.post(path, {}, format="json").status_code == 400
    assert carl.post(path, {"reason": "Ask the ministry."}, format="json").json()["act"] == "sent_back"


def test_the_proposal_of_a_draft_is_hidden_like_the_draft() -> None:
    proposed = propose(factories.claim(publication="draft")).json()["id"]
    for person in (factories.ben(), factories.olga(), None):
        answer = client_of(person).get(f"/api/v1/status-proposals/{proposed}/")
        assert answer.status_code == (401 if person is None else 404)
