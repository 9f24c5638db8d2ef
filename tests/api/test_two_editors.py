"""A stale change never overwrites: If-Match names the version that was read."""

import pytest

from claims.models import Claim
from tests import factories
from tests.api.machines import client_of, is_problem

pytestmark = pytest.mark.django_db


def test_a_change_without_a_version_is_asked_for_one() -> None:
    claim = factories.claim()
    response = client_of(factories.ada()).patch(f"/api/v1/claims/{claim.public_id}/", {"statement": "x"}, format="json")
    assert response.status_code == 428
    assert is_problem(response)


@pytest.mark.parametrize("version", ["x", '"1.5"', "9" * 30, "*"])
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
    assert won["ETag"] == '"2"'
    assert is_problem(lost)
    claim.refresh_from_db()
    assert (claim.statement, claim.version) == ("Ada's words", 2)
    assert Claim.objects.count() == 1
