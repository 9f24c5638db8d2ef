"""What an article rests on is decided with a click, on a wide screen and on a telephone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.matching import derivations
from claims.models import Derivation
from tests.browser.test_reviewing_by_keyboard import sign_in
from tests.dispatches import DISPATCH, PRINTED, matched
from tests.factories import NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1360])
def test_the_passage_is_marked_and_one_click_confirms(page: Page, live_server: Any, width: int) -> None:
    agency, paper = matched(text=DISPATCH, title="Dispatch"), matched(text=PRINTED, title="Paper", hours=2)
    for article in (agency, paper):
        derivations.suggest(article_id=article.pk, now=NOON)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/derivations/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    marked = page.locator("mark.desk-best").all_inner_texts()
    assert len(marked) > 2
    assert sorted(set(marked)) == sorted(marked[: len(marked) // 2])
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Confirmed: they count as one source.")).to_be_visible()
    assert Derivation.objects.get().state == "confirmed"
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert Derivation.objects.get().state == "open"
