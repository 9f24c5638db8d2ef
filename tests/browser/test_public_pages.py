"""The readers' pages hold together in a real browser: narrow, light and dark, and for assistive technology."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from claims.models import database_now
from tests.website import desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # Static files are served from where they lie: nothing was collected for a test.
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_narrow_quiet_and_accessible(live_server: Any, chromium: Browser, scheme: Any) -> None:
    claim = desk.settled_claim(statement="Some units of the Southern district are loading onto trains")
    context = chromium.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for address in desk.addresses(claim):
        if address.endswith((".atom", "/nothing-here")):
            continue
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
    context.close()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_asked_as_of_a_time_are_narrow_and_accessible(live_server: Any, chromium: Browser, scheme: Any) -> None:
    claim = desk.settled_claim()
    asked = {
        "As known on": f"as_of={database_now():%Y-%m-%dT%H:%M:%S.%fZ}",
        "The status is the one that was so on": "effective_at=2022-02-16T12:00Z",
        "Nothing was published about this yet": "as_of=2020-01-01",
    }
    context = chromium.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    for told, query in asked.items():
        page.goto(f"{live_server.url}/claims/{claim.slug}/?{query}")
        assert told in page.inner_text("main")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, query
        found = Axe().run(page)
        assert found.violations_count == 0, f"{query}: {found.generate_report()}"
    context.close()


def test_the_keyboard_reaches_the_content_first(live_server: Any, page: Page) -> None:
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
