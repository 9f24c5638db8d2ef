"""The dashboard is read and worked by keyboard, and a note reaches a colleague, in a real browser."""

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Claim, Mention, Story
from claims.recording import shifts
from claims.vocabulary import Priority, ReviewCause
from tests import factories
from tests.browser.test_reviewing_by_keyboard import sign_in
from tests.factories import HOUR, NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def newsroom() -> Story:
    """A story with claims of several kinds, suggestions, notes, and acts of others."""
    ada, rosa = factories.ada(), factories.rosa()
    story = factories.story(
        title="Withdrawal of 15 February", assignee=ada, priority=Priority.HIGH, next_step="Ask NATO for the evening."
    )
    shifts.read_up_to(number=shifts.newest_number(), editor=ada, now=NOON)
    for number, words in enumerate(("Units near Ukraine are loading up to go home", "NATO has seen no sign of it")):
        claim = factories.claim(statement=words, story=story, editor=factories.carl())
        for score in (0.99, 0.6):
            factories.suggestion(claim=claim, score=score, created_at=NOON - number * HOUR)
    Claim.objects.filter(statement__startswith="NATO").update(
        review_wanted_at=NOON,
        review_wanted_because="A related claim was settled: Units near Ukraine are loading up to go home",
        review_wanted_for=ReviewCause.RELATED_SETTLED,
    )
    factories.suggestion(claim=factories.claim(statement="Taxes rose", editor=factories.carl()))
    factories.note(story=story, editor=rosa, text="@ada, the embassy answers at six.\nI call @mod_russia until then.")
    factories.feed(failures=2, last_error="503")
    return story


def pictured(page: Page, name: str) -> None:
    """Kept for whoever wants to look: PICTURES names a folder."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_from_the_number_to_its_list_by_keyboard(page: Page, live_server: Any) -> None:
    newsroom()
    sign_in(page, live_server)
    link = page.get_by_role("link", name="suggestions waiting 5")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/review/")
    expect(page.get_by_text("5 suggestions waiting")).to_be_visible()


def test_a_shift_is_read_and_ends(page: Page, live_server: Any) -> None:
    newsroom()
    sign_in(page, live_server)
    page.get_by_role("link", name="acts", exact=False).first.click()
    expect(page.get_by_text("wrote a note")).to_be_visible()
    page.get_by_role("button", name="I am up to date").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your next shift begins here.")).to_be_visible()
    expect(page.get_by_text("Nothing happened")).to_be_visible()


def test_a_note_is_answered_and_the_mention_seen(page: Page, live_server: Any) -> None:
    story = newsroom()
    sign_in(page, live_server)
    page.get_by_role("button", name="Seen").click()
    expect(page.get_by_text("Nothing was written to you")).to_be_visible()
    page.goto(f"{live_server.url}/admin/claims/story/{story.pk}/change/")
    page.get_by_label("Note", exact=True).fill("@rosa, thank you.")
    page.get_by_role("button", name="Write the note").click()
    expect(page.get_by_text("It reaches Rosa.")).to_be_visible()
    assert Mention.objects.unseen().get().person == factories.rosa()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1360])
def test_each_page_fits_and_axe_finds_nothing(page: Page, live_server: Any, scheme: Any, width: int) -> None:
    story = newsroom()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server)
    for name in ("", "waiting/", "shift/", "mentions/", f"claims/story/{story.pk}/change/"):
        page.goto(f"{live_server.url}/admin/{name}")
        expect(page.locator(".desk").first).to_be_visible()
        pictured(page, f"{name.replace('/', '-') or 'index'}-{scheme}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        found = Axe().run(page, context=".desk").response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], name
