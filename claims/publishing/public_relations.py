"""What the public may know of how other published claims bear on one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from claims.analysis import transitions
from claims.analysis.replaying import Key, Said, replay
from claims.models import Claim, JournalEntry, Relation
from claims.publishing.public_claim import PublicChange, PublicRelation
from claims.vocabulary import Publication, RelationKind, VerificationStatus

COLUMNS = ("subject_type", "subject_id", "after", "recorded_at")


def rows_of(claim: Claim) -> list[Relation]:
    """Every relation that was ever recorded between the claim and one that is published today."""
    rows = Relation.objects.filter(Q(claim=claim) | Q(other=claim)).select_related("claim", "other").order_by("pk")
    return [row for row in rows if far_end(row, claim).publication == Publication.PUBLISHED]


def far_end(row: Relation, claim: Claim) -> Claim:
    return row.claim if row.other_id == claim.pk else row.other


def relations(
    claim: Claim, rows: list[Relation], changes: Mapping[int, list[PublicChange]], *, as_of: datetime | None
) -> tuple[PublicRelation, ...]:
    """The relations that stood at `as_of` to claims that were published then, as those read then."""
    states = _states(claim, rows, as_of)
    made = []
    for row in rows:
        far = far_end(row, claim)
        told = states.get(("claim", str(far.public_id)), {})
        stands = ("relation", str(row.public_id)) in states
        if stands and told.get("publication") == Publication.PUBLISHED:
            made.append(_relation(row, claim, told["statement"], changes.get(far.pk, [])))
    return tuple(made)


def _states(claim: Claim, rows: list[Relation], as_of: datetime | None) -> dict[Key, dict[str, Any]]:
    if not rows:
        return {}
    of_relations = Q(subject_type="relation", subject_id__in=[row.public_id for row in rows])
    of_claims = Q(subject_type="claim", subject_id__in=[far_end(row, claim).public_id for row in rows])
    entries = JournalEntry.objects.filter(of_relations | of_claims).order_by("number")
    if as_of is not None:
        entries = entries.filter(recorded_at__lte=as_of)
    return replay(Said(kind, str(key), after, at) for kind, key, after, at in entries.values_list(*COLUMNS))


def _relation(row: Relation, claim: Claim, statement: str, changes: list[PublicChange]) -> PublicRelation:
    held = transitions.current(changes)
    far = far_end(row, claim)
    return PublicRelation(
        kind=row.kind,
        is_from_other=row.other_id == claim.pk and row.kind != RelationKind.CONTRADICTS,
        statement=statement,
        slug=far.slug or "",
        status=held.status if held else VerificationStatus.UNVERIFIED,
        rating=held.rating if held else None,
    )
