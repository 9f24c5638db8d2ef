"""A proxy that eats scripts, a train in a tunnel: the desk's two main flows work without them, and lose nothing.

Late scripts are held by the test until what was typed is there, however slow the machine is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from claims.models import Claim, Decision, Sitting, Suggestion
from tests.browser.test_reviewing_by_keyboard import sign_in, suggested

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADD = "/admin/claims/claim/add/"
EVERY_SCRIPT = "**/*.js"
# All that waits for the page: the theme's and ours. What stands in its head is loaded before there is a page.
DEFERRED = re.compile(r"/static/(unfold/js/alpine/|claims/admin/(?!early)).*\.js$")


@contextmanager
def held(page: Page) -> Iterator[None]:
    """No deferred script arrives until the end of the block."""
    waiting: list[Route] | None = []

    def hold(route: Route) -> None:
        if waiting is None:
            route.continue_()
        else:
            waiting.append(route)

    page.route(DEFERRED, hold)
    yield
    held_back, waiting = waiting, None
    for route in held_back:
        route.continue_()


def block(page: Page) -> None:
    page.route(EVERY_SCRIPT, lambda route: route.abort())


def type_a_claim(page: Page) -> None:
    page.locator("#id_statement").fill("Some units are leaving")
    page.locator("#id_claimant").fill("The ministry")


def test_a_claim_is_recorded_while_scripts_are_blocked(page: Page, live_server: Any) -> None:
    sign_in(page, live_server)
    block(page)
    page.goto(f"{live_server.url}{ADD}")
    type_a_claim(page)
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Recorded, and its first search is due:")).to_be_visible()
    assert Claim.objects.get().statement == "Some units are leaving"


def test_a_double_click_records_one_claim_while_scripts_are_blocked(page: Page, live_server: Any) -> None:
    sign_in(page, live_server)
    block(page)
    page.goto(f"{live_server.url}{ADD}")
    type_a_claim(page)
    page.get_by_role("button", name="Record", exact=True).dblclick()
    expect(page.get_by_text("Recorded, and its first search is due:")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert Claim.objects.count() == 1


def test_a_suggestion_is_decided_while_scripts_are_blocked(page: Page, live_server: Any) -> None:
    suggestion, following = suggested(), suggested(score=0.6)
    sign_in(page, live_server)
    block(page)
    page.goto(f"{live_server.url}/admin/review/")
    page.get_by_label("Source", exact=True).fill("NATO")
    page.get_by_role("button", name="Against").dblclick()
    expect(page.locator(f"#review[data-shown='{following.pk}']")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert Decision.objects.get().suggestion == suggestion
    assert str(suggestion.evidence.get().source) == "NATO"


def test_what_is_typed_before_late_scripts_arrive_stays_and_is_saved(page: Page, live_server: Any) -> None:
    sign_in(page, live_server)
    with held(page):
        page.goto(f"{live_server.url}{ADD}", wait_until="commit")
        type_a_claim(page)
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(page.locator("#id_statement")).to_have_value("Some units are leaving")
    assert Sitting.objects.get().typed["statement"] == "Some units are leaving"
    page.get_by_role("button", name="Record", exact=True).dblclick()
    expect(page.get_by_text("Recorded, and its first search is due:")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert Claim.objects.get().statement == "Some units are leaving"


def test_a_decision_before_late_scripts_arrive_is_taken_once(page: Page, live_server: Any) -> None:
    suggestion, following = suggested(), suggested(score=0.6)
    sign_in(page, live_server)
    with held(page):
        page.goto(f"{live_server.url}/admin/review/", wait_until="commit")
        page.get_by_label("Source", exact=True).fill("NATO")
    page.wait_for_load_state()
    expect(page.get_by_label("Source", exact=True)).to_have_value("NATO")
    page.locator("#id_source").press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("a")
    expect(page.locator(f"#review[data-shown='{following.pk}']")).to_be_visible()
    expect(page.locator(".desk-done")).to_be_visible()
    assert str(Suggestion.objects.get(pk=suggestion.pk).evidence.get().source) == "NATO"
    assert Decision.objects.count() == 1


def test_the_navigation_and_the_filters_open_while_scripts_are_blocked(page: Page, live_server: Any) -> None:
    sign_in(page, live_server)
    page.set_viewport_size({"width": 390, "height": 844})
    block(page)
    page.goto(f"{live_server.url}/admin/claims/claim/")
    page.get_by_role("link", name="Filters").click()
    page.get_by_role("link", name="Disputed", exact=True).click()
    page.wait_for_url("**status__exact=disputed*")
    page.get_by_role("link", name="Navigation").click()
    page.get_by_role("link", name="Review queue").click()
    expect(page.get_by_text("Nothing waits for review.")).to_be_visible()
