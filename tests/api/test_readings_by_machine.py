"""Machines carry a reading over, anchor its quotation anew and take that back, as editors do."""

import pytest

from claims.models import Evidence
from claims.vocabulary import Visibility
from tests import factories
from tests.api.machines import client_of, is_problem
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db
QUOTED = "NATO has seen no sign of a withdrawal."


def changed(text: str = f"Updated. {QUOTED}", **values: object) -> Evidence:
    article = factories.article(text=QUOTED)
    given = {"quotation": QUOTED, **values}
    evidence = factories.evidence(claim=factories.claim(), article=article, **given)
    article.refresh_from_db()
    factories.revise(article, title="NATO looks", text=text, at=NOON + HOUR)
    return evidence


def path(evidence: Evidence, act: str) -> str:
    return f"/api/v1/evidence/{evidence.public_id}/{act}/"


def test_a_reading_is_carried_over_and_that_is_taken_back() -> None:
    evidence, ada = changed(), client_of(factories.ada())
    assert ada.post(path(evidence, "carry-over"), {}, format="json").status_code == 201
    assert evidence.readings.count() == 2
    assert ada.post(path(evidence, "take-back"), {"reason": "It is one"}, format="json").status_code == 201
    assert Evidence.objects.changed().get() == evidence


def test_a_lost_quotation_is_anchored_anew() -> None:
    evidence, ada = changed("NATO has seen no signs."), client_of(factories.ada())
    refused = ada.post(path(evidence, "carry-over"), {"revision": 2}, format="json")
    assert (refused.status_code, is_problem(refused)) == (400, True)
    said = {"quotation": "no signs"}
    assert ada.post(path(evidence, "reanchor"), said, format="json").json()["quotation"] == "no signs"


def test_who_knows_an_older_reading_is_told() -> None:
    evidence, ada = changed(), client_of(factories.ada())
    seen = evidence.readings.get().number
    ada.post(path(evidence, "readings"), {"stance": "for"}, format="json")
    assert ada.post(path(evidence, "carry-over"), {"seen": seen}, format="json").status_code == 412


def test_what_is_not_there_and_who_may_not() -> None:
    evidence = changed()
    assert (
        client_of(factories.ada()).post(path(evidence, "carry-over"), {"revision": 9}, format="json").status_code == 404
    )
    assert client_of(factories.rosa()).post(path(evidence, "carry-over"), {}, format="json").status_code == 403
    sealed = changed(quotation="", visibility=Visibility.RESTRICTED, readers=[factories.ada()])
    assert client_of(factories.carl()).post(path(sealed, "carry-over"), {}, format="json").status_code == 404
