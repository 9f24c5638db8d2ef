"""A real browser: Debian's Chromium, or none and the tests are skipped (an error where REQUIRE_BROWSER is set)."""

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ANSWERED_WITHIN = 20  # seconds
expect.set_options(timeout=1000 * ANSWERED_WITHIN)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def chromium(live_server: object) -> Iterator[Browser]:
    """The browser goes before the server: its open connections hold the database that the server's threads share."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("No Chromium was found: apt-get install chromium")
        pytest.skip("no Chromium on this machine")
    # The sync API keeps an event loop running in this thread; Django would refuse the database to it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: object) -> Iterator[Page]:
    """A fresh page; what it throws fails the test. Whatever was asked is answered before the database is emptied."""
    context = chromium.new_context(viewport={"width": 1360, "height": 900})
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    for one in chromium.contexts:
        one.close()
    # A page that goes may still save what was typed: the server's thread ends with the connection, when it has.
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(ANSWERED_WITHIN)
    assert thrown == []
