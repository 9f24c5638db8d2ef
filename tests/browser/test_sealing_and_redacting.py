"""A source at risk is sealed, opened by the one named, destroyed by a chief, and found nowhere at any time."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, Page, expect
from rest_framework.throttling import SimpleRateThrottle

from claims.models import Capture, Claim, Redaction, Seal, Source, User, database_now
from claims.recording import captures
from claims.verification import contacts
from tests import factories
from tests.admin.desk import NOUNS, listed, page_of
from tests.admin.test_restricted_text_stays_with_those_named import every_page
from tests.api.machines import client_of
from tests.api.test_what_is_hidden_was_never_there import everything
from tests.website import desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CANARY = "Canaryenko"
NAME = f"Halyna {CANARY}"
SEEN = f"{NAME} saw the column from her window"


def signed_in(chromium: Browser, live_server: Any, person: User) -> Page:
    """A browser of this person's own."""
    page = chromium.new_context(viewport={"width": 1360, "height": 900}).new_page()
    page.goto(f"{live_server.url}/admin/login/?next=/admin/")
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", f"{person.username} may enter")
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    return page


def called() -> Capture:
    ada = factories.ada()
    return captures.record(
        kind="phone_note",
        content=SEEN.encode(),
        media_type="text/plain",
        shows=SEEN,
        readers=[ada],
        editor=ada,
        now=factories.NOON,
    )


def seal_by_the_form(page: Page, live_server: Any, claim: Claim, capture: Capture) -> None:
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/evidence/")
    page.get_by_label("or capture").fill(str(capture.pk))
    page.get_by_label("Source", exact=True).fill(NAME)
    page.get_by_label("A new source is a").select_option("person")
    page.get_by_label("The source is at risk").check()
    page.get_by_label("Visibility").select_option("restricted")
    page.get_by_role("checkbox", name="Ada").check()
    page.get_by_label("Note", exact=True).fill(SEEN)
    page.get_by_role("button", name="Add evidence").click()
    page.wait_for_url("**/change/")


def addresses(claim: Claim) -> list[str]:
    """Every page of the desk and the site, every search of the desk, and what it exports."""
    searches = [f"{listed(noun)}?q={CANARY}" for noun in NOUNS if noun not in {"apitoken", "user"}]
    exports = ["/admin/claims/feed/export/", f"/claims/{claim.slug}/?as_of=2099-01-01"]
    return [*every_page(), *searches, *exports, *desk.addresses(claim)]


def telling(page: Page, live_server: Any, claim: Claim) -> list[str]:
    """The addresses at which this browser's person reads the name. What was searched for is not a find."""
    told = []
    for address in addresses(claim):
        text = page.request.get(f"{live_server.url}{address}").text()
        if NAME in text or f"{CANARY} saw" in text:
            told.append(address)
    return told


def stored() -> Iterator[str]:
    """Every value of every table, as the database holds it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


def test_a_source_at_risk_is_sealed_redacted_and_found_nowhere(
    chromium: Browser, live_server: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"anon": None, "user": None})
    caplog.set_level(logging.DEBUG)
    claim, capture = desk.settled_claim(), called()
    ada, carl = (signed_in(chromium, live_server, person) for person in (factories.ada(), factories.carl()))

    seal_by_the_form(ada, live_server, claim, capture)
    seal = Source.objects.get(naming="restricted").seal
    assert seal is not None
    reveal = f"{live_server.url}/admin/reveal/{seal.public_id}/"
    ada.goto(reveal)
    assert NAME not in ada.content()
    ada.get_by_role("button", name="Open the seal").click()
    expect(ada.get_by_text(NAME)).to_be_visible()

    def nowhere() -> None:
        for browser in (ada, carl):
            assert telling(browser, live_server, claim) == []
        for person in (None, factories.ada(), factories.carl()):
            assert CANARY not in everything(client_of(person))
        assert not [value for value in stored() if CANARY in value]
        own = [record for record in caplog.records if not record.name.startswith(("asyncio", "playwright"))]
        assert not [record for record in own if CANARY in record.getMessage()]

    nowhere()
    address = ada.get_by_text("give a chief this address").inner_text().split(": ")[1]
    carl.goto(f"{live_server.url}{address}")
    expect(carl.get_by_text("a source's name")).to_be_visible()
    carl.get_by_role("button", name="Destroy what is sealed").click()
    expect(carl.get_by_text("without saying what it was").first).to_be_visible()
    carl.get_by_label("Reason").fill("She is at risk.")
    carl.get_by_role("button", name="Destroy what is sealed").click()
    expect(carl.get_by_text("Its key is destroyed: nobody can read it again.")).to_be_visible()
    assert Redaction.objects.get().seal == seal
    carl.goto(f"{live_server.url}{listed('redaction')}")
    expect(carl.get_by_text("She is at risk.")).to_be_visible()

    ada.goto(reveal)
    ada.get_by_role("button", name="Open the seal").click()
    expect(ada.get_by_role("alert")).to_contain_text("its key is destroyed")
    nowhere()


def test_the_pages_for_replies_complaints_and_notes_are_accessible_and_fit_a_phone(
    page: Page, chromium: Browser, live_server: Any
) -> None:
    claim, ada = factories.published_claim(), factories.ada()
    attempt = contacts.ask(
        claim=claim, whom="The ministry of defence", asked_at=factories.NOON, editor=ada, now=database_now()
    )
    contacts.answer(attempt=attempt, act="no_reply", answered_at=factories.NOON, editor=ada, now=database_now())
    page = signed_in(chromium, live_server, ada)
    page.set_viewport_size({"width": 390, "height": 844})
    acts = ("contact/", f"contact-answer/?which={attempt.pk}", "complaint/", "note/", "change/")
    for address in [f"/admin/claims/claim/{claim.pk}/{act}" for act in acts]:
        page.goto(f"{live_server.url}{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        found = Axe().run(page, context=".desk").response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], address
    page.goto(f"{live_server.url}/claims/{claim.slug}/")
    expect(page.get_by_text("We asked The ministry of defence on")).to_contain_text("no reply by")
    found = Axe().run(page, context="section[aria-labelledby=reply]").response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_an_attempt_is_asked_answered_and_a_complaint_taken_down_without_a_script(
    chromium: Browser, live_server: Any
) -> None:
    claim = factories.published_claim()
    factories.ada()
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/admin/login/?next={page_of('claim', claim.pk)}")
    page.fill("input[name=username]", "ada")
    page.fill("input[name=password]", "ada may enter")
    page.press("input[name=password]", "Enter")
    page.get_by_role("link", name="Record whom we asked").click()
    page.get_by_label("Whom we asked").fill("The ministry of defence")
    page.get_by_role("button", name="Record whom we asked").click()
    page.get_by_role("link", name="what came of it").click()
    page.get_by_label("declined to comment").check()
    page.get_by_role("button", name="Record what came of it").click()
    expect(page.locator("#contacts + a, section[aria-labelledby=contacts]").first).to_be_visible()
    page.get_by_role("link", name="Record a complaint").click()
    page.get_by_label("What they say is wrong").fill("It was never said so.")
    page.get_by_role("button", name="Record a complaint").click()
    expect(page.get_by_text("It was never said so.")).to_be_visible()
    assert claim.complaints.get().statement == "It was never said so."
    assert claim.contact_attempts.filter(act="declined").exists()
    assert not Seal.objects.exists()
