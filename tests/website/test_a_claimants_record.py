"""A claimant's record holds what they said themselves; nobody unnamed has one."""

import pytest
from django.test import Client

from claims.models import Claimant
from claims.verification import statuses
from claims.vocabulary import AppearanceRole, ClaimantKind, ClaimKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def said_and_rated(who: Claimant, role: str = AppearanceRole.SAID, **values: str) -> None:
    claim = factories.published_claim(**values)
    factories.appearance(claim=claim, claimant=who, role=role)
    statuses.change(
        claim_id=claim.pk,
        to="settled",
        rating=factories.rating("misleading"),
        reason="Counted",
        evidence=factories.evidence(claim=claim),
        editor=factories.ada(),
        now=NOON,
    )


def test_what_they_said_is_counted(client: Client) -> None:
    igor = factories.claimant(name="Igor")
    said_and_rated(igor)
    page = client.get(f"/claimants/{igor.slug}/").content.decode()
    assert "Record of rated claims" in page
    assert "<strong>1</strong>" in page


def test_what_they_only_denied_is_not_theirs(client: Client) -> None:
    igor = factories.claimant(name="Igor")
    said_and_rated(igor, AppearanceRole.DENIED)
    page = client.get(f"/claimants/{igor.slug}/").content.decode()
    assert "What they relayed or denied" in page
    assert "<strong>1</strong>" not in page


def test_a_denial_is_the_claim_of_who_denies(client: Client) -> None:
    igor = factories.claimant(name="Igor")
    said_and_rated(igor, AppearanceRole.DENIED, kind=ClaimKind.DENIAL)
    assert "<strong>1</strong>" in client.get(f"/claimants/{igor.slug}/").content.decode()


def test_somebody_of_no_published_claim_has_no_page(client: Client) -> None:
    igor = factories.claimant(name="Igor")
    factories.appearance(claimant=igor)
    assert client.get(f"/claimants/{igor.slug}/").status_code == 404


def test_somebody_unnamed_has_no_track_record(client: Client) -> None:
    official = factories.claimant(name="A senior official", kind=ClaimantKind.UNNAMED)
    said_and_rated(official)
    page = client.get(f"/claimants/{official.slug}/").content.decode()
    assert "no track record" in page
    assert "<strong>1</strong>" not in page


def test_one_that_was_merged_leads_to_the_other(client: Client) -> None:
    igor, twin = factories.claimant(name="Igor"), factories.claimant(name="I. Konashenkov")
    said_and_rated(twin)
    Claimant.objects.filter(pk=twin.pk).update(merged_into=igor)
    assert client.get(f"/claimants/{twin.slug}/")["Location"] == f"/claimants/{igor.slug}/"
    assert client.get(f"/claimants/{igor.slug}/").status_code == 200
