"""A verdict that wants a second editor waits on the desk, beside everything that is known."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, StatusChange, StatusProposal
from claims.verification import proposals
from tests import factories
from tests.admin.desk import numbers, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_editors(settings: Any) -> None:
    settings.SETTLE_NEEDS_TWO_EDITORS = True


def proposed(claim: Claim | None = None) -> StatusProposal:
    claim = claim or factories.claim()
    return proposals.propose(
        claim_id=claim.pk,
        to="settled",
        reason="No unit left.",
        rating=factories.rating(),
        evidence=factories.evidence(claim=claim),
        editor=factories.ada(),
        now=NOON,
    )


def page_of(proposal: StatusProposal) -> str:
    return f"/admin/proposals/{proposal.pk}/"


def decide(proposal: StatusProposal, act: str, who: Any = factories.carl, reason: str = "") -> Any:
    return signed_in(who()).post(page_of(proposal), {"act": act, "reason": reason})


def test_the_dashboard_counts_what_waits_and_links_to_it() -> None:
    proposed()
    told = numbers(signed_in(factories.carl()).get("/admin/"))
    assert [(one.count, one.link) for one in told if one.link == "/admin/proposals/"] == [(1, "/admin/proposals/")]


def test_a_second_editor_approves() -> None:
    proposal = proposed()
    assert decide(proposal, "approve").status_code == 302
    assert StatusChange.objects.get().claim == proposal.claim


def test_whoever_proposed_it_is_offered_no_approval_and_given_none() -> None:
    proposal = proposed()
    told = signed_in(factories.ada()).get(page_of(proposal)).content.decode()
    assert 'value="approve"' not in told
    assert 'value="take_back"' in told
    assert "not the one who proposed it" in decide(proposal, "approve", factories.ada).content.decode()
    assert not StatusChange.objects.exists()


def test_sent_back_it_can_be_proposed_again_with_its_words() -> None:
    proposal = proposed()
    decide(proposal, "send_back", reason="Ask the ministry.")
    told = signed_in(factories.ada()).get(page_of(proposal)).content.decode()
    assert "Ask the ministry." in told
    again = f"/admin/claims/claim/{proposal.claim_id}/status/?again={proposal.pk}"
    assert again in told
    form = signed_in(factories.ada()).get(again).context["form"]
    assert (form.initial["to"], form.initial["reason"]) == ("settled", "No unit left.")


def test_a_stale_one_says_so_and_is_not_approved() -> None:
    proposal = proposed()
    factories.evidence(claim=proposal.claim)
    carl = signed_in(factories.carl())
    assert "the claim changed since" in carl.get("/admin/proposals/").content.decode()
    assert 'value="approve"' not in carl.get(page_of(proposal)).content.decode()
    assert "changed after this was proposed" in decide(proposal, "approve").content.decode()
    assert not StatusChange.objects.exists()


def test_the_preview_shows_it_as_it_would_read_once_approved() -> None:
    proposal = proposed(factories.published_claim())
    told = signed_in(factories.carl()).get(page_of(proposal), {"preview": "1"}).content.decode()
    assert "No unit left." in told
    assert not StatusChange.objects.exists()


def test_a_draft_is_nowhere_for_those_who_see_no_drafts() -> None:
    proposal = proposed(factories.claim(publication="draft", statement="A rumour about a minister"))
    for person in (factories.ben(), factories.olga()):
        client = signed_in(person)
        assert "rumour" not in client.get("/admin/proposals/").content.decode()
        assert client.get(page_of(proposal)).status_code == 404


def test_the_sealed_evidence_of_others_is_counted_and_not_named() -> None:
    claim = factories.claim()
    sealed = factories.evidence(claim=claim, visibility="restricted", readers=[factories.ada()], note="A resident saw")
    proposal = proposals.propose(
        claim_id=claim.pk,
        to="settled",
        reason="No unit left.",
        rating=factories.rating(),
        evidence=sealed,
        editor=factories.ada(),
        now=NOON,
    )
    page = signed_in(factories.carl()).get(page_of(proposal))
    assert (page.context["evidence"], page.context["hidden_evidence"]) == ([], 1)
    assert str(sealed.article) not in page.content.decode()


def test_the_list_asks_as_often_for_many_as_for_two() -> None:
    client, counts = signed_in(factories.carl()), []
    for more in (2, 20):
        for _ in range(more):
            proposed()
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/proposals/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_the_status_form_says_that_a_verdict_waits() -> None:
    proposal = proposed()
    told = signed_in(factories.carl()).get(f"/admin/claims/claim/{proposal.claim_id}/status/").content.decode()
    assert page_of(proposal) in told
