"""A cache that asks is told whether a page still stands."""

import pytest
from django.test import Client

from claims.publishing import releases
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    claim = factories.published_claim()
    page = client.get(f"/claims/{claim.slug}/")
    again = client.get(f"/claims/{claim.slug}/", headers={"If-None-Match": page["ETag"]})
    assert (page.status_code, again.status_code) == (200, 304)
    assert "no-cache" in page["Cache-Control"]
    assert not page.cookies


def test_a_page_that_was_taken_down_is_gone_at_once(client: Client) -> None:
    claim = factories.published_claim()
    page = client.get(f"/claims/{claim.slug}/")
    releases.unpublish(claim_id=claim.pk, reason="They asked", editor=factories.carl(), now=NOON)
    again = client.get(f"/claims/{claim.slug}/", headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 410
