"""Check now in a real browser: the page tells how the search goes, without being loaded again."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import database_now
from claims.monitoring import checks
from tests import factories
from tests.admin.desk import page_of
from tests.browser.test_reviewing_by_keyboard import sign_in
from tests.monitoring.test_checking_a_claim import Search

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_says_that_it_waits_and_then_what_was_found(page: Page, live_server: Any) -> None:
    claim = factories.claim()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}{page_of('claim', claim.pk)}")
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()
    place = page.url
    checks.check_claim(claim_id=claim.pk, now=database_now(), search=Search(articles=3))
    expect(page.get_by_text("Done: 3 articles looked through")).to_be_visible()
    assert page.url == place
