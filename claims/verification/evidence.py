"""Keep what bears on a claim, and take it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import BEARERS, Claim, Evidence, JournalEntry, Seal, Source, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import Basis, Interest, JournalKind, Naming, ReviewCause, VerificationStatus, Visibility


def keep(
    *,
    claim: Claim,
    bearer: dict[str, Any],
    source: Source | None,
    interest: str | None,
    basis: str | None,
    shown_at: datetime | None,
    shown_precision: str,
    shown_zone: str,
    visibility: str,
    note: str,
    readers: Sequence[User],
    editor: User,
    now: datetime,
    imported_at: datetime | None,
) -> Evidence:
    """Write the evidence, restricted or open. Called within the act that brings it."""
    _refuse_exposure(source, visibility, readers)
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    is_restricted = visibility == Visibility.RESTRICTED
    evidence = Evidence.objects.create(
        claim=claim,
        source=source,
        interest=interest or (source.interest if source else Interest.UNKNOWN),
        basis=basis or (source.basis if source else Basis.UNKNOWN),
        shown_at=shown_at,
        shown_precision=shown_precision,
        shown_zone=shown_zone,
        visibility=visibility,
        note="" if is_restricted else note,
        seal=_sealed_note(note, readers, now) if is_restricted else None,
        created_by=editor,
        created_at=stamp.recorded_at,
        **bearer,
    )
    JournalEntry.objects.write(
        kind=JournalKind.EVIDENCE_RECORDED,
        subject=evidence,
        claim=claim,
        after={"visibility": visibility} if is_restricted else _state(evidence),
        actor=editor,
        stamp=stamp,
    )
    return evidence


def _refuse_exposure(source: Source | None, visibility: str, readers: Sequence[User]) -> None:
    """A person at risk comes first: what rests on a restricted Source is restricted itself."""
    if visibility == Visibility.RESTRICTED and not readers:
        raise Refused(_("Name at least one person who may see restricted evidence."), field="readers")
    if visibility == Visibility.RESTRICTED or source is None:
        return
    if source.naming == Naming.RESTRICTED:
        raise Refused(_("What rests on a restricted source is restricted evidence."), field="visibility")


def _sealed_note(note: str, readers: Sequence[User], now: datetime) -> Seal:
    return Seal.objects.keep(
        note.encode(), media_type="text/plain", readers=readers, sealing_keys=settings.SEALING_KEYS, now=now
    )


def _state(evidence: Evidence) -> dict[str, Any]:
    bearers = {name: getattr(evidence, name) for name in BEARERS}
    return {
        **{name: one.public_id for name, one in bearers.items() if one is not None},
        "source": evidence.source and evidence.source.public_id,
        "interest": evidence.interest,
        "basis": evidence.basis,
        "shown_at": evidence.shown_at,
        "shown_precision": evidence.shown_precision,
        "shown_zone": evidence.shown_zone,
        "visibility": evidence.visibility,
        "note": evidence.note,
    }


@transaction.atomic
def withdraw(*, evidence: Evidence, reason: str, editor: User, now: datetime) -> Evidence:
    """Take evidence back; it stays readable in the history.

    A settled claim that loses its last evidence is queued for review. Raises NotAllowed or Refused.
    """
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not withdraw evidence."))
    if not reason.strip():
        raise Refused(_("Say why the evidence is withdrawn."), field="reason")
    if Evidence.objects.standing().filter(pk=evidence.pk).update(withdrawn_at=now) != 1:
        raise Refused(_("This evidence was withdrawn already."))
    evidence.withdrawn_at = now
    JournalEntry.objects.write(
        kind=JournalKind.EVIDENCE_WITHDRAWN,
        subject=evidence,
        claim=evidence.claim,
        after={"withdrawn": True},
        actor=editor,
        reason=reason if evidence.visibility != Visibility.RESTRICTED else "",
    )
    _queue_if_bare(Claim.objects.get(pk=evidence.claim_id), editor, now)
    return evidence


def _queue_if_bare(claim: Claim, editor: User, now: datetime) -> None:
    if claim.status != VerificationStatus.SETTLED or Evidence.objects.standing().filter(claim=claim).exists():
        return
    because = "The last evidence behind its verdict was withdrawn."
    Claim.objects.filter(pk=claim.pk).update(
        review_wanted_at=now, review_wanted_because=because, review_wanted_for=ReviewCause.EVIDENCE_GONE
    )
    JournalEntry.objects.write(
        kind=JournalKind.CLAIM_QUEUED,
        subject=claim,
        claim=claim,
        after={"review_wanted": True},
        actor=editor,
        reason=because,
    )
