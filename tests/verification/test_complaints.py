"""A complaint is answered once it was read, and a correction that followed it is named by its act."""

from datetime import timedelta
from typing import Any

import pytest

from claims.models import Claim, Complaint, ComplaintAnswer, JournalEntry, database_now
from claims.publishing import releases
from claims.recording import claims
from claims.refusals import NotAllowed, Refused, Stale
from claims.verification import complaints, statuses
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
CANARY = "canary-51c2"


def received(**values: Any) -> Complaint:
    given = {"statement": "It was never said so.", "received_at": NOON, "editor": factories.ada(), **values}
    given.setdefault("claim", None)
    given["claim"] = given["claim"] or factories.published_claim()
    return complaints.receive(**given, now=NOON + timedelta(days=1))


def answered(complaint: Complaint, **values: Any) -> ComplaintAnswer:
    given = {"answer": "You are right.", "answers_seen": complaint.answers.count(), "editor": factories.ada(), **values}
    return complaints.answer(complaint=complaint, **given, now=NOON + timedelta(days=1))


def reworded(claim: Claim) -> JournalEntry:
    claims.edit(claim_id=claim.pk, version=claim.version, statement="Some units left", editor=factories.ada(), now=NOON)
    return JournalEntry.objects.filter(kind="claim.edited").latest("number")


def test_a_complaint_is_open_until_it_is_answered() -> None:
    complaint = received()
    assert list(Complaint.objects.open()) == [complaint]
    answered(complaint)
    assert not Complaint.objects.open().exists()
    assert list(Complaint.objects.answered()) == [complaint]


def test_neither_who_complained_nor_what_about_nor_how_to_reach_them_is_in_the_journal() -> None:
    complaint = received(
        complainant=f"Mr {CANARY}", statement=CANARY, contact=f"+380 {CANARY}", readers=[factories.ada()]
    )
    assert complaint.seal is not None
    told = JournalEntry.objects.filter(after__icontains=CANARY) | JournalEntry.objects.filter(reason__icontains=CANARY)
    assert not told.exists()
    assert JournalEntry.objects.get(kind="complaint.received").after["is_anonymous"] is False


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"statement": " "}, "statement"),
    ({"received_at": NOON + timedelta(days=2)}, "received_at"),
    ({"contact": "+380"}, "readers"),
]


@pytest.mark.parametrize(("values", "field"), WRONG)
def test_a_wrong_complaint_is_refused_at_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        received(**values)
    assert refused.value.field == field


def test_of_two_who_answer_at_once_the_second_reads_the_first_answer_before() -> None:
    complaint = received()
    answered(complaint)
    with pytest.raises(Stale):
        answered(complaint, answers_seen=0, answer="No.", editor=factories.carl())
    answered(complaint, answer="We were wrong about that, too.")
    assert complaint.answers.count() == 2


def test_a_wording_a_corrected_verdict_and_a_taking_down_count_as_corrections() -> None:
    claim = factories.published_claim()
    seen = factories.evidence(claim=claim)
    complaint = received(claim=claim)
    for slug, change_type in (("true", ""), ("false", "correction")):
        statuses.change(
            claim_id=claim.pk,
            to="settled",
            rating=factories.rating(slug),
            reason=slug,
            evidence=seen,
            change_type=change_type,
            editor=factories.ada(),
            now=NOON,
        )
    edited = reworded(claim)
    claims.edit(claim_id=claim.pk, version=2, notes="Rang them", editor=factories.ada(), now=NOON)
    releases.unpublish(claim_id=claim.pk, reason="They asked", editor=factories.carl(), now=NOON)
    found = list(complaints.corrections_since(complaint))
    assert [entry.kind for entry in found] == ["claim.unpublished", "claim.edited", "status.changed"]
    assert found[1] == edited
    assert found[2].after["change_type"] == "correction"


def test_a_correction_of_another_claim_or_from_before_the_complaint_is_refused() -> None:
    complaint = received()
    elsewhere = reworded(factories.claim())
    too_early = reworded(complaint.claim)
    complaint = complaints.receive(
        claim=complaint.claim,
        statement="Later",
        received_at=database_now(),
        editor=factories.ada(),
        now=database_now() + timedelta(minutes=1),
    )
    for entry in (
        elsewhere,
        too_early,
        JournalEntry.objects.get(kind="complaint.received", subject_id=complaint.public_id),
    ):
        with pytest.raises(Refused) as refused:
            answered(complaint, led_to=entry)
        assert refused.value.field == "led_to"


def test_reporters_take_complaints_and_only_editors_answer() -> None:
    complaint = received(editor=factories.rosa())
    with pytest.raises(NotAllowed):
        answered(complaint, editor=factories.rosa())
    with pytest.raises(NotAllowed):
        received(editor=factories.ben())


def test_complaints_about_a_draft_are_for_those_who_see_drafts() -> None:
    received(claim=factories.claim(publication="draft"))
    assert not Complaint.objects.visible_to(factories.ben()).exists()
    assert Complaint.objects.visible_to(factories.rosa()).exists()
    assert not Complaint.objects.visible_to(None).exists()
