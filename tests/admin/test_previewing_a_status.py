"""A status is seen before it holds: the public page as it will read, and who will be told; nothing is saved."""

from typing import Any

import pytest

from claims.models import Claim, JournalEntry, StatusChange
from claims.recording import relations
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def preview(claim: Claim, **given: Any) -> Any:
    evidence = claim.evidence.first() or factories.evidence(claim=claim)
    posted = {
        "to": "settled",
        "reason": "No unit left.",
        "rating": factories.rating().pk,
        "evidence": evidence.pk,
        "seen": JournalEntry.objects.last_bearing_on(claim),
        "preview": "1",
        **given,
    }
    return signed_in(factories.ada()).post(f"/admin/claims/claim/{claim.pk}/status/", posted)


def test_it_reads_as_the_public_page_will() -> None:
    claim = factories.published_claim()
    told = preview(claim).content.decode()
    assert "No unit left." in told
    assert '<span class="label">False</span>' in told
    assert "nothing is saved" in told


def test_nothing_is_saved() -> None:
    claim = factories.published_claim()
    factories.evidence(claim=claim)
    before = JournalEntry.objects.count()
    preview(claim)
    claim.refresh_from_db()
    assert (claim.status, StatusChange.objects.count(), JournalEntry.objects.count()) == ("unverified", 0, before)


def test_it_says_who_is_told_of_a_published_claim() -> None:
    told = " ".join(preview(factories.published_claim()).context["previews"][0].told)
    for whom in ("Readers", "Feed readers", "Machines", "change feed"):
        assert whom in told


def test_of_a_claim_that_is_not_published_nobody_outside_is_told() -> None:
    page = preview(factories.claim())
    assert "Nobody outside the newsroom: the claim is internal." in page.context["previews"][0].told[0]
    assert "No unit left." in page.content.decode()


def test_it_names_the_claims_that_would_be_queued() -> None:
    claim, other = factories.published_claim(), factories.claim()
    relations.relate(claim=other, kind="depends_on", other=claim, editor=factories.ada(), now=NOON)
    assert preview(claim).context["previews"][0].queued == (other,)
    other.refresh_from_db()
    assert other.review_wanted_at is None


def test_a_correction_is_said_to_join_the_list_of_corrections() -> None:
    claim = factories.published_claim()
    chosen = factories.evidence(claim=claim)
    rated = {"to": "settled", "reason": "So.", "rating": factories.rating().pk, "evidence": chosen.pk}
    seen = JournalEntry.objects.last_bearing_on(claim)
    signed_in(factories.ada()).post(f"/admin/claims/claim/{claim.pk}/status/", {"seen": seen, **rated})
    page = preview(claim, to="disputed", rating="", change_type="correction")
    assert "corrections" in " ".join(page.context["previews"][0].told)


def test_what_would_be_refused_is_said_on_the_form() -> None:
    page = preview(factories.claim(), reason="")
    assert page.context["form"].errors.keys() == {"reason"}
