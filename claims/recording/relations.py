"""Write down how claims bear on one another."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Claim, JournalEntry, Relation, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, RelationKind


@transaction.atomic
def relate(
    *,
    claim: Claim,
    kind: str,
    other: Claim,
    editor: User,
    now: datetime,
    imported_at: datetime | None = None,
) -> Relation:
    """`claim` contradicts, repeats, … `other`. Contradiction is symmetric and stored once, the older claim first.

    Raises NotAllowed, or Refused for a claim related to itself, a relation that stands, or a circle of dependence.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not relate claims."))
    if claim.pk == other.pk:
        raise Refused(_("A claim cannot be related to itself."), field="other")
    if kind == RelationKind.CONTRADICTS and claim.pk > other.pk:
        claim, other = other, claim
    # The journal's lock makes this the only writer: two halves of a circle cannot be written side by side.
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    if Relation.objects.filter(claim=claim, kind=kind, other=other, withdrawn_at=None).exists():
        raise Refused(_("This relation is recorded already."), field="other")
    if kind == RelationKind.DEPENDS_ON and _depends_on(other, claim):
        raise Refused(_("That would be a circle: the other claim already depends on this one."), field="other")
    relation = Relation.objects.create(claim=claim, kind=kind, other=other, created_at=stamp.recorded_at)
    JournalEntry.objects.write(
        kind=JournalKind.RELATION_RECORDED,
        subject=relation,
        claim=claim,
        after={"claim": claim.public_id, "kind": kind, "other": other.public_id},
        actor=editor,
        stamp=stamp,
    )
    return relation


@transaction.atomic
def withdraw(*, relation: Relation, reason: str, editor: User, now: datetime) -> Relation:
    """Take a relation back; it stays readable in the history. Raises NotAllowed or Refused."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not withdraw relations."))
    if not reason.strip():
        raise Refused(_("Say why the relation is withdrawn."), field="reason")
    if Relation.objects.filter(pk=relation.pk, withdrawn_at=None).update(withdrawn_at=now) != 1:
        raise Refused(_("This relation was withdrawn already."))
    relation.withdrawn_at = now
    JournalEntry.objects.write(
        kind=JournalKind.RELATION_WITHDRAWN,
        subject=relation,
        claim=relation.claim,
        after={"withdrawn": True},
        actor=editor,
        reason=reason,
    )
    return relation


def _depends_on(claim: Claim, wanted: Claim) -> bool:
    """Whether `claim` depends on `wanted`, directly or through others."""
    standing = Relation.objects.filter(kind=RelationKind.DEPENDS_ON, withdrawn_at=None)
    reached, frontier = {claim.pk}, {claim.pk}
    while frontier and wanted.pk not in reached:
        next_ones = set(standing.filter(claim__in=frontier).values_list("other_id", flat=True))
        frontier = next_ones - reached
        reached |= frontier
    return wanted.pk in reached
