"""Claim.status and Claim.rating are copies that the database keeps by rule 4."""

import pytest
from django.db import IntegrityError, connection, transaction

from claims.models import Claim
from claims.verification import statuses
from claims.vocabulary import VerificationStatus
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def disputed_claim() -> Claim:
    claim = factories.claim()
    statuses.change(
        claim_id=claim.pk,
        to=VerificationStatus.DISPUTED,
        reason="NATO contradicts it",
        evidence=factories.evidence(claim=claim),
        editor=factories.ada(),
        now=NOON,
    )
    claim.refresh_from_db()
    return claim


def test_a_status_change_sets_the_claims_status() -> None:
    assert disputed_claim().status == VerificationStatus.DISPUTED


def test_settling_sets_the_rating_as_well() -> None:
    claim = disputed_claim()
    statuses.change(
        claim_id=claim.pk,
        to=VerificationStatus.SETTLED,
        rating=factories.rating("misleading"),
        reason="Some left, more came",
        evidence=claim.evidence.get(),
        editor=factories.ada(),
        now=NOON,
    )
    claim.refresh_from_db()
    assert claim.rating is not None
    assert (claim.status, claim.rating.slug) == ("settled", "misleading")


@pytest.mark.parametrize(
    "values", [{"status": "settled"}, {"status": "unverified"}, {"rating": 1}, {"status": "corroborated"}]
)
def test_no_update_sets_another_status_or_rating(values: dict[str, object]) -> None:
    claim = disputed_claim()
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**values)


def test_a_stale_save_cannot_bring_an_old_status_back() -> None:
    claim = factories.claim()
    stale = Claim.objects.get(pk=claim.pk)
    statuses.change(claim_id=claim.pk, to="not_checkable", reason="An opinion", editor=factories.ada(), now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        stale.save()


def test_a_new_claim_cannot_begin_with_a_status() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(
            statement="x", status=VerificationStatus.DISPUTED, created_by=factories.ada(), created_at=NOON
        )


def test_raw_sql_cannot_set_a_status() -> None:
    claim = disputed_claim()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET status = 'settled' WHERE id = %s", [claim.pk])
