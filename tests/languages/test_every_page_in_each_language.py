"""Every page opens in every language, and says the same to machines."""

import re
from typing import Any

import pytest
from lxml import html

from tests.languages import newsroom

pytestmark = pytest.mark.django_db

# What scripts, browsers and forms read: a number or a time in them is written one way only.
READ_BY_MACHINES = re.compile(
    r"^(value|min|max|step|low|high|optimum|datetime|style|width|height|id|for|name|href|data-.*|c?[xy]|r)$"
)
FRESH = re.compile(r"csrf|nonce|data-token")


def machine_values(page: str) -> list[tuple[str, str]]:
    """The attributes that hold a number, in their order; every digit is a 0, for a clock goes on between two pages."""
    return [
        (name, re.sub(r"\d", "0", value))
        for one in html.fromstring(page).iter()
        if isinstance(one.tag, str) and not FRESH.search(one.get("name") or "")
        for name, value in one.attrib.items()
        if READ_BY_MACHINES.match(name) and re.search(r"\d", value) and not FRESH.search(name)
        # What stands in a line of text is for people, who write it as they read it.
        if not (name == "value" and is_a_line_of_text(one))
    ]


def is_a_line_of_text(one: html.HtmlElement) -> bool:
    """Typed, or proposed while somebody types."""
    if one.tag == "option":
        return one.getparent() is not None and one.getparent().tag == "datalist"
    return one.tag == "input" and one.get("type", "text") == "text"


def in_language(visitors: newsroom.Visitors, language: str) -> dict[str, str]:
    visitors.speak(language)
    return {address: page for address, page in visitors.pages() if page.strip()}


@pytest.mark.parametrize("language", ["de", "ru", "uk"])
def test_every_page_opens_and_machines_read_the_same(language: str) -> None:
    visitors = newsroom.build()
    english, other = in_language(visitors, "en"), in_language(visitors, language)
    assert other.keys() == english.keys()
    whole = {address: page for address, page in other.items() if "<html" in page}
    assert [address for address, page in whole.items() if f'<html lang="{language}"' not in page] == []
    differing: dict[str, Any] = {}
    for address, page in other.items():
        expected, found = machine_values(english[address]), machine_values(page)
        if expected != found:
            differing[address] = [pair for pair in zip(expected, found, strict=False) if pair[0] != pair[1]][:5]
    assert differing == {}
