"""Each page that is ours, for editors and readers, and each that tells of an error: axe finds nothing."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.browser import addresses, looking, newsroom

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.timeout(1200),  # a hundred pages, two looks each: a busy machine is slow, not wrong
]


def test_no_page_is_forgotten() -> None:
    house = newsroom.build()
    looked_at = addresses.lists_and_forms() + addresses.own_pages(house) + addresses.for_readers(house)
    known = addresses.named(looked_at) | addresses.SEEN_WHILE_SIGNING_IN | addresses.NO_PAGES
    assert addresses.every_name() - known == set()


@looking.where_it_is_cheapest
def test_every_page_of_our_own_is_accessible_wide_and_narrow(chromium: Browser, live_server: Any) -> None:
    house = newsroom.build()
    page = looking.signed_in(chromium, live_server.url, house)
    wrong = {}
    for address in addresses.own_pages(house) + addresses.for_readers(house):
        answer = page.goto(f"{live_server.url}{address}")
        assert answer is not None
        assert answer.ok, address
        wrong[address] = looking.seen(page)
    for address, status in errors(page, live_server.url, house).items():
        answer = page.goto(f"{live_server.url}{address}")
        assert answer is not None
        assert answer.status == status, address
        wrong[address] = looking.seen(page)
    page.context.close()
    assert {address: told for address, told in wrong.items() if told} == {}


def errors(page: Page, site: str, house: newsroom.Newsroom) -> dict[str, int]:
    """An address for each answer that tells of an error. Nothing breaks us when asked: two are shown as they are."""
    for status in (500, 503):
        show(page, f"{site}/broken-{status}/", status)
    claim = reverse("website:claim", args=[house.rows["claim"].slug])
    return {
        f"{claim}?as_of=whenever": 400,
        reverse("admin:claims_journalentry_add"): 403,
        reverse("admin:claims_claim_delete", args=[house.rows["claim"].pk]): 403,
        "/nothing-here/": 404,
        "/admin/nothing-here/": 404,
        reverse("website:claim", args=[house.rows["unpublished"].slug]): 410,
        "/broken-500/": 500,
        "/broken-503/": 503,
    }


def show(page: Page, address: str, status: int) -> None:
    shown = render_to_string(f"{status}.html")
    page.route(address, lambda route: route.fulfill(status=status, body=shown, content_type="text/html; charset=utf-8"))
