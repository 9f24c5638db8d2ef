"""A claim's wire line on the desk: a page to copy from, and plain text for the script."""

from datetime import timedelta

import pytest

from claims.models import Claim, database_now
from claims.publishing import releases
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def line(claim: Claim) -> str:
    answer = signed_in(factories.ada()).get(f"/admin/claims/claim/{claim.pk}/wire-line/?as=text")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return answer.content.decode()


def test_the_page_shows_the_text_to_copy() -> None:
    claim = factories.claim(statement="<b>Units</b> are leaving")
    page = signed_in(factories.ben()).get(f"/admin/claims/claim/{claim.pk}/wire-line/")
    assert "&lt;b&gt;Units&lt;/b&gt; are leaving" in page.content.decode()


def test_a_published_claim_has_its_address_and_no_other_has() -> None:
    published = factories.published_claim()
    assert line(published).endswith(f"/claims/{published.slug}/")
    assert "/claims/" not in line(factories.claim())


def test_what_is_not_for_everybody_yet_says_so_first() -> None:
    assert line(factories.claim(publication="draft")).startswith("DRAFT, NOT FOR PUBLICATION\n")
    until = database_now() + timedelta(days=1)
    held = releases.publish(
        claim_id=factories.claim().pk, slug="held", embargo_until=until, editor=factories.carl(), now=NOON
    )
    assert line(held).startswith(f"EMBARGO UNTIL {until.day} ")


def test_the_queue_offers_it_by_a_key() -> None:
    suggestion = factories.suggestion()
    told = signed_in(factories.ben()).get("/admin/review/").content.decode()
    assert f'data-copy="/admin/claims/claim/{suggestion.claim_id}/wire-line/?as=text"' in told
