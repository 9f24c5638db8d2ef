"""Nothing of the desk needs a mouse: past the navigation, into it, one's own menu, the filters; the focus is seen."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.test_reviewing_by_keyboard import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/claims/claim/"
RING = "getComputedStyle(document.activeElement).outlineStyle"


def opened(page: Page, live_server: Any, *, width: int = 1280, path: str = LIST) -> None:
    factories.claim()
    sign_in(page, live_server)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{live_server.url}{path}")


def test_the_first_key_leads_past_the_navigation(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_navigation_opens_on_a_phone_and_escape_shuts_it(page: Page, live_server: Any) -> None:
    opened(page, live_server, width=390)
    menu = page.get_by_role("link", name="Navigation")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#nav-sidebar a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator("#nav-sidebar")).not_to_be_visible()


def test_ones_own_menu_opens_and_signs_out(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    page.locator(".desk-own").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dark").focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_class("dark")
    page.keyboard.press("Escape")
    expect(page.locator(".desk-own")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Log out").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/login/**")


def test_the_chosen_colours_stand_before_the_themes_script_runs(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    page.evaluate("localStorage.setItem('adminTheme', JSON.stringify('dark'))")
    page.route("**/unfold/js/alpine/*.js", lambda route: route.abort())
    page.reload()
    expect(page.locator("html")).to_have_class("dark")


def test_the_filters_open_and_escape_goes_back(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    filters = page.get_by_role("link", name="Filters")
    filters.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#changelist-filter a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(filters).to_be_focused()
    expect(page.locator("#changelist-filter")).not_to_be_visible()


def test_the_menu_of_a_choice_opens_and_escape_goes_back(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    page.goto(f"{live_server.url}{LIST}{factories.claim(story=factories.story()).pk}/change/")
    more = page.get_by_role("button", name="More about story")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Change selected story")).to_be_focused()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()


@pytest.mark.parametrize("path", ["/admin/", LIST, "/admin/claims/source/add/", "/admin/waiting/", "/admin/review/"])
def test_the_focus_is_seen_and_never_caught(page: Page, live_server: Any, path: str) -> None:
    factories.suggestion()
    opened(page, live_server, path=path)
    visited = []
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
        if here.startswith("<body"):
            break
        visited.append(here)
        assert page.evaluate(RING) != "none" or is_framed(page), here
    assert len(set(visited)) > 5
    assert here.startswith("<body"), "Tab comes round"


def is_framed(page: Page) -> bool:
    """The theme rings the frame around a line of a search."""
    return bool(page.evaluate("document.activeElement.parentElement.matches(':focus-within[class*=outline]')"))
