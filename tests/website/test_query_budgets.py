"""A page asks the database as often for many rows as for few."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, database_now
from claims.recording import relations
from tests import factories
from tests.website import desk

pytestmark = pytest.mark.django_db
BUDGETS = {
    "/claims/": 26,
    "": 10,
    "/claimants/": 13,
    "/stories/": 8,
    "/topics/": 8,
    "/corrections/": 4,
    "/claims.atom": 6,
}


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return len(queries)


def grow(claim: Claim) -> None:
    for _ in range(4):
        factories.appearance(claim=claim)
        factories.evidence(claim=claim)
        other = factories.published_claim(story=claim.story)
        factories.appearance(claim=other)
        relations.relate(claim=claim, kind="part_of", other=other, editor=factories.ada(), now=database_now())


def test_each_page_keeps_its_budget_however_much_there_is(client: Client) -> None:
    claim = desk.settled_claim()
    before = {address: asked(client, address) for address in desk.addresses(claim)}
    grow(claim)
    after = {address: asked(client, address) for address in desk.addresses(claim)}
    assert after == before
    for address, number in after.items():
        beginning = next((one for one in sorted(BUDGETS, key=len, reverse=True) if address.startswith(one)), "")
        assert number <= BUDGETS[beginning], (address, number)
