"""The page that tells an editor how far the queue may be trusted, and what to do where it may not."""

import html
from typing import Any

import pytest

from claims.analysis.thresholds import Thresholds
from claims.matching import thresholds
from claims.models import Claim, FeedItem, Suggestion
from claims.verification import decisions
from tests import factories
from tests.admin.desk import listed, page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings: Any) -> None:
    settings.MATCH_THRESHOLDS = {"show": 0.5}


def dismissed(**values: Any) -> Suggestion:
    one = factories.suggestion(**values)
    decisions.dismiss(suggestion_id=one.pk, reason="Not about it.", editor=factories.ada(), now=NOON)
    return one


def noisy() -> Claim:
    claim = factories.claim(statement="Somebody said something somewhere")
    for _ in range(10):
        dismissed(claim=claim)
    return claim


def page(query: str = "", *, person: Any = factories.ada) -> str:
    return html.unescape(signed_in(person()).get(f"/admin/quality/{query}").content.decode())


def test_before_anybody_decided_it_says_so() -> None:
    shown = page()
    assert "No decisions yet." in shown
    assert "As the trained model recommends" in shown
    assert "Set by the environment, whatever is adopted: show." in shown


def test_a_noisy_claim_is_flagged_with_what_to_do() -> None:
    claim = noisy()
    shown = page()
    assert page_of("claim", claim.pk) in shown
    assert '0 % <span class="desk-help">(0–28 %)</span> 0 of 10' in shown
    assert "surely fewer are right than the 80 % that are wanted" in shown
    assert "Word the claim more closely" in shown


def test_the_list_of_claims_says_it_too() -> None:
    noisy()
    assert "0 of 10, noisy" in signed_in(factories.ada()).get(listed("claim")).content.decode()


def test_a_feeds_page_says_how_many_were_right() -> None:
    feed, article = factories.feed(), factories.article()
    FeedItem.objects.create(
        feed=feed,
        guid_sha256="1",
        guid="1",
        page=factories.page(article=article),
        first_seen_at=NOON,
        last_seen_at=NOON,
    )
    ada = signed_in(factories.ada())
    assert "no decisions yet" in ada.get(page_of("feed", feed.pk)).content.decode()
    dismissed(article=article)
    assert "0 of 1 confirmed (0%, between 0% and 79%)" in ada.get(page_of("feed", feed.pk)).content.decode()


def test_only_decisions_since_the_day_asked_for_count() -> None:
    noisy()
    assert "0 of 10" in page("?since=2022-01-01")
    assert "0 of 10" not in page("?since=2999-01-01")
    assert "0 of 10" in page("?since=2022-99-99")
    assert "0 of 10" in page("?since=yesterday")


def test_it_says_who_adopted_the_thresholds_and_for_which_model(settings: Any) -> None:
    settings.MATCH_THRESHOLDS = {}
    chosen = Thresholds(silent=0.11, show=0.61, strict=0.91)
    thresholds.adopt(chosen=chosen, figures={}, model_version="lexical-1", editor=factories.carl(), now=NOON)
    shown = page()
    assert "Adopted by carl" in shown or "Adopted by Carl" in shown
    assert "suggestions of lexical-1" in shown
    assert "0.61" in signed_in(factories.ben()).get(listed("matchthresholds")).content.decode()
    assert all(f"<dt>{value}</dt>" in shown for value in (0.11, 0.61, 0.91))


def test_a_draft_is_named_to_nobody_who_may_not_see_it() -> None:
    dismissed(claim=factories.claim(statement="Unpublishable rumour", publication="draft"))
    assert "Unpublishable rumour" in page()
    assert "Unpublishable rumour" not in page(person=factories.ben)


def test_the_sidebar_leads_there() -> None:
    assert "/admin/quality/" in signed_in(factories.ben()).get("/admin/").content.decode()
