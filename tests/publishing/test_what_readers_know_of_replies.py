"""Readers learn whom we asked and what came of it, as of any time; of what is not public, nothing and no absence."""

from datetime import date, timedelta
from typing import Any

import pytest

from claims.models import Claim, ContactAttempt, JournalEntry, database_now
from claims.publishing import public_claims, releases, reviews
from claims.publishing.public_claim import PublicContact
from claims.recording import claims
from claims.verification import complaints, contacts, decisions
from claims.vocabulary import Visibility
from tests import factories
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=2)


def asked(claim: Claim, **values: Any) -> ContactAttempt:
    given = {"whom": "The ministry", "asked_at": NOON, "due_at": NOON + 4 * HOUR, **values}
    return contacts.ask(claim=claim, editor=factories.ada(), now=LATER, **given)


def came(attempt: ContactAttempt, act: str, **values: Any) -> ContactAttempt:
    given = {"answered_at": NOON + 4 * HOUR, **values}
    return contacts.answer(attempt=attempt, act=act, editor=factories.ada(), now=LATER, **given)


def told(claim: Claim, **when: Any) -> tuple[PublicContact, ...]:
    return public_claims.known(claim, **when).contacts


def test_a_question_is_told_with_when_a_reply_is_wanted_then_with_what_came_of_it() -> None:
    claim = factories.published_claim()
    attempt = asked(claim)
    (waiting,) = told(claim)
    before = database_now()
    assert waiting.wanted_by is not None
    assert (waiting.whom, waiting.outcome, waiting.wanted_by.at) == ("The ministry", "", NOON + 4 * HOUR)
    came(attempt, "no_reply")
    (silent,) = told(claim)
    assert silent.came is not None
    assert (silent.outcome, silent.came.at, silent.wanted_by) == ("no_reply", NOON + 4 * HOUR, None)
    came(attempt, "replied", quotation="word " * 80, answered_at=NOON + 5 * HOUR)
    (replied,) = told(claim)
    assert replied.outcome == "replied"
    assert len(replied.quotation.split()) <= 51
    assert told(claim, as_of=before) == (waiting,)


def test_what_the_desk_or_named_people_know_is_not_told() -> None:
    claim = factories.published_claim()
    asked(claim, whom="canary", visibility=Visibility.DESK)
    asked(claim, whom="canary", visibility=Visibility.RESTRICTED, readers=[factories.ada()])
    asked(claim, note="canary")
    assert [one.whom for one in told(claim)] == ["The ministry"]
    assert "canary" not in repr(public_claims.known(claim))


@pytest.mark.parametrize("visibility", [Visibility.DESK, Visibility.RESTRICTED])
def test_after_a_hidden_reply_no_absence_is_claimed(visibility: str) -> None:
    claim = factories.published_claim()
    attempt = asked(claim)
    came(attempt, "no_reply")
    came(attempt, "replied", quotation="canary", visibility=visibility)
    (one,) = told(claim)
    assert (one.outcome, one.came, one.quotation, one.wanted_by) == ("", None, "", None)


def test_a_withdrawn_attempt_is_told_no_more_but_was_told_then() -> None:
    claim = factories.published_claim()
    attempt = asked(claim)
    before = database_now()
    contacts.withdraw(attempt=attempt, reason="Another claim", editor=factories.ada(), now=LATER)
    assert told(claim) == ()
    assert len(told(claim, as_of=before)) == 1


def test_a_reply_that_is_evidence_is_seen_with_its_words() -> None:
    claim = factories.published_claim()
    reply = came(asked(claim), "replied", quotation="No unit left.")
    decisions.add_by_hand(claim=claim, contact_attempt=reply, stance="against", editor=factories.ada(), now=LATER)
    (seen,) = public_claims.known(claim).evidence
    assert (seen.kind, seen.title, seen.quotation) == ("contact_attempt", "The ministry: replied", "No unit left.")


def test_only_complaints_that_corrected_what_readers_saw_are_counted() -> None:
    claim, ada = factories.claim(), factories.ada()

    def upheld(version: int) -> None:
        complaint = complaints.receive(claim=claim, statement="canary", received_at=NOON, editor=ada, now=NOON)
        claims.edit(claim_id=claim.pk, version=version, statement=f"Units left {version}", editor=ada, now=NOON)
        led_to = JournalEntry.objects.filter(kind="claim.edited").latest("number")
        complaints.answer(complaint=complaint, answer="canary", led_to=led_to, answers_seen=0, editor=ada, now=NOON)

    upheld(1)
    releases.publish(claim_id=claim.pk, editor=factories.carl(), now=NOON)
    claim.refresh_from_db()
    complaints.receive(claim=claim, statement="canary", received_at=NOON, editor=ada, now=NOON)
    assert public_claims.known(claim).complaints_upheld == 0
    before = database_now()
    upheld(2)
    known = public_claims.known(claim)
    assert known.complaints_upheld == 1
    assert public_claims.known(claim, as_of=before).complaints_upheld == 0
    assert "canary" not in repr(known)


def test_a_withdrawn_review_is_told_no_more_but_was_told_then() -> None:
    claim = factories.published_claim()
    review = reviews.record(
        claim=claim,
        url="https://newsroom.example/check",
        headline="What the trains show",
        published_on=date(2022, 2, 18),
        rating=factories.rating("false"),
        editor=factories.ada(),
        now=NOON,
    )
    before = database_now()
    reviews.withdraw(review=review, reason="Wrong address", editor=factories.ada(), now=NOON)
    assert public_claims.known(claim).reviews == ()
    assert len(public_claims.known(claim, as_of=before).reviews) == 1
