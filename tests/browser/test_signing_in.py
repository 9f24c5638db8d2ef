"""Signing in, in a real browser: with a second factor, by keyboard, without a script, narrow, light and dark."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import factories

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]


def type_password(page: Page, field: str = "password") -> None:
    page.fill(f"[name={field}]", "carl may enter")
    page.press(f"[name={field}]", "Enter")


def set_up(page: Page, site: str) -> str:
    """From the desk to a second factor; the secret the app now holds."""
    page.goto(f"{site}/admin/claims/claim/")
    page.fill("[name=username]", "carl")
    type_password(page)
    page.wait_for_url("**/admin/claims/claim/")
    page.goto(f"{site}/account/")
    page.get_by_role("link", name="Set it up").click()
    type_password(page)
    secret = page.locator("code.secret").inner_text()
    page.fill("[name=code]", auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30)))
    page.press("[name=code]", "Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    return secret


@pytest.mark.parametrize("scripts", [True, False])
def test_a_second_factor_is_set_up_and_a_recovery_code_opens_the_desk(
    chromium: Any, live_server: Any, scripts: bool
) -> None:
    factories.carl()
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    set_up(page, live_server.url)
    code = page.locator(".codes li").first.inner_text()
    page.goto(f"{live_server.url}/account/")
    page.get_by_role("button", name=re.compile("End the session")).click()
    page.fill("[name=username]", "carl")
    type_password(page)
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    page.fill("[name=code]", code)
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/admin/")
    context.close()


@pytest.mark.parametrize("is_right_at_once", [True, False])
def test_what_the_bookmarklet_hands_over_comes_along_through_signing_in(
    chromium: Any, live_server: Any, is_right_at_once: bool
) -> None:
    factories.carl()
    context = chromium.new_context()
    page = context.new_page()
    set_up(page, live_server.url)
    code = page.locator(".codes li").first.inner_text()
    context.clear_cookies()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url.partition('#')[0]} {request.post_data}"))
    page.goto(f"{live_server.url}/admin/claims/claim/add/#url=https%3A%2F%2Foutlet.example%2F1&quotation=Halyna+saw+it")
    if not is_right_at_once:
        page.fill("[name=username]", "carl")
        page.fill("[name=password]", "not this one")
        page.press("[name=password]", "Enter")
        expect(page.get_by_text("do not belong together")).to_be_visible()
    page.fill("[name=username]", "carl")
    type_password(page)
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    page.fill("[name=code]", code)
    page.press("[name=code]", "Enter")
    expect(page.locator("#id_url")).to_have_value("https://outlet.example/1")
    expect(page.locator("#id_quotation")).to_have_value("Halyna saw it")
    assert "Halyna" not in " ".join(asked)
    context.close()


def looked_at(page: Page, address: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    found = Axe().run(page)
    assert found.violations_count == 0, f"{address}: {found.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_narrow_quiet_and_accessible(chromium: Any, live_server: Any, scheme: str) -> None:
    factories.carl()
    context = chromium.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "429" not in message.text else None)
    page.goto(f"{live_server.url}/account/login/")
    looked_at(page, "login")
    set_up(page, live_server.url)
    for address in ("", "password/", "recovery-codes/", "recovery-codes/new/", "second-factor/remove/", "logout/"):
        page.goto(f"{live_server.url}/account/{address}")
        looked_at(page, address)
    context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=username]", "carl")
    type_password(page)
    looked_at(page, "code")
    for _ in range(5):
        page.fill("[name=code]", "abcdef")
        page.press("[name=code]", "Enter")
        page.wait_for_load_state()
    expect(page.get_by_text("Too many attempts failed")).to_be_visible()
    looked_at(page, "locked")
    context.close()
    assert complaints == []


@pytest.mark.parametrize("path", ["sign-ins/", "claims/claim/{claim}/history/", "claims/user/{carl}/change/"])
def test_own_pages_of_the_desk_have_no_violation_of_their_own(page: Page, live_server: Any, path: str) -> None:
    carl, claim = factories.carl(), factories.claim()
    page.goto(f"{live_server.url}/admin/")
    page.fill("[name=username]", "carl")
    type_password(page)
    page.wait_for_url("**/admin/")
    page.goto(f"{live_server.url}/admin/{path.format(claim=claim.pk, carl=carl.pk)}")
    found = Axe().run(page, context=".desk").response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
