"""Two rows that are one are merged from the list of likely duplicates, and that is undone, on a telephone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from claims.models import Claimant, Source
from tests import factories
from tests.browser import looking, newsroom
from tests.browser.test_reviewing_by_keyboard import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_likely_duplicate_is_merged_and_the_merging_undone(page: Page, live_server: Any) -> None:
    one, twin = factories.claimant(name="Igor Konashenkov"), factories.claimant(name="I. Konashenkov")
    page.set_viewport_size({"width": 390, "height": 900})
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/duplicates/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page, context=".desk")
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("link", name="“Igor Konashenkov” stays").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("The one that stays")).to_have_value(f"{one.pk} — Igor Konashenkov")
    page.get_by_label("How you know that they are one").fill("His own web page")
    page.get_by_role("button", name="Merge into another").click()
    expect(page.get_by_text("Merged: what names it")).to_be_visible()
    assert Claimant.objects.get(pk=twin.pk).merged_into == one
    found = Axe().run(page, context="[aria-labelledby=merging]")
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("link", name="Undo the merging").click()
    page.get_by_label("Reason").fill("Two brothers")
    page.get_by_role("button", name="Undo the merging").click()
    expect(page.get_by_text("Undone: it answers for itself again.")).to_be_visible()
    assert Claimant.objects.get(pk=twin.pk).merged_into is None


@looking.where_it_is_cheapest
def test_a_row_with_several_likely_duplicates_is_accessible(chromium: Browser, live_server: Any) -> None:
    """However long their names are and wherever its lines break."""
    house = newsroom.build()
    for number in range(8):
        factories.source(name="Press office of the ministry" + " of defence" * number)
    page = looking.signed_in(chromium, live_server.url, house)
    page.goto(
        f"{live_server.url}/admin/claims/source/{Source.objects.get(name='Press office of the ministry').pk}/change/"
    )
    assert page.get_by_role("link", name="they are two").count() > 1
    assert looking.seen(page) == []
    page.context.close()
