"""Every list of the desk asks the database as often for 100 rows as for 2."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.recording import captures
from claims.verification import statuses
from tests import factories
from tests.admin.desk import listed, signed_in

pytestmark = pytest.mark.django_db
BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("query_budgets.json").read_text())


def judged() -> None:
    claim = factories.claim()
    evidence = factories.evidence(claim=claim)
    statuses.change(
        claim_id=claim.pk,
        to="disputed",
        reason="So.",
        evidence=evidence,
        editor=factories.ada(),
        now=factories.NOON,
    )


def captured() -> None:
    captures.record(kind="typed", content=b"Seen", media_type="text/plain", editor=factories.ada(), now=factories.NOON)


MAKE: dict[str, Callable[[], object]] = {
    "index": factories.suggestion,
    "review": factories.suggestion,
    "article": factories.article,
    "capture": captured,
    "claim": lambda: factories.claim(story=factories.story()),
    "claimant": factories.claimant,
    "evidence": lambda: factories.evidence(claim=factories.claim()),
    "feed": factories.feed,
    "journalentry": factories.claim,
    "outlet": factories.outlet,
    "source": factories.source,
    "statuschange": judged,
    "story": factories.story,
    "suggestion": factories.suggestion,
}


def asked(client: Client, name: str) -> int:
    own = {"index": "/admin/", "review": "/admin/review/"}
    with CaptureQueriesContext(connection) as queries:
        assert client.get(own.get(name) or listed(name)).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", BUDGETS)
def test_a_list_asks_as_often_for_100_rows_as_for_2(name: str) -> None:
    client = signed_in(factories.ada())
    for _ in range(2):
        MAKE[name]()
    few = asked(client, name)
    for _ in range(98):
        MAKE[name]()
    many = asked(client, name)
    assert many == few
    assert many <= BUDGETS[name]
