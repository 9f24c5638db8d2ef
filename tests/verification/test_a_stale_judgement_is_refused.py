"""Whoever judges a claim says up to where they had read; a judgement on less than is known now is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.models import Claim, JournalEntry, StatusChange
from claims.recording import claims, criteria
from claims.refusals import Stale
from claims.verification import evidence, statuses
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def dispute(claim: Claim, **given: Any) -> StatusChange:
    chosen = claim.evidence.order_by("pk").first()
    values = {"to": "disputed", "reason": "NATO sees none.", "evidence": chosen, "editor": factories.ada(), "now": NOON}
    return statuses.change(claim_id=claim.pk, **{**values, **given})


def read_up_to(claim: Claim) -> int:
    return JournalEntry.objects.last_bearing_on(claim)


def opened() -> tuple[Claim, int]:
    claim = factories.claim()
    factories.evidence(claim=claim)
    return claim, read_up_to(claim)


ACTS: dict[str, Callable[[Claim], object]] = {
    "another status": lambda claim: dispute(claim, editor=factories.carl()),
    "other words": lambda claim: claims.edit(
        claim_id=claim.pk, version=1, editor=factories.carl(), now=NOON, statement="Other words"
    ),
    "further evidence": lambda claim: factories.evidence(claim=claim),
    "evidence withdrawn": lambda claim: evidence.withdraw(
        evidence=factories.evidence(claim=claim), reason="A copy.", editor=factories.carl(), now=NOON
    ),
    "a criterion": lambda claim: criteria.record(
        claim=claim, statement="A count of lorries", editor=factories.carl(), now=NOON
    ),
}


@pytest.mark.parametrize("what", ACTS)
def test_what_happened_since_makes_it_stale(what: str) -> None:
    claim, seen = opened()
    ACTS[what](claim)
    before = StatusChange.objects.count()
    with pytest.raises(Stale):
        dispute(claim, seen=seen)
    assert StatusChange.objects.count() == before


def test_whoever_has_read_everything_changes_the_status() -> None:
    claim, _ = opened()
    ACTS["another status"](claim)
    assert dispute(claim, seen=read_up_to(claim)).from_status == "disputed"


def test_what_happens_around_the_claim_makes_nothing_stale() -> None:
    claim, seen = opened()
    factories.suggestion(claim=claim)
    ACTS["further evidence"](factories.claim())
    assert dispute(claim, seen=seen).to_status == "disputed"


def test_without_a_moment_it_holds_since_what_the_evidence_shows_as_precisely_as_that_is_known() -> None:
    claim = factories.claim()
    factories.evidence(claim=claim, shown_at=NOON, shown_precision="hour", shown_zone="Europe/Kyiv")
    change = dispute(claim)
    assert (change.effective_at, change.effective_precision, change.effective_zone) == (NOON, "hour", "Europe/Kyiv")
