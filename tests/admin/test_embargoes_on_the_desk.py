"""An embargo is typed and shown in a zone, and can be taken back."""

from datetime import UTC, datetime
from typing import Any

import pytest

from claims.models import Claim
from tests import factories
from tests.admin.desk import page_of, signed_in

pytestmark = pytest.mark.django_db


def test_an_embargo_is_read_in_its_zone_and_shown_in_the_newsrooms_and_in_utc(settings: Any) -> None:
    settings.NEWSROOM_TIME_ZONE = "Europe/Berlin"
    claim, carl = factories.claim(), signed_in(factories.carl())
    given = {"slug": "", "embargo_until": "2999-07-01T12:00", "zone": "Europe/Kyiv"}
    carl.post(f"/admin/claims/claim/{claim.pk}/publish/", given)
    assert Claim.objects.get().embargo_until == datetime(2999, 7, 1, 9, tzinfo=UTC)
    told = carl.get(page_of("claim", claim.pk)).content.decode()
    assert "11:00 CEST</time> (1 Jul 2999 09:00 UTC)" in told


def test_without_a_zone_the_newsrooms_holds(settings: Any) -> None:
    settings.NEWSROOM_TIME_ZONE = "Europe/Berlin"
    claim = factories.claim()
    signed_in(factories.carl()).post(
        f"/admin/claims/claim/{claim.pk}/publish/", {"embargo_until": "2999-07-01T12:00", "zone": ""}
    )
    assert Claim.objects.get().embargo_until == datetime(2999, 7, 1, 10, tzinfo=UTC)


def test_an_embargo_that_has_ended_is_said_at_its_field_and_publishes_nothing() -> None:
    claim = factories.claim()
    page = signed_in(factories.carl()).post(
        f"/admin/claims/claim/{claim.pk}/publish/", {"embargo_until": "2022-02-15T12:00"}
    )
    assert page.context["form"].errors.keys() == {"embargo_until"}
    assert not Claim.objects.published().exists()


def test_a_chief_takes_it_back() -> None:
    claim, carl = factories.claim(), signed_in(factories.carl())
    carl.post(f"/admin/claims/claim/{claim.pk}/publish/", {"embargo_until": "2999-07-01T12:00"})
    assert f"/admin/claims/claim/{claim.pk}/hold/" in carl.get(page_of("claim", claim.pk)).content.decode()
    carl.post(f"/admin/claims/claim/{claim.pk}/hold/", {"reason": "The agency moved it."})
    assert (Claim.objects.get().embargo_until, Claim.objects.get().publication) == (None, "internal")
