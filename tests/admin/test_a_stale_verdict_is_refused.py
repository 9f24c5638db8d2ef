"""Two editors judge one claim from one page; the second is shown what happened, with both texts and their own kept."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, Evidence, JournalEntry, StatusChange
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db


def judge(client: Client, claim: Claim, seen: int, **given: Any) -> Any:
    return client.post(f"/admin/claims/claim/{claim.pk}/status/", {"seen": seen, **given})


def raced() -> tuple[Claim, Evidence, Any]:
    """Carl disputes the claim; Ada, who opened it before that, corroborates it."""
    claim = factories.claim()
    evidence = factories.evidence(claim=claim)
    seen = JournalEntry.objects.last_bearing_on(claim)
    first, second = signed_in(factories.carl()), signed_in(factories.ada())
    won = judge(first, claim, seen, to="disputed", reason="Carl’s reason", evidence=evidence.pk)
    assert won.status_code == 302
    return claim, evidence, judge(second, claim, seen, to="corroborated", reason="Ada’s reason", evidence=evidence.pk)


def test_the_second_is_shown_both_texts_and_keeps_what_was_typed() -> None:
    claim, _evidence, page = raced()
    told = page.content.decode()
    assert page.status_code == 200
    assert "Carl’s reason" in told
    assert "Ada’s reason</textarea>" in told
    assert ("Status", "Disputed", "Corroborated") in page.context["conflict"].fields
    assert [line.who for line in page.context["conflict"].lines] == ["Carl"]
    assert Claim.objects.get(pk=claim.pk).status == "disputed"


def test_having_read_it_the_second_is_a_further_change() -> None:
    claim, evidence, page = raced()
    read = {"seen_newer": page.context["conflict"].number, "evidence": evidence.pk}
    answer = judge(signed_in(factories.ada()), claim, 1, to="corroborated", reason="Ada’s reason", **read)
    assert answer.status_code == 302
    assert [one.to_status for one in StatusChange.objects.order_by("number")] == ["disputed", "corroborated"]


def test_a_third_who_is_overtaken_again_is_told_again() -> None:
    claim, evidence, page = raced()
    factories.evidence(claim=claim)
    read = {"seen_newer": page.context["conflict"].number, "evidence": evidence.pk}
    answer = judge(signed_in(factories.ada()), claim, 1, to="corroborated", reason="Ada’s reason", **read)
    assert answer.status_code == 200
    assert StatusChange.objects.count() == 1


def test_further_evidence_is_shown_before_the_verdict_on_less() -> None:
    claim = factories.claim()
    chosen = factories.evidence(claim=claim)
    seen = JournalEntry.objects.last_bearing_on(claim)
    factories.evidence(claim=claim, stance="for")
    page = judge(signed_in(factories.ada()), claim, seen, to="disputed", reason="So.", evidence=chosen.pk)
    assert page.context["conflict"].fields == ()
    assert {line.what for line in page.context["conflict"].lines} == {"evidence recorded", "stance read"}
    assert not StatusChange.objects.exists()
