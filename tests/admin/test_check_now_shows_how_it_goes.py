"""Check now: the search is due at once, and the claim's page shows how it goes until it is over."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from claims.models import Claim, ClaimWatch, database_now
from claims.monitoring import checks
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.monitoring.test_checking_a_claim import Search

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return signed_in(factories.ada())


def since(ada: Client, claim: Claim) -> str:
    """Check now; the moment that the claim's page counts from."""
    place = ada.post(f"/admin/claims/claim/{claim.pk}/look-again/")["Location"]
    return parse_qs(urlsplit(place).query)["checking_since"][0]


def shown(ada: Client, claim: Claim, moment: str) -> str:
    answer = ada.get(f"/admin/claims/claim/{claim.pk}/progress/", {"checking_since": moment})
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def look(claim: Claim, *, remaining: int = 0, articles: int = 3) -> None:
    now = database_now()
    checks.check_claim(claim_id=claim.pk, now=now, search=Search(articles=articles, remaining=remaining))


def test_it_waits_for_a_worker_and_asks_again_every_second(ada: Client) -> None:
    claim = factories.claim()
    found = shown(ada, claim, since(ada, claim))
    assert "Waiting for a worker" in found
    assert 'hx-trigger="every 1s"' in found


def test_a_worker_at_it_is_said_and_so_is_how_far_it_is(ada: Client) -> None:
    claim = factories.claim()
    moment = since(ada, claim)
    ClaimWatch.objects.update(lease_until=database_now() + timedelta(seconds=60))
    assert "Searching" in shown(ada, claim, moment)
    ClaimWatch.objects.update(lease_until=None)
    look(claim, remaining=150, articles=200)
    assert "200 articles looked through, 150 to go." in shown(ada, claim, moment)


def test_a_draft_that_no_provider_is_asked_for_is_not_said_to_be_asked_for(ada: Client, settings: Any) -> None:
    settings.SEARCH_PROVIDERS = ["gdelt"]
    draft = factories.claim(publication="draft")
    moment = since(ada, draft)
    ClaimWatch.objects.update(lease_until=database_now() + timedelta(seconds=60))
    assert "Searching" in shown(ada, draft, moment)


def test_when_it_is_over_it_says_what_was_found_and_asks_no_more(ada: Client) -> None:
    claim = factories.claim()
    moment = since(ada, claim)
    look(claim)
    found = shown(ada, claim, moment)
    assert "Done: 3 articles looked through, 0 suggestions" in found
    assert "hx-trigger" not in found


def test_an_earlier_search_is_not_taken_for_this_one(ada: Client) -> None:
    claim = factories.claim()
    look(claim)
    assert "Waiting for a worker" in shown(ada, claim, since(ada, claim))


def test_the_claim_s_page_shows_it_and_without_a_moment_nothing(ada: Client) -> None:
    claim = factories.claim()
    page = page_of("claim", claim.pk)
    assert "desk-progress" in ada.get(page, {"checking_since": since(ada, claim)}).content.decode()
    assert "desk-progress" not in ada.get(page).content.decode()


@pytest.mark.parametrize("moment", ["", "yesterday", "9999-99-99T00:00:00Z", "2022-02-15", "1" * 5000])
def test_a_moment_that_is_none_shows_nothing(ada: Client, moment: str) -> None:
    assert shown(ada, factories.claim(), moment).strip() == ""


def test_a_draft_s_search_is_nobody_s_who_may_not_see_it() -> None:
    ben, draft = signed_in(factories.ben()), factories.claim(publication="draft")
    assert ben.get(f"/admin/claims/claim/{draft.pk}/progress/").status_code == 404
