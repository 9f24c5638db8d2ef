"""ClaimReview is said of rated claims with a published check, in schema.org's words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from claims.models import Claim
from claims.publishing import claimreview, public_claims, reviews
from claims.verification import statuses
from claims.vocabulary import ClaimantKind, ClaimKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def settled(*, slug: str = "false", scale: str = "statements", who: str = ClaimantKind.PERSON, **values: Any) -> Claim:
    claim = factories.published_claim(**values)
    factories.appearance(
        claim=claim,
        claimant=factories.claimant(name="Igor", kind=who),
        url="https://outlet.example/said",
        appeared_at=datetime(2022, 2, 14, 23, 30, tzinfo=UTC),
        appeared_zone="Europe/Kyiv",
    )
    statuses.change(
        claim_id=claim.pk,
        to="settled",
        rating=factories.rating(slug, scale),
        reason="Counted",
        evidence=factories.evidence(claim=claim),
        editor=factories.ada(),
        now=NOON,
    )
    return claim


def review(claim: Claim, slug: str = "false", scale: str = "statements") -> None:
    reviews.record(
        claim=claim,
        url="https://newsroom.example/check",
        headline="What the trains show",
        published_on=date(2022, 2, 18),
        rating=factories.rating(slug, scale),
        editor=factories.ada(),
        now=NOON,
    )


def jsonld(claim: Claim) -> list[dict[str, Any]]:
    return claimreview.as_jsonld(public_claims.known(claim), newsroom="N", site_url="https://n.example")


def test_a_rated_claim_with_a_check_is_said_whole() -> None:
    claim = settled()
    review(claim)
    (said,) = jsonld(claim)
    assert said["@type"] == "ClaimReview"
    assert said["claimReviewed"] == claim.statement
    assert said["reviewRating"]["ratingValue"] == 1
    assert (said["reviewRating"]["worstRating"], said["reviewRating"]["bestRating"]) == (1, 5)
    assert said["reviewRating"]["alternateName"] == "False"
    assert said["itemReviewed"]["author"] == {"@type": "Person", "name": "Igor"}
    assert said["itemReviewed"]["datePublished"] == "2022-02-15"
    assert said["itemReviewed"]["firstAppearance"]["url"] == "https://outlet.example/said"


def test_a_rating_without_a_number_has_no_value() -> None:
    claim = settled(slug="came-true", scale="predictions", kind=ClaimKind.PREDICTION)
    review(claim, "came-true", "predictions")
    assert jsonld(claim)[0]["reviewRating"].keys() == {"@type", "alternateName", "ratingExplanation"}


def test_an_unnamed_claimant_is_neither_person_nor_organization() -> None:
    claim = settled(who=ClaimantKind.UNNAMED)
    review(claim)
    assert "author" not in jsonld(claim)[0]["itemReviewed"]


def test_without_a_check_or_a_rating_nothing_is_said() -> None:
    assert jsonld(settled()) == []
    unrated = factories.published_claim()
    review(unrated)
    assert jsonld(unrated) == []
