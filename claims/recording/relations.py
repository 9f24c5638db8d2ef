"""Write down how claims bear on one another."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import permissions
from claims.models import Claim, JournalEntry, Relation, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, RelationKind

BACKWARDS = {
    RelationKind.REPEATS: gettext_lazy("The other claim repeats this one already: it cannot be repeated by it too."),
    RelationKind.UPDATES: gettext_lazy("The other claim updates this one already: one of the two is the newer."),
    RelationKind.NARROWS: gettext_lazy("The other claim narrows this one already: one of the two is the wider."),
    RelationKind.PART_OF: gettext_lazy("The other claim is part of this one already: neither can hold the other."),
    RelationKind.DEPENDS_ON: gettext_lazy("That would be a circle: the other claim already depends on this one."),
}
CIRCLES = {
    RelationKind.PART_OF: gettext_lazy("That would be a circle: the other claim is part of this one through others."),
    RelationKind.DEPENDS_ON: gettext_lazy(
        "That would be a circle: the other claim depends on this one through others."
    ),
}


@transaction.atomic
def relate(
    *,
    claim: Claim,
    kind: str,
    other: Claim,
    editor: User,
    now: datetime,
    reason: str = "",
    imported_at: datetime | None = None,
) -> Relation:
    """`claim` contradicts, repeats, … `other`. Contradiction is symmetric and stored once, the older claim first.

    Raises NotAllowed, or Refused for a claim related to itself, a relation that stands, one that stands the other way
    round, or a circle of dependence or of parts.
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
    _refuse_circle(claim, kind, other)
    relation = Relation.objects.create(claim=claim, kind=kind, other=other, created_at=stamp.recorded_at)
    JournalEntry.objects.write(
        kind=JournalKind.RELATION_RECORDED,
        subject=relation,
        claim=claim,
        after={"claim": claim.public_id, "kind": kind, "other": other.public_id},
        actor=editor,
        reason=reason.strip(),
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


def _refuse_circle(claim: Claim, kind: str, other: Claim) -> None:
    """What has a direction does not run both ways; dependence and parts not in a circle of any length."""
    if kind == RelationKind.CONTRADICTS:
        return
    standing = Relation.objects.filter(kind=kind, withdrawn_at=None)
    if standing.filter(claim=other, other=claim).exists():
        raise Refused(str(BACKWARDS[RelationKind(kind)]), field="other")
    if kind in CIRCLES and _leads_to(other, claim, standing):
        raise Refused(str(CIRCLES[RelationKind(kind)]), field="other")


def _leads_to(claim: Claim, wanted: Claim, standing: "QuerySet[Relation]") -> bool:
    """Whether `claim` stands in the relation to `wanted`, directly or through others."""
    reached, frontier = {claim.pk}, {claim.pk}
    while frontier and wanted.pk not in reached:
        next_ones = set(standing.filter(claim__in=frontier).values_list("other_id", flat=True))
        frontier = next_ones - reached
        reached |= frontier
    return wanted.pk in reached
