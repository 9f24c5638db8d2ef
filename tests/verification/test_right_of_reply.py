"""Whom we asked stays as it was written; the reply, or its absence, is a later row that says what it answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims.models import Claim, ContactAttempt, JournalEntry, Seal
from claims.refusals import NotAllowed, Refused
from claims.verification import contacts, decisions, evidence
from claims.vocabulary import ContactAct, Visibility
from tests import factories
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=2)
CANARY = "Halyna Canaryenko"


def asked(**values: Any) -> ContactAttempt:
    given = {"whom": "The ministry of defence", "means": "phone", "asked_at": NOON, "due_at": NOON + 4 * HOUR, **values}
    given.setdefault("claim", None)
    given["claim"] = given["claim"] or factories.claim()
    return contacts.ask(**{"editor": factories.ada(), "now": LATER, **given})


def came(attempt: ContactAttempt, act: str = ContactAct.REPLIED, **values: Any) -> ContactAttempt:
    given = {
        "answered_at": NOON + HOUR,
        "quotation": "No unit has left." if act == ContactAct.REPLIED else "",
        **values,
    }
    return contacts.answer(attempt=attempt, act=act, **{"editor": factories.ada(), "now": LATER, **given})


def test_a_reply_is_a_row_of_its_own_and_the_question_stays() -> None:
    attempt = asked()
    reply = came(attempt)
    attempt.refresh_from_db()
    assert (attempt.act, attempt.quotation) == (ContactAct.ASKED, "")
    assert (reply.answers, reply.quotation) == (attempt, "No unit has left.")
    entry = JournalEntry.objects.get(subject_id=reply.public_id)
    assert (entry.kind, entry.claim, entry.after["answers"]) == (
        "contact.answered",
        attempt.claim,
        str(attempt.public_id),
    )


def test_the_absence_of_a_reply_is_recorded_and_a_late_reply_still_comes() -> None:
    attempt = asked()
    came(attempt, ContactAct.NO_REPLY, answered_at=NOON + 4 * HOUR)
    late = came(attempt, answered_at=NOON + 30 * HOUR)
    assert attempt.outcomes.order_by("-number").first() == late
    assert attempt.outcomes.count() == 2


def test_an_attempt_is_overdue_until_somebody_says_what_came_of_it() -> None:
    attempt = asked()
    asked(due_at=None)
    assert list(ContactAttempt.objects.overdue(NOON + HOUR)) == []
    assert list(ContactAttempt.objects.overdue(LATER)) == [attempt]
    came(attempt, ContactAct.NO_REPLY)
    assert list(ContactAttempt.objects.overdue(LATER)) == []


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"whom": "  "}, "whom"),
    ({"means": "pigeon"}, "means"),
    ({"asked_at": LATER + HOUR}, "asked_at"),
    ({"due_at": NOON - HOUR}, "due_at"),
    ({"visibility": Visibility.RESTRICTED}, "readers"),
]


@pytest.mark.parametrize(("values", "field"), WRONG)
def test_a_wrong_question_is_refused_at_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(**values)
    assert refused.value.field == field
    assert not ContactAttempt.objects.exists()


WRONG_ANSWERS: list[tuple[str, dict[str, Any], str]] = [
    ("asked", {}, "act"),
    ("withdrawn", {}, "act"),
    (ContactAct.NO_REPLY, {"quotation": "No."}, "quotation"),
    (ContactAct.REPLIED, {"quotation": " "}, "quotation"),
    (ContactAct.REPLIED, {"answered_at": NOON - HOUR}, "answered_at"),
    (ContactAct.REPLIED, {"answered_at": LATER + HOUR}, "answered_at"),
]


@pytest.mark.parametrize(("act", "values", "field"), WRONG_ANSWERS)
def test_a_wrong_answer_is_refused_at_its_field(act: str, values: dict[str, Any], field: str) -> None:
    attempt = asked()
    with pytest.raises(Refused) as refused:
        came(attempt, act, **values)
    assert refused.value.field == field


def test_a_reply_is_never_shown_to_more_people_than_the_question() -> None:
    attempt = asked(visibility=Visibility.DESK)
    with pytest.raises(Refused) as refused:
        came(attempt, visibility=Visibility.PUBLIC)
    assert refused.value.field == "visibility"
    assert came(attempt).visibility == Visibility.DESK


def test_a_restricted_attempt_says_nothing_outside_its_seal() -> None:
    ada = factories.ada()
    attempt = asked(whom=CANARY, note=f"Rang {CANARY}", visibility=Visibility.RESTRICTED, readers=[ada])
    reply = came(attempt, quotation=f"I am {CANARY}")
    for row in (attempt, reply):
        assert (row.whom, row.means, row.quotation, row.note) == ("", "", "", "")
        assert row.seal is not None
        assert list(row.seal.readers.all()) == [ada]
        assert JournalEntry.objects.get(subject_id=row.public_id).after == {"visibility": "restricted"}
    assert not ContactAttempt.objects.visible_to(factories.carl()).exists()
    assert ContactAttempt.objects.visible_to(ada).count() == 2
    assert Seal.objects.count() == 2


def test_the_database_refuses_a_restricted_attempt_with_words() -> None:
    attempt = asked(visibility=Visibility.RESTRICTED, readers=[factories.ada()])
    values = {
        field.attname: getattr(attempt, field.attname)
        for field in attempt._meta.concrete_fields
        if field.attname not in {"id", "public_id", "digest"}
    }
    values |= {"whom": CANARY, "number": 10_000}
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactAttempt.objects.record(**values)


def test_an_off_the_record_reply_to_an_open_question_is_for_the_editor_who_heard_it() -> None:
    reply = came(asked(), quotation="Not for attribution", visibility=Visibility.RESTRICTED)
    assert reply.seal is not None
    assert list(reply.seal.readers.all()) == [factories.ada()]


def test_a_mistake_is_taken_back_once_with_a_reason_and_then_nothing_answers_it() -> None:
    attempt = asked()
    with pytest.raises(Refused):
        contacts.withdraw(attempt=attempt, reason=" ", editor=factories.ada(), now=LATER)
    contacts.withdraw(attempt=attempt, reason="It was about another claim.", editor=factories.ada(), now=LATER)
    assert not ContactAttempt.objects.standing().exists()
    with pytest.raises(Refused):
        contacts.withdraw(attempt=attempt, reason="Again", editor=factories.carl(), now=LATER)
    with pytest.raises(Refused):
        came(attempt)


@pytest.mark.parametrize("person", [factories.ben, factories.olga])
def test_readers_and_operators_record_nothing(person: Any) -> None:
    with pytest.raises(NotAllowed):
        asked(editor=person())
    with pytest.raises(NotAllowed):
        came(asked(), editor=person())
    with pytest.raises(NotAllowed):
        contacts.withdraw(attempt=asked(), reason="So", editor=factories.rosa(), now=LATER)


def bearing(reply: ContactAttempt, claim: Claim, **values: Any) -> Any:
    return decisions.add_by_hand(
        claim=claim, contact_attempt=reply, stance="for", editor=factories.ada(), now=LATER, **values
    )


def test_a_reply_may_bear_on_its_claim_and_shows_when_it_came() -> None:
    attempt = asked()
    reply = came(attempt)
    kept = bearing(reply, attempt.claim)
    assert (kept.bearer(), kept.shown_at) == (reply, NOON + HOUR)
    entry = JournalEntry.objects.get(kind="evidence.recorded")
    assert entry.after["contact_attempt"] == str(reply.public_id)
    with pytest.raises(Refused):
        contacts.withdraw(attempt=attempt, reason="A mistake", editor=factories.ada(), now=LATER)
    evidence.withdraw(evidence=kept, reason="Not theirs", editor=factories.ada(), now=LATER)
    contacts.withdraw(attempt=attempt, reason="A mistake", editor=factories.ada(), now=LATER)


def test_a_question_another_claims_reply_and_the_same_reply_twice_are_no_evidence() -> None:
    attempt = asked()
    reply = came(attempt)
    bearing(reply, attempt.claim)
    for wrong, claim in ((attempt, attempt.claim), (reply, factories.claim()), (reply, attempt.claim)):
        with pytest.raises(Refused) as refused:
            bearing(wrong, claim)
        assert refused.value.field == "contact_attempt"


def test_evidence_from_a_restricted_reply_is_restricted() -> None:
    ada = factories.ada()
    attempt = asked(visibility=Visibility.RESTRICTED, readers=[ada])
    reply = came(attempt)
    with pytest.raises(Refused) as refused:
        bearing(reply, attempt.claim)
    assert refused.value.field == "visibility"
    bearing(reply, attempt.claim, visibility=Visibility.RESTRICTED, readers=[ada])


def test_nobody_makes_evidence_of_a_reply_they_may_not_see() -> None:
    carl = factories.carl()
    attempt = asked(visibility=Visibility.RESTRICTED, readers=[carl])
    reply = came(attempt, editor=carl)
    with pytest.raises(Refused) as refused:
        bearing(reply, attempt.claim, visibility=Visibility.RESTRICTED, readers=[factories.ada()])
    assert refused.value.field == "contact_attempt"
