"""The feed has an entry a claim, whose id stays while its status changes."""

import re

import pytest
from django.test import Client

from claims.recording import claims
from claims.verification import statuses
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_the_id_of_an_entry_stays_and_its_update_moves(client: Client) -> None:
    claim = factories.published_claim(statement="Some units are leaving")
    first = client.get("/claims.atom").content.decode()
    claims.edit(claim_id=claim.pk, version=1, statement="Units leave", editor=factories.ada(), now=NOON)
    statuses.change(claim_id=claim.pk, to="not_checkable", reason="Rhetoric", editor=factories.ada(), now=NOON)
    second = client.get("/claims.atom").content.decode()
    (one,), (two,) = re.findall(r"<id>(tag:.*?)</id>", first), re.findall(r"<id>(tag:.*?)</id>", second)
    assert one == two
    assert str(claim.public_id) in one
    assert "Not checkable: Units leave" in second
    assert "Rhetoric" in second
    assert re.findall(r"<entry>.*?<updated>(.*?)</updated>", first, re.DOTALL) <= re.findall(
        r"<entry>.*?<updated>(.*?)</updated>", second, re.DOTALL
    )


def test_what_is_not_published_is_not_in_it(client: Client) -> None:
    factories.claim(statement="Nobody knows")
    assert "Nobody knows" not in client.get("/claims.atom").content.decode()
