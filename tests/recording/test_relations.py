"""Relations between claims: contradiction has no direction, the others have one, dependence and parts no circle."""

from itertools import pairwise

import pytest

from claims.models import Claim, JournalEntry, Relation
from claims.recording import relations
from claims.refusals import Refused
from claims.vocabulary import JournalKind, RelationKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
DIRECTED = [kind for kind in RelationKind if kind != RelationKind.CONTRADICTS]


def relate(claim: Claim, kind: str, other: Claim, **given: str) -> Relation:
    return relations.relate(claim=claim, kind=kind, other=other, editor=factories.ada(), now=NOON, **given)


def test_a_contradiction_stands_once_the_older_claim_first() -> None:
    older, newer = factories.claim(), factories.claim()
    made = relate(newer, "contradicts", older)
    assert (made.claim, made.other) == (older, newer)
    with pytest.raises(Refused, match="recorded already"):
        relate(older, "contradicts", newer)


@pytest.mark.parametrize("kind", DIRECTED)
def test_what_has_a_direction_does_not_run_both_ways(kind: str) -> None:
    one, other = factories.claim(), factories.claim()
    relate(one, kind, other)
    with pytest.raises(Refused) as refused:
        relate(other, kind, one)
    assert refused.value.field == "other"
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("kind", ["depends_on", "part_of"])
def test_dependence_and_parts_have_no_circle_of_any_length(kind: str) -> None:
    chain = [factories.claim() for _ in range(4)]
    for one, other in pairwise(chain):
        relate(one, kind, other)
    with pytest.raises(Refused, match="circle"):
        relate(chain[-1], kind, chain[0])
    relations.withdraw(relation=Relation.objects.first(), reason="Not so", editor=factories.ada(), now=NOON)  # type: ignore[arg-type]  # one is there
    relate(chain[-1], kind, chain[0])


def test_a_reason_goes_to_the_history_and_withdrawing_needs_one() -> None:
    made = relate(factories.claim(), "updates", factories.claim(), reason="A later count")
    assert JournalEntry.objects.get(kind=JournalKind.RELATION_RECORDED).reason == "A later count"
    with pytest.raises(Refused):
        relations.withdraw(relation=made, reason=" ", editor=factories.ada(), now=NOON)
    relations.withdraw(relation=made, reason="A typing error", editor=factories.ada(), now=NOON)
    assert JournalEntry.objects.get(kind=JournalKind.RELATION_WITHDRAWN).reason == "A typing error"


def test_a_claim_is_not_related_to_itself() -> None:
    claim = factories.claim()
    with pytest.raises(Refused, match="itself"):
        relate(claim, "repeats", claim)
