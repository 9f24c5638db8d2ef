"""Readers can see what we said before and why it changed."""

from datetime import timedelta

import pytest

from claims.models import Claim, Evidence, JournalEntry
from claims.publishing import corrections, releases
from claims.verification import complaints, statuses
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def settle(claim: Claim, slug: str, *, change_type: str = "") -> None:
    seen = Evidence.objects.filter(claim=claim).first() or factories.evidence(claim=claim)
    statuses.change(
        claim_id=claim.pk,
        to="settled",
        rating=factories.rating(slug),
        reason=f"It is {slug}",
        evidence=seen,
        change_type=change_type,
        effective_at=NOON,
        editor=factories.ada(),
        now=NOON,
    )


def test_a_correction_says_what_stood_there_before() -> None:
    claim = factories.published_claim()
    settle(claim, "false")
    settle(claim, "misleading", change_type="correction")
    (one,) = corrections.listed()
    assert one.before is not None
    assert one.after is not None
    assert one.before.rating is not None
    assert one.after.rating is not None
    assert (one.before.rating.slug, one.after.rating.slug, one.reason) == ("false", "misleading", "It is misleading")


def test_a_development_is_no_correction() -> None:
    claim = factories.published_claim()
    settle(claim, "false")
    settle(claim, "true", change_type="development")
    assert corrections.listed() == []


def test_what_was_corrected_before_anybody_saw_it_is_not_listed() -> None:
    claim = factories.claim()
    settle(claim, "false")
    settle(claim, "true", change_type="refile")
    releases.publish(claim_id=claim.pk, editor=factories.carl(), now=NOON)
    assert corrections.listed() == []


def test_a_claim_that_was_taken_down_is_listed_without_its_words() -> None:
    claim = factories.published_claim()
    releases.unpublish(claim_id=claim.pk, reason="They asked", editor=factories.carl(), now=NOON + timedelta(days=1))
    (one,) = corrections.listed()
    assert (one.statement, one.reason) == ("", "They asked")


def test_a_correction_that_followed_a_complaint_says_so_and_not_whose() -> None:
    claim, ada = factories.published_claim(), factories.ada()
    settle(claim, "false")
    complaint = complaints.receive(
        claim=claim, statement="Not so", complainant="Mr Canary", received_at=NOON, editor=ada, now=NOON
    )
    settle(claim, "misleading", change_type="correction")
    assert [one.after_complaint for one in corrections.listed()] == [False]
    led_to = JournalEntry.objects.filter(kind="status.changed").latest("number")
    complaints.answer(complaint=complaint, answer="Yes", led_to=led_to, answers_seen=0, editor=ada, now=NOON)
    assert [one.after_complaint for one in corrections.listed()] == [True]
    assert "Canary" not in repr(corrections.listed())
    complaints.answer(complaint=complaint, answer="It was another's", answers_seen=1, editor=ada, now=NOON)
    assert [one.after_complaint for one in corrections.listed()] == [False]
