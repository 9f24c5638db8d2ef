"""A rating that a chief has retired stays on the verdicts that have it and is given to no further one."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, JournalEntry, Rating
from claims.publishing import public_claims
from claims.recording import ratings
from claims.refusals import Refused
from claims.verification import statuses
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.api.machines import client_of
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def settled(rating: Rating, claim: Claim | None = None, **more: Any) -> Claim:
    claim = claim or factories.published_claim()
    evidence = claim.evidence.first() or factories.evidence(claim=claim)
    values = {"reason": "NATO sees none.", "effective_at": NOON, "fewer_sources_because": "One is enough.", **more}
    statuses.change(
        claim_id=claim.pk, to="settled", rating=rating, evidence=evidence, editor=factories.carl(), now=NOON, **values
    )
    return Claim.objects.get(pk=claim.pk)


def retired(*, is_retired: bool = True) -> Rating:
    rating = factories.rating("false")
    return ratings.edit(
        rating_id=rating.pk, version=rating.version, is_retired=is_retired, editor=factories.carl(), now=NOON
    )


def offered(claim: Claim) -> list[Rating]:
    form = signed_in(factories.carl()).get(f"/admin/claims/claim/{claim.pk}/status/").context["form"]
    return list(form.fields["rating"].queryset)


def test_it_stays_on_the_verdicts_that_have_it() -> None:
    claim = settled(factories.rating("false"))
    retired()
    told = public_claims.known(Claim.objects.get(pk=claim.pk)).rating
    assert told is not None
    assert told.label == "False"
    assert ">False<" in Client().get(f"/claims/{claim.slug}/").content.decode()


def test_no_form_offers_it_and_no_door_takes_it() -> None:
    claim, rating = factories.published_claim(), retired()
    assert rating not in offered(claim)
    with pytest.raises(Refused, match="retired") as refused:
        settled(rating, claim)
    assert refused.value.field == "rating"
    review = {
        "url": "https://newsroom.example/check",
        "headline": "Checked",
        "published_on": "2022-02-18",
        "rating": str(rating.public_id),
    }
    answer = client_of(factories.carl()).post(f"/api/v1/claims/{claim.public_id}/reviews/", review, format="json")
    assert answer.status_code == 400
    assert "retired" in answer.content.decode()


def test_a_typo_in_a_verdict_that_has_it_can_still_be_mended() -> None:
    claim = settled(factories.rating("false"))
    rating = retired()
    assert rating in offered(claim)
    assert settled(rating, claim, change_type="refile", reason="NATO sees none of it.").rating == rating


def test_a_chief_retires_it_on_its_page_and_takes_it_up_again() -> None:
    rating, carl = factories.rating("false"), signed_in(factories.carl())
    form = {"label": "False", "explanation": "", "colour": rating.colour, "language": "en", "position": 0}
    carl.post(page_of("rating", rating.pk), {**form, "is_retired": "on", "opened_version": 1})
    rating.refresh_from_db()
    assert rating.retired_at is not None
    entry = JournalEntry.objects.latest("number")
    assert (entry.kind, entry.before["retired_at"]) == ("rating.edited", None)
    carl.post(page_of("rating", rating.pk), {**form, "opened_version": 2})
    again = factories.rating("false")
    assert (again.retired_at, again.version) == (None, 3)
    assert rating in offered(factories.claim())


def test_machines_and_readers_are_told() -> None:
    rating = retired()
    listed = client_of(None).get("/api/v1/ratings/?limit=200").json()["results"]
    told = {row["id"]: row["retired_at"] for row in listed}
    assert told.pop(str(rating.public_id)) is not None
    assert set(told.values()) == {None}
    assert Client().get("/methodology/").content.decode().count("No longer given") == 1
