"""A stale change never overwrites: If-Match names the version that was read."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.models import Claim, StatusChange
from tests import factories
from tests.api.machines import client_of, is_problem

pytestmark = pytest.mark.django_db


def test_a_change_without_a_version_is_asked_for_one() -> None:
    claim = factories.claim()
    response = client_of(factories.ada()).patch(f"/api/v1/claims/{claim.public_id}/", {"statement": "x"}, format="json")
    assert response.status_code == 428
    assert is_problem(response)


@pytest.mark.parametrize("version", ["x", '"1.5.2"', '"1.x"', "9" * 30, "*"])
def test_a_version_that_is_none_is_refused(version: str) -> None:
    claim = factories.claim()
    response = client_of(factories.ada()).patch(
        f"/api/v1/claims/{claim.public_id}/", {"statement": "x"}, format="json", HTTP_IF_MATCH=version
    )
    assert response.status_code == 400


def test_of_two_editors_with_one_version_the_first_wins() -> None:
    claim = factories.claim()
    path = f"/api/v1/claims/{claim.public_id}/"
    first, second = client_of(factories.ada()), client_of(factories.carl())
    etag = first.get(path)["ETag"]
    won = first.patch(path, {"statement": "Ada's words"}, format="json", HTTP_IF_MATCH=etag)
    lost = second.patch(path, {"statement": "Carl's words"}, format="json", HTTP_IF_MATCH=etag)
    assert (won.status_code, lost.status_code) == (200, 412)
    assert won["ETag"] == first.get(path)["ETag"] == lost["ETag"] != etag
    assert is_problem(lost)
    claim.refresh_from_db()
    assert (claim.statement, claim.version) == ("Ada's words", 2)
    assert Claim.objects.count() == 1


def judged(client: APIClient, path: str, reason: str, etag: str | None) -> Any:
    body = {"to": "not_checkable", "reason": reason}
    given = {} if etag is None else {"HTTP_IF_MATCH": etag}
    return client.post(f"{path}status-changes/", body, format="json", **given)


def test_of_two_verdicts_on_what_was_read_the_first_wins() -> None:
    claim = factories.claim()
    path = f"/api/v1/claims/{claim.public_id}/"
    first, second = client_of(factories.ada()), client_of(factories.carl())
    etag = first.get(path)["ETag"]
    won = judged(first, path, "Ada's reason", etag)
    lost = judged(second, path, "Carl's reason", etag)
    assert (won.status_code, lost.status_code) == (201, 412)
    assert is_problem(lost)
    assert [one.reason for one in StatusChange.objects.all()] == ["Ada's reason"]
    assert lost["ETag"] == second.get(path)["ETag"]
    assert judged(second, path, "Carl's reason", lost["ETag"]).status_code == 201


@pytest.mark.parametrize(("etag", "code"), [(None, 428), ('"1"', 400), ("x", 400)])
def test_a_verdict_says_what_was_read(etag: str | None, code: int) -> None:
    claim = factories.claim()
    answer = judged(client_of(factories.ada()), f"/api/v1/claims/{claim.public_id}/", "An opinion", etag)
    assert answer.status_code == code
    assert not StatusChange.objects.exists()


def test_a_wording_is_not_stale_because_evidence_was_added() -> None:
    claim = factories.claim()
    ada, path = client_of(factories.ada()), f"/api/v1/claims/{claim.public_id}/"
    etag = ada.get(path)["ETag"]
    factories.evidence(claim=claim)
    assert ada.patch(path, {"notes": "Seen"}, format="json", HTTP_IF_MATCH=etag).status_code == 200


def test_the_public_learns_no_number_of_our_record() -> None:
    claim = factories.published_claim()
    factories.evidence(claim=claim)
    assert client_of(None).get(f"/api/v1/claims/{claim.public_id}/")["ETag"] == '"1"'
