"""Public pages run no script but data with their nonce, and load nothing from elsewhere."""

import json
import re

import pytest
from django.test import Client

from tests.website import desk

pytestmark = pytest.mark.django_db


def test_linked_data_carries_the_nonce_of_the_policy(client: Client) -> None:
    claim = desk.settled_claim(statement="Ends </script><script>alert(1)</script> here")
    page = client.get(f"/claims/{claim.slug}/")
    found = re.search(r'<script type="application/ld\+json" nonce="([^"]+)">(.*?)</script>', page.content.decode())
    assert found is not None
    assert f"'nonce-{found[1]}'" in page["Content-Security-Policy"]
    assert json.loads(found[2])["claimReviewed"] == claim.statement


def test_the_past_says_no_linked_data(client: Client) -> None:
    claim = desk.settled_claim()
    page = client.get(f"/claims/{claim.slug}/?effective_at=2022-02-20")
    assert "ld+json" not in page.content.decode()
    assert "noindex" in page.content.decode()


def test_no_page_allows_inline_styles_or_scripts(client: Client) -> None:
    claim = desk.settled_claim()
    for address in desk.addresses(claim):
        assert "unsafe" not in client.get(address)["Content-Security-Policy"]
