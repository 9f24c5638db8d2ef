"""Each list of the desk, and each row's page, form and history, over a full newsroom: axe finds nothing."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import addresses, looking, newsroom

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.timeout(1200),  # a hundred pages, two looks each: a busy machine is slow, not wrong
]
NOBODY_ADDS_IT = 403


@looking.where_it_is_cheapest
def test_every_list_and_form_is_accessible_wide_and_narrow(chromium: Browser, live_server: Any) -> None:
    house = newsroom.build()
    page = looking.signed_in(chromium, live_server.url, house)
    wrong = {}
    for address in addresses.lists_and_forms():
        answer = page.goto(f"{live_server.url}{address}")
        assert answer is not None
        if answer.ok:
            wrong[address] = looking.seen(page)
        else:
            assert (address.rpartition("/add/")[1:], answer.status) == (("/add/", ""), NOBODY_ADDS_IT), address
    page.context.close()
    assert {address: told for address, told in wrong.items() if told} == {}
