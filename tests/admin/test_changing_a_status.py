"""A status changes on its own page, with a reason, on evidence."""

from typing import Any

import pytest

from claims.models import Claim, Evidence
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db


def change(claim: Claim, **given: Any) -> Any:
    return signed_in(factories.ada()).post(f"/admin/claims/claim/{claim.pk}/status/", given)


def known() -> tuple[Claim, Evidence]:
    claim = factories.claim()
    return claim, factories.evidence(claim=claim)


def test_the_page_fills_in_since_when_from_the_evidence() -> None:
    claim, evidence = known()
    form = signed_in(factories.ada()).get(f"/admin/claims/claim/{claim.pk}/status/").context["form"]
    assert (form.initial["evidence"], form.initial["effective_at"]) == (evidence.pk, factories.NOON)


def test_settled_takes_a_rating_and_evidence() -> None:
    claim, evidence = known()
    rating = factories.rating("false")
    change(claim, to="settled", reason="No unit left.", rating=rating.pk, evidence=evidence.pk)
    claim.refresh_from_db()
    assert (claim.status, claim.rating) == ("settled", rating)


@pytest.mark.parametrize(
    ("missing", "field"), [("reason", "reason"), ("rating", "rating"), ("evidence", "evidence"), ("to", "to")]
)
def test_what_is_missing_is_said_at_its_field(missing: str, field: str) -> None:
    claim, evidence = known()
    given = {"to": "settled", "reason": "So.", "rating": factories.rating().pk, "evidence": evidence.pk}
    del given[missing]
    page = change(claim, **given)
    assert page.context["form"].errors.keys() == {field}
    claim.refresh_from_db()
    assert claim.status == "unverified"


def test_leaving_settled_asks_which() -> None:
    claim, evidence = known()
    change(claim, to="settled", reason="So.", rating=factories.rating().pk, evidence=evidence.pk)
    page = change(claim, to="disputed", reason="Not so.", evidence=evidence.pk)
    assert page.context["form"].errors.keys() == {"change_type"}
    change(claim, to="disputed", reason="Not so.", evidence=evidence.pk, change_type="correction")
    claim.refresh_from_db()
    assert claim.status == "disputed"


def test_only_the_scale_of_the_claims_kind_is_offered() -> None:
    promise = factories.claim(kind="promise")
    form = signed_in(factories.ada()).get(f"/admin/claims/claim/{promise.pk}/status/").context["form"]
    assert {rating.scale.slug for rating in form.fields["rating"].queryset} == {"promises"}


def test_another_claims_evidence_is_no_choice() -> None:
    claim, _ = known()
    _, other = known()
    page = change(claim, to="disputed", reason="So.", evidence=other.pk)
    assert page.context["form"].errors.keys() == {"evidence"}
