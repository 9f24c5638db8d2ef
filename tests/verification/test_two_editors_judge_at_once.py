"""Two editors at the same moment: one verdict holds, and the other editor is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from claims.models import JournalEntry, ProposalDecision, StatusChange
from claims.refusals import Refused
from claims.verification import proposals, statuses
from tests import factories
from tests.factories import NOON

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's writers wait for each other"),
    pytest.mark.django_db(transaction=True),
]


def at_once(act: Callable[..., object], *given: dict[str, Any]) -> list[str]:
    """What each of them is told: the name of the refusal, or "" for whoever won."""

    def told(mine: dict[str, Any]) -> str:
        try:
            act(**mine)
        except Refused as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(given)) as pool:
        return sorted(pool.map(told, given))


def test_of_verdicts_on_one_reading_one_holds() -> None:
    claim = factories.claim()
    evidence = factories.evidence(claim=claim)
    read = {"claim_id": claim.pk, "seen": JournalEntry.objects.last_bearing_on(claim), "evidence": evidence}
    people = (factories.ada(), factories.carl(), factories.person("clara", factories.carl().role))
    verdicts = [{**read, "to": "disputed", "reason": who.username, "editor": who, "now": NOON} for who in people]
    assert at_once(statuses.change, *verdicts) == ["", "Stale", "Stale"]
    assert StatusChange.objects.count() == 1


def test_a_proposal_is_approved_once(settings: Any) -> None:
    settings.SETTLE_NEEDS_TWO_EDITORS = True
    claim = factories.claim()
    proposal = proposals.propose(
        claim_id=claim.pk,
        to="settled",
        reason="No unit left.",
        rating=factories.rating(),
        evidence=factories.evidence(claim=claim),
        editor=factories.ada(),
        now=NOON,
    )
    people = (factories.carl(), factories.person("clara", factories.carl().role))
    asked = [{"proposal_id": proposal.pk, "editor": who, "now": NOON} for who in people]
    assert at_once(proposals.approve, *asked) == ["", "Refused"]
    assert ProposalDecision.objects.get().status_change == StatusChange.objects.get()
