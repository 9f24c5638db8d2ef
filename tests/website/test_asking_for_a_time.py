"""Readers ask what was known at a time, in the newsroom's zone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from claims.models import database_now
from claims.website.views import moment
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_day_means_its_end_in_the_newsrooms_zone(settings: Any) -> None:
    settings.NEWSROOM_TIME_ZONE = "Europe/Kyiv"
    assert moment("2022-02-15") == datetime(2022, 2, 15, 21, 59, 59, 999999, tzinfo=UTC)
    assert moment("2022-02-15T12:00") == datetime(2022, 2, 15, 10, tzinfo=UTC)


def test_a_zone_that_is_named_counts_and_a_plus_survives_the_address() -> None:
    assert moment("2022-02-15T12:00:00 02:00") == datetime(2022, 2, 15, 10, tzinfo=UTC)
    assert moment("") is None


@pytest.mark.parametrize("text", ["yesterday", "2022-13-01", "0001-01-01", "9999-12-31", "2022-02-15T25:00", "\x00"])
def test_what_is_no_time_is_answered_with_how_to_write_one(client: Client, text: str) -> None:
    claim = factories.published_claim()
    page = client.get(f"/claims/{claim.slug}/", {"as_of": text})
    assert page.status_code == 400
    assert "write it as" in page.content.decode()


def test_before_publication_the_page_says_so_without_content(client: Client) -> None:
    claim = factories.published_claim(statement="Some units are leaving")
    page = client.get(f"/claims/{claim.slug}/", {"as_of": "2001-01-01"})
    assert page.status_code == 404
    assert "Nothing was published about this yet" in page.content.decode()
    assert "Some units" not in page.content.decode()


def test_a_moment_that_has_not_come_is_the_present(client: Client) -> None:
    claim = factories.published_claim()
    later = (database_now() + timedelta(days=2)).date().isoformat()
    page = client.get(f"/claims/{claim.slug}/", {"as_of": later})
    assert page.status_code == 200
    assert "As known on" not in page.content.decode()


def test_the_past_has_a_banner(client: Client) -> None:
    claim = factories.published_claim()
    page = client.get(f"/claims/{claim.slug}/", {"as_of": database_now().isoformat()})
    assert "As known on" in page.content.decode()
