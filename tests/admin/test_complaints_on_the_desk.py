"""A complaint is taken down, counted until it is answered, and its contact opens for those named only."""

from typing import Any

import pytest

from claims.models import Claim, Complaint, ComplaintAnswer, JournalEntry, database_now
from claims.recording import claims
from claims.verification import complaints
from tests import factories
from tests.admin.desk import listed, numbers, page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def received(claim: Claim, **values: Any) -> Complaint:
    given = {"statement": "It was never said so.", "received_at": NOON, "editor": factories.ada(), **values}
    return complaints.receive(claim=claim, **given, now=database_now())


def test_a_complaint_is_taken_down_with_its_contact_sealed() -> None:
    claim, rosa = factories.claim(), factories.rosa()
    given = {
        "complainant": "",
        "statement": "It was never said so.",
        "received_at": "2022-02-15T14:00",
        "zone": "Europe/Kyiv",
        "contact": "+380 canary",
        "readers": [rosa.pk],
    }
    signed_in(rosa).post(f"/admin/claims/claim/{claim.pk}/complaint/", given)
    complaint = Complaint.objects.get()
    assert complaint.received_at == NOON
    assert complaint.seal is not None
    for person in (factories.rosa(), factories.carl()):
        client = signed_in(person)
        for path in (page_of("claim", claim.pk), page_of("complaint", complaint.pk), listed("complaint")):
            told = client.get(path).content.decode()
            assert "canary" not in told
            assert "It was never said so." in told
    reveal = f"/admin/reveal/{complaint.seal.public_id}/"
    assert "+380 canary" in signed_in(rosa).post(reveal).content.decode()
    assert reveal not in signed_in(factories.carl()).get(page_of("claim", claim.pk)).content.decode()
    assert signed_in(factories.carl()).post(reveal).status_code == 404


def test_it_is_counted_and_listed_until_it_is_answered_with_the_act_that_put_it_right() -> None:
    claim = factories.claim()
    complaint, ada = received(claim), signed_in(factories.ada())
    counted = {str(one.label): (one.count, one.link) for one in numbers(ada.get("/admin/"))}
    number, link = counted["complaints to answer"]
    assert (number, list(ada.get(link).context["cl"].queryset)) == (1, [complaint])
    claims.edit(claim_id=claim.pk, version=1, statement="Some units left", editor=factories.ada(), now=NOON)
    led_to = JournalEntry.objects.get(kind="claim.edited")
    path = f"/admin/claims/claim/{claim.pk}/answer-complaint/?which={complaint.pk}"
    page = ada.post(path, {"answer": "", "answers_seen": 0})
    assert page.context["form"].errors.keys() == {"answer"}
    ada.post(path, {"answer": "You are right.", "led_to": led_to.pk, "answers_seen": 0})
    assert ComplaintAnswer.objects.get().led_to == led_to
    assert ada.get(link).context["cl"].result_count == 0
    assert f"It led to act {led_to.number}" in ada.get(page_of("claim", claim.pk)).content.decode()


def test_who_answers_late_sees_the_other_answer_and_loses_nothing() -> None:
    claim = factories.claim()
    complaint, ada = received(claim), signed_in(factories.ada())
    complaints.answer(
        complaint=complaint, answer="Carl was first.", answers_seen=0, editor=factories.carl(), now=database_now()
    )
    path = f"/admin/claims/claim/{claim.pk}/answer-complaint/?which={complaint.pk}"
    page = ada.post(path, {"answer": "I say so too.", "answers_seen": 0})
    told = page.content.decode()
    assert "Carl was first." in told
    assert "I say so too." in told
    assert ComplaintAnswer.objects.count() == 1
    ada.post(path, {"answer": "I say so too.", "answers_seen": page.context["form"]["answers_seen"].value()})
    assert ComplaintAnswer.objects.count() == 2


def test_a_complaint_about_a_draft_is_nowhere_for_readers() -> None:
    claim = factories.claim(publication="draft")
    complaint = received(claim, statement="canary")
    ben = signed_in(factories.ben())
    for path in (listed("complaint"), page_of("complaint", complaint.pk), "/admin/"):
        assert "canary" not in ben.get(path).content.decode()
    counted = {str(one.label): one.count for one in numbers(ben.get("/admin/"))}
    assert counted["complaints to answer"] == 0
