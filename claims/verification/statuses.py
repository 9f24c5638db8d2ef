"""Change a claim's verification status: with a reason, on evidence, and never over somebody else's change."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import permissions
from claims.analysis import transitions
from claims.models import (
    Claim,
    Criterion,
    Evidence,
    JournalEntry,
    Rating,
    Relation,
    Stamp,
    StatusChange,
    StatusChangeEvidence,
    User,
)
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import ChangeType, JournalKind, Precision, RelationKind, VerificationStatus, Visibility

MISSING = {
    "reason": gettext_lazy("Every status change has a reason: write it in a sentence a reader understands."),
    "rating": gettext_lazy("A settled claim has a rating: choose one."),
    "evidence": gettext_lazy("This status rests on evidence: choose the one that decided it."),
    "change_type": gettext_lazy("Say why a settled claim changes: development, correction or refile."),
}


@transaction.atomic
def change(
    *,
    claim_id: int,
    to: str,
    reason: str,
    editor: User,
    now: datetime,
    rating: Rating | None = None,
    effective_at: datetime | None = None,
    effective_precision: str = Precision.DAY,
    effective_zone: str = "UTC",
    change_type: str = "",
    evidence: Evidence | None = None,
    further_evidence: Iterable[Evidence] = (),
    criterion: Criterion | None = None,
    imported_at: datetime | None = None,
) -> StatusChange:
    """Record that the status is `to`, since `effective_at` (the moment the evidence shows, else now).

    A correction or refile replaces the change that holds now. Related claims are queued for a person, never flipped.
    Raises NotAllowed, or Refused naming the field that rule 3 misses.
    """
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not change a status."))
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    further = list(further_evidence)
    _refuse_incomplete(claim, to, reason, rating, evidence, change_type)
    _refuse_foreign(claim, [one for one in (evidence, *further) if one], rating, to, criterion)
    effective_at = effective_at or (evidence and evidence.shown_at) or stamp.recorded_at
    if effective_at > stamp.recorded_at:
        raise Refused(_("Since when it is so cannot lie in the future."), field="effective_at")
    row = StatusChange.objects.record(
        claim=claim,
        from_status=claim.status,
        to_status=to,
        rating=rating if to == VerificationStatus.SETTLED else None,
        effective_at=effective_at,
        effective_precision=effective_precision,
        effective_zone=effective_zone,
        reason=reason.strip(),
        change_type=change_type,
        corrects=_corrected(claim, change_type),
        evidence=evidence,
        criterion=criterion,
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
        is_imported=stamp.is_imported,
    )
    for one in further:
        StatusChangeEvidence.objects.record(status_change=row, evidence=one, recorded_at=stamp.recorded_at)
    _write(row, further, editor, stamp)
    if to == VerificationStatus.SETTLED:
        _queue_related(claim, editor, now)
    return row


def _refuse_incomplete(
    claim: Claim, to: str, reason: str, rating: Rating | None, evidence: Evidence | None, change_type: str
) -> None:
    if to not in VerificationStatus.values:
        raise Refused(_("There is no such status."), field="to")
    field = transitions.missing(
        leaving=claim.status,
        to=to,
        reason=reason,
        has_rating=rating is not None,
        has_evidence=evidence is not None,
        change_type=change_type,
    )
    if field:
        raise Refused(str(MISSING[field]), field=field)


def _refuse_foreign(
    claim: Claim, evidence: list[Evidence], rating: Rating | None, to: str, criterion: Criterion | None
) -> None:
    """What a status rests on belongs to this claim and still stands."""
    for one in evidence:
        if one.claim_id != claim.pk or one.withdrawn_at is not None:
            raise Refused(_("The evidence belongs to this claim and has not been withdrawn."), field="evidence")
    if criterion is not None and criterion.claim_id != claim.pk:
        raise Refused(_("The criterion belongs to this claim."), field="criterion")
    if rating is not None and to != VerificationStatus.SETTLED:
        raise Refused(_("Only a settled claim is rated."), field="rating")
    if rating is not None and rating.scale.kind not in transitions.scales_for(claim.kind):
        raise Refused(_("Choose a rating from the scale for this kind of claim."), field="rating")


def _corrected(claim: Claim, change_type: str) -> StatusChange | None:
    """The change that a correction or refile replaces: the one that holds."""
    if change_type not in {ChangeType.CORRECTION, ChangeType.REFILE}:
        return None
    standing = claim.status_changes.filter(corrected_by=None)
    held = standing.order_by("-effective_at", "-number").first()
    if held is None:
        raise Refused(_("There is no earlier status to correct."), field="change_type")
    return held


def _write(row: StatusChange, further: list[Evidence], editor: User, stamp: Stamp) -> None:
    shown = [
        str(one.public_id)
        for one in (row.evidence, *further)
        if one is not None and one.visibility != Visibility.RESTRICTED
    ]
    JournalEntry.objects.write(
        kind=JournalKind.STATUS_CHANGED,
        subject=row,
        claim=row.claim,
        before={"status": row.from_status},
        after={
            "status": row.to_status,
            "rating": row.rating and row.rating.public_id,
            "effective_at": row.effective_at,
            "effective_precision": row.effective_precision,
            "change_type": row.change_type,
            "evidence": shown,
            "criterion": row.criterion and row.criterion.public_id,
        },
        actor=editor,
        reason=row.reason,
        stamp=stamp,
    )


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
        because = _("A related claim was settled: %(claim)s") % {"claim": claim}
        Claim.objects.filter(pk=related.pk).update(review_wanted_at=now, review_wanted_because=because[:300])
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
    if queued.update(review_wanted_at=None, review_wanted_because="") != 1:
        raise Refused(_("This claim is not waiting for review."))
    JournalEntry.objects.write(
        kind=JournalKind.CLAIM_REVIEWED,
        subject=claim,
        claim=claim,
        after={"review_wanted": False},
        actor=editor,
        reason=reason,
    )
