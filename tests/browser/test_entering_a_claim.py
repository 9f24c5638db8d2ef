"""Claims like the one being typed appear under its statement, in a real browser; one key decides on a pair."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.matching import claim_pairs
from claims.models import Relation
from tests import factories
from tests.browser.test_reviewing_by_keyboard import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEAVING = "Some troops are leaving the Morna border after their drills"


def recorded(*statements: str) -> None:
    for statement in statements:
        claim_pairs.compare(claim_id=factories.claim(statement=statement).pk, now=factories.NOON)


def test_a_recorded_claim_appears_while_its_like_is_typed(page: Page, live_server: Any) -> None:
    recorded(LEAVING)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/claims/claim/add/")
    page.locator("#id_statement").press_sequentially("Troops have left the border at Morna")
    expect(page.locator("#similar")).to_contain_text("Looks like the same claim")
    expect(page.locator("#similar")).to_contain_text(LEAVING)
    found = Axe().run(page, context="#similar")
    assert found.violations_count == 0, found.generate_report()


def test_one_key_says_that_two_claims_contradict_each_other(page: Page, live_server: Any) -> None:
    recorded(LEAVING, LEAVING.replace("are leaving", "are not leaving"))
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/pairs/")
    found = Axe().run(page, context=".desk-review")
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("c")
    expect(page.get_by_text("No pair of claims waits.")).to_be_visible()
    assert Relation.objects.get().kind == "contradicts"
    page.keyboard.press("u")
    expect(page.get_by_text("1 pair waiting")).to_be_visible()
