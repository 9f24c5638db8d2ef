"""The two-person rule: one editor proposes a settled status, a second approves it or sends it back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import (
    Claim,
    Evidence,
    JournalEntry,
    ProposalDecision,
    Stamp,
    StatusChange,
    StatusProposal,
    User,
)
from claims.refusals import NotAllowed, Refused, Stale
from claims.verification import judgements, statuses
from claims.verification.judgements import Judgement, Weighed
from claims.vocabulary import JournalKind, ProposalAct


def judge(
    *, claim_id: int, editor: User, now: datetime, seen: int | None = None, **judgement: Any
) -> StatusChange | StatusProposal:
    """Change the status, or propose it where a second editor approves. Raises what `change` and `propose` raise."""
    act = propose if statuses.needs_a_second_editor(judgement["to"]) else statuses.change
    made: StatusChange | StatusProposal = act(claim_id=claim_id, editor=editor, now=now, seen=seen, **judgement)
    return made


@transaction.atomic
def propose(*, claim_id: int, editor: User, now: datetime, seen: int | None = None, **judgement: Any) -> StatusProposal:
    """Keep what an editor wants to say of a claim until a second one has looked. The fields are Judgement's.

    Raises NotAllowed, Stale, or Refused: what a status change would refuse, and while another proposal waits.
    """
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not propose a status."))
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    stamp = JournalEntry.objects.stamp()
    judgements.refuse_if_moved(claim, seen=seen)
    if StatusProposal.objects.open().filter(claim=claim).exists():
        raise Refused(_("A verdict on this claim is proposed already: approve it, send it back or take it back first."))
    weighed = judgements.weigh(claim, Judgement(**judgement), editor, now=stamp.recorded_at, is_imported=False)
    return _propose(claim, weighed, editor, stamp)


def _propose(claim: Claim, weighed: Weighed, editor: User, stamp: Stamp) -> StatusProposal:
    proposal = StatusProposal.objects.record(
        claim=claim,
        **weighed.columns(),
        further_evidence=[one.pk for one in weighed.further],
        fewer_sources_because=weighed.judgement.fewer_sources_because,
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
    )
    JournalEntry.objects.write(
        kind=JournalKind.STATUS_PROPOSED,
        subject=proposal,
        claim=claim,
        after=statuses.told(weighed),
        actor=editor,
        reason=proposal.reason,
        stamp=stamp,
    )
    return proposal


@transaction.atomic
def approve(*, proposal_id: int, editor: User, now: datetime) -> StatusChange:
    """Let a proposed status hold. It stays the judgement of whoever proposed it; the journal says who approved.

    Raises NotAllowed for whoever proposed it, Stale when the claim changed since, Refused when it waits no longer.
    """
    proposal, stamp = _waiting(proposal_id, editor)
    if proposal.by_id == editor.pk:
        raise NotAllowed(_("A second editor approves: not the one who proposed it."))
    if JournalEntry.objects.about(proposal.claim).bearing_on_a_verdict().after(proposal.number).exists():
        raise Stale(_("The claim changed after this was proposed: send it back, or let it be proposed again."))
    # The exception that a chief made holds: who approves need not be one.
    weighed = judgements.weigh(
        proposal.claim, judgement_of(proposal), proposal.by, now=stamp.recorded_at, is_imported=False
    )
    return statuses.record(proposal.claim, weighed, by=proposal.by, actor=editor, stamp=stamp, proposal=proposal)


@transaction.atomic
def send_back(*, proposal_id: int, reason: str, editor: User, now: datetime) -> ProposalDecision:
    """Say why a proposed status does not hold yet. Raises NotAllowed for whoever proposed it, or Refused."""
    proposal, stamp = _waiting(proposal_id, editor)
    if proposal.by_id == editor.pk:
        raise NotAllowed(_("What you proposed yourself you take back."))
    if not reason.strip():
        raise Refused(_("Say what is missing: whoever proposed it reads this."), field="reason")
    return _close(proposal, ProposalAct.SENT_BACK, JournalKind.PROPOSAL_SENT_BACK, reason, editor, stamp)


@transaction.atomic
def take_back(*, proposal_id: int, reason: str, editor: User, now: datetime) -> ProposalDecision:
    """Take one's own proposal back. Raises NotAllowed for anybody else, or Refused."""
    proposal, stamp = _waiting(proposal_id, editor)
    if proposal.by_id != editor.pk:
        raise NotAllowed(_("Only whoever proposed it takes it back; send it back instead."))
    if not reason.strip():
        raise Refused(_("Say why you take it back."), field="reason")
    return _close(proposal, ProposalAct.TAKEN_BACK, JournalKind.PROPOSAL_TAKEN_BACK, reason, editor, stamp)


def judgement_of(proposal: StatusProposal) -> Judgement:
    """What was proposed, as it would be judged today."""
    return Judgement(
        to=proposal.to_status,
        reason=proposal.reason,
        rating=proposal.rating,
        effective_at=proposal.effective_at,
        effective_precision=proposal.effective_precision,
        effective_zone=proposal.effective_zone,
        change_type=proposal.change_type,
        evidence=proposal.evidence,
        further_evidence=tuple(Evidence.objects.filter(pk__in=proposal.further_evidence).order_by("pk")),
        criterion=proposal.criterion,
        fewer_sources_because=proposal.fewer_sources_because,
    )


def _waiting(proposal_id: int, editor: User) -> tuple[StatusProposal, Stamp]:
    """The proposal and its claim, locked: of two who decide at once the second is told."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not decide on a proposed status."))
    rows = StatusProposal.objects.select_related("rating__scale", "evidence", "criterion", "by")
    proposal = rows.get(pk=proposal_id)
    proposal.claim = Claim.objects.select_for_update().get(pk=proposal.claim_id)
    stamp = JournalEntry.objects.stamp()
    if ProposalDecision.objects.filter(proposal=proposal).exists():
        raise Refused(_("Somebody has decided on this proposal already."))
    return proposal, stamp


def _close(
    proposal: StatusProposal, act: ProposalAct, kind: JournalKind, reason: str, editor: User, stamp: Stamp
) -> ProposalDecision:
    decision = ProposalDecision.objects.record(
        proposal=proposal,
        act=act,
        reason=reason.strip(),
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
    )
    JournalEntry.objects.write(
        kind=kind,
        subject=proposal,
        claim=proposal.claim,
        after={"status": proposal.to_status, "rating": proposal.rating and proposal.rating.public_id},
        actor=editor,
        reason=reason,
        stamp=stamp,
    )
    return decision
