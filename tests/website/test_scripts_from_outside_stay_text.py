"""Scripts, handlers and javascript: addresses in what others wrote never become part of a page."""

from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from django.test import Client

from claims.models import Appearance, Article, Claim
from tests.website import desk

pytestmark = pytest.mark.django_db
ATTACK = """</script><script>alert(1)</script><img src=x onerror=alert(1)>"'><svg onload=alert(1)>"""


class Active(HTMLParser):
    """Collects whatever a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: Mapping[str, str | None] = dict(attrs)
        if tag == "script" and given.get("type") != "application/ld+json":
            self.found.append(tag)
        self.found += [name for name in given if name.startswith("on") or name == "style"]
        self.found += [value for value in given.values() if (value or "").strip().lower().startswith("javascript:")]


def test_no_page_runs_what_others_wrote(client: Client) -> None:
    claim = desk.settled_claim(statement=f"Some units {ATTACK}", title=ATTACK)
    Appearance.objects.filter(claim=claim).update(url="javascript:alert(1)")
    Article.objects.update(url="javascript:alert(1)")
    Claim.objects.filter(pk=claim.pk).update(language='"><script>')
    for address in desk.addresses(claim):
        page = client.get(address)
        if address.endswith(".atom"):
            assert "<script" not in page.content.decode()
            continue
        parser = Active()
        parser.feed(page.content.decode())
        assert parser.found == [], address
