"""Look at a page as two readers do: wide and in light, narrow and in dark. What is wrong comes back in words."""

from typing import Any, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.browser.newsroom import Newsroom

WIDE, NARROW = 1280, 390
EVERY_RULE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# The navigation is the same on every page of the desk: it is looked at with each, once.
LOOK = "async ([around, options]) => (await axe.run({ exclude: around }, options)).violations"


where_it_is_cheapest = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
    reason="how a page looks depends on no database, and a hundred looks take minutes",
)


class Known(NamedTuple):
    """A violation that the theme causes and that stays. docs/editors.md names it too."""

    rule: str
    selector: str
    why: str


KNOWN: tuple[Known, ...] = ()


def signed_in(chromium: Browser, site: str, house: Newsroom) -> Page:
    """The chief's page, in which nothing moves. The pages' policy has a test of its own; here we look into them."""
    context = chromium.new_context(reduced_motion="reduce", bypass_csp=True)
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.goto(f"{site}{reverse('admin:index')}")
    page.fill("[name=username]", "chief")
    page.fill("[name=password]", house.passwords["chief"])
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    return page


def seen(page: Page) -> list[str]:
    """What is wrong with the page that is open."""
    page.add_style_tag(content="*, *::before, *::after { transition: none !important; }")
    wrong = []
    for width, scheme in ((WIDE, "light"), (NARROW, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        _wear(page, scheme)
        around = [] if width == WIDE else ["#nav-sidebar"]
        wrong += [f"{told} ({scheme}, {width})" for told in _violations(page, [around, EVERY_RULE])]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"it scrolls sideways ({width})")
    return wrong


def _wear(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    # The theme asks for the scheme when it starts, and says so by this class.
    page.evaluate("is => document.documentElement.classList.toggle('dark', is)", scheme == "dark")


def _violations(page: Page, asked: list[Any]) -> list[str]:
    return [
        f"{one['id']}: {node['target'][0]}"
        for one in page.evaluate(LOOK, asked)
        for node in one["nodes"]
        if not any(known.rule == one["id"] and _is_at(page, node["target"][0], known.selector) for known in KNOWN)
    ]


def _is_at(page: Page, target: str, selector: str) -> bool:
    return bool(page.locator(target).first.evaluate("(one, selector) => one.matches(selector)", selector))
