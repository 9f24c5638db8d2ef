"""Change a claim's verification status: with a reason, on evidence, and never over somebody else's change."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import (
    Claim,
    JournalEntry,
    ProposalDecision,
    Relation,
    Stamp,
    StatusChange,
    StatusChangeEvidence,
    StatusProposal,
    User,
)
from claims.refusals import NotAllowed, Refused
from claims.verification import judgements
from claims.verification.judgements import Judgement, Weighed
from claims.vocabulary import (
    ChangeType,
    JournalKind,
    ProposalAct,
    RelationKind,
    ReviewCause,
    VerificationStatus,
    Visibility,
)


@transaction.atomic
def change(
    *,
    claim_id: int,
    editor: User,
    now: datetime,
    seen: int | None = None,
    imported_at: datetime | None = None,
    **judgement: Any,
) -> StatusChange:
    """Record what `judgement` says (the fields of Judgement): the status, since when, why, and on what.

    `seen`: the greatest journal number that the editor had seen of what bears on the verdict; None asks nothing. A
    correction or refile replaces the change that holds now. Related claims are queued for a person, never flipped.
    Raises NotAllowed, Stale, or Refused naming the field that rule 3 misses; also where a second editor approves.
    """
    wanted = Judgement(**judgement)
    if needs_a_second_editor(wanted.to) and imported_at is None:
        raise Refused(_("Here a second editor approves what is settled: propose it."), field="to")
    return _change(claim_id, wanted, editor=editor, seen=seen, imported_at=imported_at)


def hold_still(claim_ids: Iterable[int]) -> None:
    """Lock claims that are judged together, in one order and before the journal: two who do so never wait in a circle.

    Called within the transaction that judges them.
    """
    list(Claim.objects.select_for_update().filter(pk__in=list(claim_ids)).order_by("pk").values_list("pk"))


def needs_a_second_editor(to: str) -> bool:
    """The newsroom's two-person rule."""
    return settings.SETTLE_NEEDS_TWO_EDITORS and to == VerificationStatus.SETTLED


@contextmanager
def rehearsed(*, claim_id: int, editor: User, now: datetime, **judgement: Any) -> Iterator[StatusChange]:
    """Within the block the status is changed; after it everything is as it was. For previews. Raises as `change`."""
    with transaction.atomic():
        yield _change(claim_id, Judgement(**judgement), editor=editor, seen=None, imported_at=None)
        transaction.set_rollback(True)


def _change(
    claim_id: int, judgement: Judgement, *, editor: User, seen: int | None, imported_at: datetime | None
) -> StatusChange:
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not change a status."))
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    judgements.refuse_if_moved(claim, seen=seen)
    weighed = judgements.weigh(claim, judgement, editor, now=stamp.recorded_at, is_imported=stamp.is_imported)
    return record(claim, weighed, by=editor, actor=editor, stamp=stamp)


def record(
    claim: Claim, weighed: Weighed, *, by: User, actor: User, stamp: Stamp, proposal: StatusProposal | None = None
) -> StatusChange:
    """Write the change that `by` judged. `actor` does it: of a proposal, whoever approves. Called within that act."""
    row = StatusChange.objects.record(
        claim=claim,
        from_status=claim.status,
        **weighed.columns(),
        corrects=_corrected(claim, weighed.judgement.change_type),
        by=by,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
        is_imported=stamp.is_imported,
    )
    for one in weighed.further:
        StatusChangeEvidence.objects.record(status_change=row, evidence=one, recorded_at=stamp.recorded_at)
    if proposal is not None:
        ProposalDecision.objects.record(
            proposal=proposal,
            act=ProposalAct.APPROVED,
            status_change=row,
            by=actor,
            number=stamp.number,
            recorded_at=stamp.recorded_at,
        )
    _write(row, weighed, actor, stamp, proposal)
    if row.to_status == VerificationStatus.SETTLED:
        _queue_related(claim, actor, stamp.recorded_at)
    return row


def _corrected(claim: Claim, change_type: str) -> StatusChange | None:
    """The change that a correction or refile replaces: the one that holds."""
    if change_type not in {ChangeType.CORRECTION, ChangeType.REFILE}:
        return None
    standing = claim.status_changes.filter(corrected_by=None)
    held = standing.order_by("-effective_at", "-number").first()
    if held is None:
        raise Refused(_("There is no earlier status to correct."), field="change_type")
    return held


def _write(row: StatusChange, weighed: Weighed, actor: User, stamp: Stamp, proposal: StatusProposal | None) -> None:
    after = told(weighed)
    if proposal is not None:
        after |= {"proposal": proposal.public_id, "proposed_by": str(proposal.by)}
    JournalEntry.objects.write(
        kind=JournalKind.STATUS_CHANGED,
        subject=row,
        claim=row.claim,
        before={"status": row.from_status},
        after=after,
        actor=actor,
        reason=row.reason,
        stamp=stamp,
    )


def told(weighed: Weighed) -> dict[str, Any]:
    """What the journal holds of a judgement: restricted evidence is not named."""
    judgement = weighed.judgement
    state: dict[str, Any] = {
        "status": judgement.to,
        "rating": judgement.rating and judgement.rating.public_id,
        "effective_at": weighed.effective_at,
        "effective_precision": judgement.effective_precision,
        "change_type": judgement.change_type,
        "evidence": [
            str(one.public_id)
            for one in (judgement.evidence, *weighed.further)
            if one is not None and one.visibility != Visibility.RESTRICTED
        ],
        "criterion": judgement.criterion and judgement.criterion.public_id,
    }
    if weighed.sources is not None:
        state["independent_sources"] = weighed.sources
    if judgement.fewer_sources_because:
        state["fewer_sources_because"] = judgement.fewer_sources_because
    return state


def _queue_related(claim: Claim, editor: User, now: datetime) -> None:
    """Settling a claim asks for another look at what contradicts, contains or depends on it."""
    touching = Relation.objects.filter(withdrawn_at=None).filter(
        Q(kind=RelationKind.CONTRADICTS, claim=claim)
        | Q(kind=RelationKind.CONTRADICTS, other=claim)
        | Q(kind=RelationKind.PART_OF, claim=claim)
        | Q(kind=RelationKind.DEPENDS_ON, other=claim)
    )
    ids = {pk for pair in touching.values_list("claim_id", "other_id") for pk in pair} - {claim.pk}
    for related in Claim.objects.filter(pk__in=ids, review_wanted_at=None):
        because = f"A related claim was settled: {claim}"
        Claim.objects.filter(pk=related.pk).update(
            review_wanted_at=now, review_wanted_because=because[:300], review_wanted_for=ReviewCause.RELATED_SETTLED
        )
        JournalEntry.objects.write(
            kind=JournalKind.CLAIM_QUEUED,
            subject=related,
            claim=related,
            after={"review_wanted": True, "because_of": claim.public_id},
            actor=editor,
        )


@transaction.atomic
def reviewed(*, claim: Claim, reason: str, editor: User, now: datetime) -> None:
    """Take a claim off the review queue. Raises NotAllowed, or Refused without a reason or when it is not queued."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not review claims."))
    if not reason.strip():
        raise Refused(_("Say what the review found."), field="reason")
    queued = Claim.objects.filter(pk=claim.pk).exclude(review_wanted_at=None)
    if queued.update(review_wanted_at=None, review_wanted_because="", review_wanted_for=None) != 1:
        raise Refused(_("This claim is not waiting for review."))
    JournalEntry.objects.write(
        kind=JournalKind.CLAIM_REVIEWED,
        subject=claim,
        claim=claim,
        after={"review_wanted": False},
        actor=editor,
        reason=reason,
    )
