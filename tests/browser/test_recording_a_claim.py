"""Record a claim in a real browser: from an address, and from a typed wire flash without one. Acts are counted.

An act is one paste, one selection, one field typed, or one key.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from claims import demonstration
from claims.models import Appearance, Capture, Claim, Sitting, database_now
from claims.models import Page as WebPage
from claims.monitoring import pages
from tests import factories
from tests.browser.test_reviewing_by_keyboard import sign_in
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import article_html

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADD = "/admin/claims/claim/add/"
URL = "https://outlet.example/story-1"
SENTENCE = "NATO will not be intimidated, the secretary general said, and has not seen any sign of de-escalation."
TEXT = (
    "The alliance's defence ministers met in Brussels on Tuesday to talk about the forces near the border. 🚆\n"
    f"{SENTENCE}\n"
    "Some units have moved, he added, but movements alone do not confirm a withdrawal of the forces."
)
PICTURE = Path(demonstration.__file__ or "").with_name("picture.png")
HEAD = '<meta property="og:site_name" content="The Outlet"><meta name="date" content="2022-02-15T09:00:00Z">'


@pytest.fixture(autouse=True)
def nothing_is_left_in_flight(page: Page) -> Iterator[None]:
    """The database is emptied after each test: no late save may still write to it."""
    yield
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")


class Acts:
    """What an editor does, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def paste(self, into: str, text: str) -> None:
        self.count += 1
        line = self.page.locator(into)
        line.focus()
        self.page.keyboard.insert_text(text)
        line.dispatch_event("paste")

    def type(self, text: str) -> None:
        """Into whatever has the focus."""
        self.count += 1
        self.page.keyboard.type(text)

    def key(self, name: str, times: int = 1) -> None:
        for _ in range(times):
            self.count += 1
            self.page.keyboard.press(name)

    def select_paragraph(self, words: str) -> None:
        """Three clicks, one act."""
        self.count += 1
        text = self.page.locator("#beside-text")
        line = text.evaluate("(one, words) => one.value.slice(0, one.value.indexOf(words)).split('\\n').length", words)
        height = text.evaluate("one => parseFloat(getComputedStyle(one).lineHeight)")
        wide = text.evaluate("one => one.style.whiteSpace = 'pre'")
        assert wide == "pre"
        text.click(click_count=3, position={"x": 60, "y": 12 + height * (line - 0.5)})


def opened(page: Page, live_server: Any, path: str = ADD) -> Acts:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}{path}")
    return Acts(page)


def fetched_by_a_worker(text: str = TEXT) -> None:
    web = WebPage.objects.get(url=URL)
    pages.read(page_id=web.pk, now=database_now(), fetch=FakeWeb({URL: reply(article_html(text=text, head=HEAD))}))


def test_record_from_an_address(page: Page, live_server: Any) -> None:
    acts = opened(page, live_server)
    acts.paste("#id_url", URL)
    expect(page.get_by_text("waits for a worker")).to_be_visible()
    fetched_by_a_worker()
    acts.select_paragraph(SENTENCE)
    expect(page.locator("#id_quotation")).to_have_value(SENTENCE)
    expect(page.locator("#id_outlet")).to_have_value("The Outlet")
    expect(page.locator("#id_appeared_at")).to_have_value("2022-02-15T09:00")
    page.locator("#id_claimant").focus()
    acts.type("Jens Stoltenberg")
    page.locator("#id_statement").focus()
    acts.type("NATO has not seen any sign of de-escalation")
    acts.key("Control+Enter")
    expect(page.get_by_text("Recorded, and its first search is due:")).to_be_visible()
    assert acts.count <= 5
    claim, seen = Claim.objects.get(), Appearance.objects.select_related("outlet", "claimant", "revision").get()
    assert (claim.statement, claim.quotation) == ("NATO has not seen any sign of de-escalation", SENTENCE)
    assert (str(seen.claimant), str(seen.outlet), seen.url) == ("Jens Stoltenberg", "The Outlet", URL)
    assert seen.revision is not None
    text = seen.revision.body.text()
    assert text[seen.quotation_start :].startswith(SENTENCE)
    assert text[: seen.quotation_start].endswith(seen.quotation_prefix)
    # The article stays, the form is empty for the next claim.
    expect(page.locator("#beside-text")).to_have_value(text)
    expect(page.locator("#id_statement")).to_have_value("")
    expect(page.locator("#id_url")).to_have_value(URL)
    expect(page.locator("#id_claimant")).to_be_focused()


def test_record_from_a_typed_wire_flash_with_no_address(page: Page, live_server: Any) -> None:
    acts = opened(page, live_server)
    page.locator("#id_words").focus()
    acts.type("MOSCOW, Feb 15 - Some units are returning to base, the ministry said.")
    page.locator("#id_claimant").focus()
    acts.type("The ministry of defence")
    acts.key("Enter", 3)  # kind of a new name, role, quotation
    page.locator("#id_statement").focus()
    acts.type("Some units are returning to their bases")
    page.locator("#id_criterion").focus()
    acts.type("Imagery of empty camps")
    acts.key("Shift+Enter")
    acts.type("The units' return seen at their bases")
    acts.key("Enter")
    expect(page.get_by_text("Recorded, and its first search is due:")).to_be_visible()
    assert acts.count <= 10
    capture, seen = Capture.objects.get(), Appearance.objects.get()
    assert (capture.kind, seen.capture, seen.url) == ("typed", capture, "")
    assert [one.statement for one in Claim.objects.get().criteria.order_by("pk")] == [
        "Imagery of empty camps",
        "The units' return seen at their bases",
    ]
    expect(page.locator("#beside-text")).to_contain_text("returning to base")


def test_a_closed_tab_loses_nothing(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    page.locator("#id_statement").fill("Some units are leaving")
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.goto(f"{live_server.url}{ADD}")
    page.get_by_role("link", name="Some units are leaving").click()
    expect(page.locator("#id_statement")).to_have_value("Some units are leaving")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("What was typed is thrown away.")).to_be_visible()
    assert not Sitting.objects.exists()


def test_an_expired_session_is_said_and_what_is_typed_stays(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    Session.objects.all().delete()
    page.locator("#id_statement").fill("Some units are leaving")
    expect(page.locator("#saved")).to_contain_text("Not saved: you are signed out.")
    page.locator("#id_claimant").fill("The ministry")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#id_statement")).to_have_value("Some units are leaving")
    other = page.context.new_page()
    sign_in(other, live_server)
    other.close()
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/change/")
    assert Claim.objects.get().statement == "Some units are leaving"


def test_what_the_words_suggest_is_offered_and_never_taken_by_itself(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    page.locator("#id_quotation").fill("The columns could leave on Tuesday, the ministry denied")
    expect(page.locator("#hints")).to_contain_text("perhaps could")
    expect(page.locator("#id_hedge")).to_have_value("")
    page.locator("[data-for=hedge] button").click()
    expect(page.locator("#id_hedge")).to_have_value("could")
    expect(page.locator("#id_kind")).to_have_value("fact")


def test_words_typed_by_hand_are_not_overwritten_by_a_selection(page: Page, live_server: Any) -> None:
    acts = opened(page, live_server)
    acts.paste("#id_url", URL)
    expect(page.get_by_text("waits for a worker")).to_be_visible()
    page.locator("#id_quotation").fill("as I heard it")
    fetched_by_a_worker()
    acts.select_paragraph(SENTENCE)
    expect(page.locator("#id_quotation")).to_have_value("as I heard it")
    page.locator("#id_quotation").fill("")
    page.locator("#beside-text").press("Control+Home")
    page.locator("#beside-text").press("Shift+End")
    expect(page.locator("#id_quotation")).to_have_value(TEXT.split("\n", maxsplit=1)[0])


def test_names_are_found_as_one_types(page: Page, live_server: Any) -> None:
    factories.claimant(name="Igor Konashenkov")
    opened(page, live_server)
    page.locator("#id_claimant").press_sequentially("konash")
    expect(page.locator("#known-claimant option")).to_have_attribute("value", "Igor Konashenkov")
    expect(page.locator("#told-claimant")).to_contain_text("New: “konash”")


def test_a_dropped_screenshot_stands_beside_the_form(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    page.locator("#id_statement").fill("A column stands at the bridge")
    picture = {"name": "shot.png", "mimeType": "image/png", "buffer": PICTURE.read_bytes()}
    page.locator("#id_content").set_input_files(files=[picture])
    expect(page.locator("#beside-place img")).to_be_visible()
    expect(page.locator("#id_statement")).to_have_value("A column stands at the bridge")
    assert Capture.objects.get().kind == "screenshot"


def test_the_bookmarklet_hands_over_behind_the_hash_and_fetches_nothing_by_itself(page: Page, live_server: Any) -> None:
    opened(page, live_server, f"{ADD}#url=https%3A%2F%2Foutlet.example%2Fstory-1&quotation=Some+words")
    expect(page.locator("#id_url")).to_have_value(URL)
    expect(page.locator("#id_quotation")).to_have_value("Some words")
    assert "#" not in page.url
    assert not WebPage.objects.exists()
    page.keyboard.type("The ministry")
    expect(page.get_by_text("waits for a worker")).to_be_visible()
    assert WebPage.objects.get().url == URL


def test_the_bookmarklet_opens_the_form_with_what_is_selected(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    bookmark = page.locator("#bookmarklet").get_attribute("href") or ""
    page.locator("#bookmarklet").click()
    page.goto(f"{live_server.url}/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    heading = page.locator("h1").inner_text()
    with page.context.expect_page() as opening:
        page.evaluate(bookmark.removeprefix("javascript:"))
    form = opening.value
    expect(form.locator("#id_url")).to_have_value(f"{live_server.url}/")
    expect(form.locator("#id_quotation")).to_have_value(heading)


def test_it_works_without_a_script(chromium: Any, live_server: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    opened(page, live_server)
    page.fill("#id_url", URL)
    page.fill("#id_statement", "Units are leaving")
    page.locator("button[value=read]").dispatch_event("click")
    page.wait_for_url("**?sitting=*")
    fetched_by_a_worker()
    page.reload()
    assert page.input_value("#id_outlet") == "The Outlet"
    assert page.input_value("#id_statement") == "Units are leaving"
    page.fill("#id_claimant", "The ministry")
    page.fill("#id_quotation", SENTENCE)
    page.locator("button[value=record]").dispatch_event("click")
    expect(page.get_by_text("Recorded, and its first search is due:")).to_be_visible()
    context.close()
    assert Appearance.objects.get().quotation_start >= 0


@pytest.mark.parametrize("width", [1360, 390])
def test_the_page_has_no_violation_with_an_article_beside_it(page: Page, live_server: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    acts = opened(page, live_server)
    acts.paste("#id_url", URL)
    expect(page.get_by_text("waits for a worker")).to_be_visible()
    fetched_by_a_worker()
    expect(page.locator("#beside-text")).to_be_visible()
    page.locator("#id_quotation").fill("They denied that it could move")
    expect(page.locator("#hints button").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, context=".desk").response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
