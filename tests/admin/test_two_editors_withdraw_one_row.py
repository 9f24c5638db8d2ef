"""Two editors withdraw the same row; the second is told, and the reason they typed is kept."""

from typing import Any

import pytest

from claims.models import Claim
from claims.recording import criteria, relations
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def rows(claim: Claim) -> dict[str, Any]:
    ada = factories.ada()
    return {
        "appearance": factories.appearance(claim=claim),
        "criterion": criteria.record(claim=claim, statement="A count", editor=ada, now=NOON),
        "relation": relations.relate(claim=claim, kind="repeats", other=factories.claim(), editor=ada, now=NOON),
        "evidence": factories.evidence(claim=claim),
    }


@pytest.mark.parametrize("noun", ["appearance", "criterion", "relation", "evidence"])
def test_the_second_is_told_with_the_reason_kept(noun: str) -> None:
    claim = factories.claim()
    path = f"/admin/claims/claim/{claim.pk}/withdraw-{noun}/?which={rows(claim)[noun].pk}"
    assert signed_in(factories.carl()).post(path, {"reason": "A copy."}).status_code == 302
    page = signed_in(factories.ada()).post(path, {"reason": "Not about it, as I read it."})
    assert page.status_code == 200
    assert "withdrawn already" in page.content.decode()
    assert "Not about it, as I read it.</textarea>" in page.content.decode()
    assert signed_in(factories.ada()).get(path).status_code == 404
