"""Confirm a suggestion with one key and change the status, in a real browser."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Claim, Evidence, Suggestion
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENTENCE = "NATO has seen no sign of a withdrawal."


def sign_in(page: Page, live_server: Any) -> None:
    ada = factories.ada()
    page.goto(f"{live_server.url}/admin/login/?next=/admin/")
    page.fill("input[name=username]", ada.username)
    page.fill("input[name=password]", "ada may enter")
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/admin/")


def suggested(**values: Any) -> Suggestion:
    reasons = {"words": [["withdrawal", 0.5]], "names": ["NATO"], "sentence": SENTENCE, "sentence_start": 0}
    article = factories.article(title="NATO looks", text=SENTENCE)
    return factories.suggestion(article=article, reasons=reasons, **values)


def test_one_key_confirms_and_the_offered_status_is_one_line(page: Page, live_server: Any) -> None:
    suggestion = suggested()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/review/")
    expect(page.locator("mark.desk-best").first).to_be_visible()
    page.keyboard.press("a")
    page.wait_for_url(f"**/?done={suggestion.pk}")
    assert Evidence.objects.get(suggestion=suggestion).readings.get().stance == "against"
    page.get_by_label("Reason").fill("NATO sees none.")
    page.get_by_role("button", name="Disputed").click()
    expect(page.get_by_text("The status is changed.")).to_be_visible()
    assert Claim.objects.get(pk=suggestion.claim_id).status == "disputed"


def test_undo_is_one_key(page: Page, live_server: Any) -> None:
    suggestion = suggested()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/review/")
    page.keyboard.press("f")
    page.wait_for_url(f"**/?done={suggestion.pk}")
    page.keyboard.press("u")
    expect(page.locator("#decision")).to_be_visible()
    suggestion.refresh_from_db()
    assert suggestion.state == "open"


def test_dismissing_goes_to_its_reason_first(page: Page, live_server: Any) -> None:
    suggestion = suggested()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/review/")
    page.keyboard.press("d")
    expect(page.locator("#id_reason")).to_be_focused()
    page.keyboard.type("Another drill, a fact")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/?done={suggestion.pk}")
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decisions.get().reason) == ("dismissed", "Another drill, a fact")


def test_the_queue_works_without_a_script(chromium: Any, live_server: Any) -> None:
    suggestion = suggested()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/review/")
    page.locator("button[value=observing]").dispatch_event("click")
    page.wait_for_url(f"**/?done={suggestion.pk}")
    context.close()
    suggestion.refresh_from_db()
    assert suggestion.state == "confirmed"


def test_a_verdict_is_given_on_the_status_page(page: Page, live_server: Any) -> None:
    claim = factories.claim()
    factories.evidence(claim=claim)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/status/")
    page.get_by_label("Settled").check()
    page.locator("#id_reason").fill("No unit left.")
    page.locator("#id_rating").select_option(label="False")
    page.get_by_role("button", name="Change the status").click()
    page.wait_for_url(f"**/claim/{claim.pk}/change/")
    claim.refresh_from_db()
    assert (claim.status, str(claim.rating)) == ("settled", "False")


@pytest.mark.parametrize("path", ["", "review/", "claims/claim/add/", "claims/capture/add/"])
def test_own_pages_have_no_violation_of_their_own(page: Page, live_server: Any, path: str) -> None:
    suggested()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/{path}")
    found = Axe().run(page, context=".desk").response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("path", ["", "review/", "claims/claim/add/", "claims/claim/{claim}/change/"])
def test_nothing_is_cut_off_on_a_phone(page: Page, live_server: Any, path: str) -> None:
    claim = suggested().claim_id
    sign_in(page, live_server)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/admin/{path.format(claim=claim)}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
