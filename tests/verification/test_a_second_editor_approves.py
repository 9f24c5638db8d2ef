"""The two-person rule: a settled status is proposed by one editor and approved or sent back by a second."""

from typing import Any

import pytest

from claims.models import Claim, JournalEntry, ProposalDecision, StatusChange, StatusProposal
from claims.recording import claims
from claims.refusals import NotAllowed, Refused, Stale
from claims.verification import proposals, statuses
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_editors(settings: Any) -> None:
    settings.SETTLE_NEEDS_TWO_EDITORS = True


def verdict(claim: Claim, **given: Any) -> dict[str, Any]:
    evidence = claim.evidence.first() or factories.evidence(claim=claim)
    judgement = {"to": "settled", "reason": "No unit left.", "rating": factories.rating(), "evidence": evidence}
    return {"claim_id": claim.pk, "editor": factories.ada(), "now": NOON, **judgement, **given}


def proposed() -> StatusProposal:
    return proposals.propose(**verdict(factories.claim()))


def approve(proposal: StatusProposal, **given: Any) -> StatusChange:
    return proposals.approve(**{"proposal_id": proposal.pk, "editor": factories.carl(), "now": NOON, **given})


def status_of(proposal: StatusProposal) -> str:
    return Claim.objects.get(pk=proposal.claim_id).status


def test_what_is_settled_is_only_proposed() -> None:
    made = proposals.judge(**verdict(factories.claim()))
    assert isinstance(made, StatusProposal)
    assert status_of(made) == "unverified"


def test_no_door_settles_without_a_second_editor() -> None:
    with pytest.raises(Refused, match="second editor"):
        statuses.change(**verdict(factories.claim()))


def test_every_other_status_changes_at_once() -> None:
    claim = factories.claim()
    proposals.judge(**verdict(claim, to="disputed", rating=None))
    claim.refresh_from_db()
    assert claim.status == "disputed"


def test_without_the_rule_a_settled_status_holds_at_once(settings: Any) -> None:
    settings.SETTLE_NEEDS_TWO_EDITORS = False
    assert isinstance(proposals.judge(**verdict(factories.claim())), StatusChange)


def test_an_approved_status_holds_with_its_words_and_its_author() -> None:
    proposal = proposed()
    change = approve(proposal)
    assert status_of(proposal) == "settled"
    assert (change.reason, change.by, change.approval.by) == ("No unit left.", factories.ada(), factories.carl())


def test_the_journal_says_who_proposed_and_who_approved() -> None:
    proposal = proposed()
    approve(proposal)
    asked, held = JournalEntry.objects.filter(kind__startswith="status.").order_by("number")
    assert (asked.kind, asked.actor) == (JournalKind.STATUS_PROPOSED, factories.ada())
    assert (held.kind, held.actor) == (JournalKind.STATUS_CHANGED, factories.carl())
    assert held.after["proposal"] == str(proposal.public_id)
    assert held.after["proposed_by"] == str(factories.ada())


def test_nobody_approves_what_they_proposed() -> None:
    with pytest.raises(NotAllowed):
        approve(proposed(), editor=factories.ada())


@pytest.mark.parametrize("who", [factories.ben, factories.rosa, factories.olga])
def test_only_those_who_decide_approve(who: Any) -> None:
    with pytest.raises(NotAllowed):
        approve(proposed(), editor=who())


def test_a_claim_that_changed_since_makes_the_proposal_stale() -> None:
    proposal = proposed()
    claims.edit(claim_id=proposal.claim_id, version=1, editor=factories.ada(), now=NOON, statement="Other words")
    with pytest.raises(Stale):
        approve(proposal)
    assert status_of(proposal) == "unverified"
    assert StatusProposal.objects.with_staleness().get().is_stale


def test_further_evidence_makes_it_stale_too() -> None:
    proposal = proposed()
    factories.evidence(claim=proposal.claim)
    with pytest.raises(Stale):
        approve(proposal)


def test_what_happens_around_a_claim_does_not() -> None:
    proposal = proposed()
    factories.suggestion(claim=proposal.claim)
    factories.evidence(claim=factories.claim())
    assert approve(proposal).to_status == "settled"


def test_sent_back_it_says_what_is_missing() -> None:
    proposal = proposed()
    with pytest.raises(Refused, match="what is missing"):
        proposals.send_back(proposal_id=proposal.pk, reason=" ", editor=factories.carl(), now=NOON)
    proposals.send_back(proposal_id=proposal.pk, reason="Ask the ministry.", editor=factories.carl(), now=NOON)
    assert not StatusProposal.objects.open().exists()
    assert JournalEntry.objects.latest("number").kind == JournalKind.PROPOSAL_SENT_BACK
    assert status_of(proposal) == "unverified"


def test_whoever_proposed_it_takes_it_back_and_nobody_else() -> None:
    proposal = proposed()
    with pytest.raises(NotAllowed):
        proposals.take_back(proposal_id=proposal.pk, reason="No.", editor=factories.carl(), now=NOON)
    proposals.take_back(proposal_id=proposal.pk, reason="A typing error.", editor=factories.ada(), now=NOON)
    assert ProposalDecision.objects.get().act == "taken_back"


def test_it_is_decided_once() -> None:
    proposal = proposed()
    approve(proposal)
    with pytest.raises(Refused, match="decided on this proposal already"):
        proposals.send_back(proposal_id=proposal.pk, reason="No.", editor=factories.carl(), now=NOON)


def test_one_proposal_waits_for_a_claim() -> None:
    proposal = proposed()
    with pytest.raises(Refused, match="proposed already"):
        proposals.propose(**verdict(proposal.claim, editor=factories.carl()))


def test_a_proposal_is_refused_for_what_a_change_would_be() -> None:
    with pytest.raises(Refused, match="rating"):
        proposals.propose(**verdict(factories.claim(), rating=None))


def test_a_chiefs_exception_holds_for_whoever_approves(settings: Any) -> None:
    settings.SETTLE_MIN_SOURCES = 2
    given = {"editor": factories.carl(), "fewer_sources_because": "We saw it ourselves."}
    approve(proposals.propose(**verdict(factories.claim(), **given)), editor=factories.ada())
    after = JournalEntry.objects.get(kind=JournalKind.STATUS_CHANGED).after
    assert after["fewer_sources_because"] == "We saw it ourselves."
