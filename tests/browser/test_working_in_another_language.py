"""An editor chooses a language and works in it; a reader's page holds together in each."""

from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from claims.models import ClaimWatch, Evidence, StatusChange
from claims.verification import statuses
from claims.vocabulary import ClaimKind, Hedge, VerificationStatus
from tests import factories
from tests.browser.test_reviewing_by_keyboard import sign_in, suggested
from tests.website import desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]


def test_the_desk_is_switched_to_german_and_a_suggestion_triaged_by_keyboard(page: Page, live_server: Any) -> None:
    suggestion = suggested()
    sign_in(page, live_server)
    page.get_by_text("Ada", exact=True).click()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.goto(f"{live_server.url}/admin/review/")
    page.keyboard.press("a")
    expect(page.locator(".desk-done")).to_be_visible()
    assert Evidence.objects.get(suggestion=suggestion).readings.get().stance == "against"


def test_a_time_comes_back_as_it_was_shown(page: Page, live_server: Any) -> None:
    claim = factories.claim()
    factories.evidence(claim=claim, shown_at=datetime(2022, 2, 3, 7, 45, tzinfo=UTC))
    sign_in(page, live_server)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "de", "url": live_server.url}])
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/status/")
    expect(page.locator("#id_effective_at")).to_have_value("2022-02-03T07:45")
    page.locator("input[name=to][value=disputed]").check()
    page.locator("#id_reason").fill("NATO sieht keine Anzeichen.")
    page.locator("#id_reason").press("Tab")
    page.locator("form button[type=submit].desk-primary").first.press("Enter")
    page.wait_for_url("**/change/")
    assert StatusChange.objects.get(claim=claim).effective_at == datetime(2022, 2, 3, 7, 45, tzinfo=UTC)


@pytest.mark.parametrize("language", ["de", "ru", "uk"])
def test_the_list_of_claims_fits_a_small_laptop(page: Page, live_server: Any, language: str) -> None:
    story = factories.story(title="Are Russian troops leaving?")
    for to in (VerificationStatus.OVERTAKEN, VerificationStatus.NOT_CHECKABLE):  # the longest words of each column
        one = factories.claim(kind=ClaimKind.QUANTITY, story=story)
        statuses.change(claim_id=one.pk, to=to, reason="Events", editor=factories.ada(), now=factories.NOON)
    ClaimWatch.objects.update(last_checked_at=datetime(2026, 11, 27, 18, 40, tzinfo=UTC))
    sign_in(page, live_server)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/admin/claims/claim/")
    room = page.locator(".desk-wide-list")
    assert room.evaluate("room => room.scrollWidth - room.clientWidth") <= 0


@pytest.mark.parametrize("language", ["de", "ru", "uk"])
def test_public_pages_are_narrow_and_accessible_in_each_language(
    live_server: Any, chromium: Browser, language: str
) -> None:
    claim = desk.settled_claim()
    claim.appearances.update(hedge=Hedge.CONDITIONAL)  # the longest line of a claim's head
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale=language)
    page = context.new_page()
    for address in ("/", f"/claims/{claim.slug}/", "/methodology/"):
        page.goto(live_server.url + address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
    page.get_by_role("button", name="English").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/methodology/")
    context.close()
