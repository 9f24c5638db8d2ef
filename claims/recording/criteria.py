"""Write down what would settle a claim, before the verdict."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Act, Claim, Criterion, JournalEntry, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind


@transaction.atomic
def record(
    *,
    claim: Claim,
    statement: str,
    evidence_kind: str = "",
    supplier: str = "",
    due_at: datetime | None = None,
    editor: User,
    now: datetime,
    imported_at: datetime | None = None,
) -> Criterion:
    """A new criterion. Raises like `new`."""
    criterion = new(claim=claim, statement=statement, editor=editor)
    criterion.evidence_kind, criterion.supplier, criterion.due_at = evidence_kind, supplier, due_at
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    criterion.created_at = stamp.recorded_at
    criterion.save(force_insert=True)
    JournalEntry.objects.write_all([recorded(criterion)], actor=editor, stamp=stamp)
    return criterion


def new(*, claim: Claim, statement: str, editor: User) -> Criterion:
    """A criterion that may be recorded, not saved yet. Raises NotAllowed, or Refused when it says nothing."""
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record criteria."))
    if not statement.strip():
        raise Refused(_("A criterion says what would settle the claim."), field="statement")
    return Criterion(claim=claim, statement=statement.strip())


def recorded(criterion: Criterion) -> Act:
    """The act of recording a criterion."""
    after = {name: getattr(criterion, name) for name in ("statement", "evidence_kind", "supplier", "due_at")}
    return Act(JournalKind.CRITERION_RECORDED, criterion, criterion.claim, after=after)


@transaction.atomic
def withdraw(*, criterion: Criterion, reason: str, editor: User, now: datetime) -> Criterion:
    """Take a criterion back; it stays readable in the history. Raises NotAllowed or Refused."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not withdraw criteria."))
    if not reason.strip():
        raise Refused(_("Say why the criterion is withdrawn."), field="reason")
    if Criterion.objects.filter(pk=criterion.pk, withdrawn_at=None).update(withdrawn_at=now) != 1:
        raise Refused(_("This criterion was withdrawn already."))
    criterion.withdrawn_at = now
    JournalEntry.objects.write(
        kind=JournalKind.CRITERION_WITHDRAWN,
        subject=criterion,
        claim=criterion.claim,
        after={"withdrawn": True},
        actor=editor,
        reason=reason,
    )
    return criterion
