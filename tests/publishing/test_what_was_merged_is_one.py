"""Readers, counts and machines follow merged_into: what was recorded of a duplicate is told of who answers for it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from rest_framework.throttling import SimpleRateThrottle

from claims.admin import claim_sections
from claims.models import Claim, Claimant, Outlet, Source
from claims.publishing import public_claims
from claims.recording import affiliations, merges
from claims.verification import derivations, statuses
from claims.vocabulary import AppearanceRole, DerivationKind
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.api.machines import client_of
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unthrottled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"anon": None, "user": None})


def merge(duplicate: Any, into: Any) -> None:
    merges.merge(duplicate=duplicate, into=into, reason="One", editor=factories.ada(), now=NOON)


def two(make: Any) -> tuple[Any, Any]:
    """(the duplicate, the one that stays)"""
    return make(name="The twin"), make(name="The one")


def known(claim: Claim) -> public_claims.PublicClaim:
    return public_claims.known(Claim.objects.get(pk=claim.pk))


def test_two_sources_that_are_one_count_once_for_readers_and_on_the_desk() -> None:
    claim = factories.published_claim()
    twin, one = two(factories.source)
    for source in (twin, one):
        factories.evidence(claim=claim, source=source)
    assert known(claim).independence.number == 2
    merge(twin, one)
    assert known(claim).independence.number == 1
    assert {row.source for row in known(claim).evidence} == {"The one"}
    desk = claim_sections.knowledge(claim, factories.ada())
    assert desk["independence"].number == 1
    assert [group.source for group in desk["groups"]] == [one]
    merges.undo(duplicate=twin, reason="Two", editor=factories.ada(), now=NOON)
    assert known(claim).independence.number == 2


def test_what_was_merged_twice_counts_once_too() -> None:
    claim = factories.published_claim()
    sources = [factories.source() for _ in range(3)]
    for source in sources:
        factories.evidence(claim=claim, source=source)
    merge(sources[0], sources[1])
    merge(sources[1], sources[2])
    assert known(claim).independence.number == 1


def test_the_desk_shows_what_evidence_rests_on_be_it_an_article_or_a_source() -> None:
    claim, paper = factories.claim(), factories.article(published_at=NOON + HOUR, first_seen_at=NOON + HOUR)
    factories.evidence(claim=claim, article=paper)
    twin, one = two(factories.source)
    for made in (
        factories.derivation(article=paper, original=factories.article(title="The dispatch")),
        factories.derivation(article=paper, kind=DerivationKind.QUOTES, source=twin),
    ):
        derivations.confirm(derivation_id=made.pk, editor=factories.ada(), now=NOON)
    merge(twin, one)
    page = signed_in(factories.ada()).get(page_of("claim", claim.pk)).content.decode()
    assert "same text: The dispatch" in page
    assert "quotes: The one" in page


def test_a_derivation_rests_on_who_answers_for_its_source() -> None:
    claim = factories.published_claim()
    twin, one = two(factories.source)
    paper = factories.article(published_at=NOON + HOUR, first_seen_at=NOON + HOUR)
    factories.evidence(claim=claim, source=one)
    factories.evidence(claim=claim, article=paper, stance="for")
    made = factories.derivation(article=paper, kind=DerivationKind.QUOTES, source=twin)
    derivations.confirm(derivation_id=made.pk, editor=factories.ada(), now=NOON)
    merge(twin, one)
    told = next(row for row in known(claim).evidence if row.rests_on)
    assert (told.counts_as, told.rests_on[0].source) == ("The one", "The one")


def test_the_claimants_source_is_found_through_the_duplicate() -> None:
    twin, one = two(factories.claimant)
    source = factories.source(claimant=twin)
    merge(twin, one)
    made = factories.derivation(kind=DerivationKind.QUOTES, claimant=one)
    assert derivations.confirm(derivation_id=made.pk, editor=factories.ada(), now=NOON).source == source


def test_outlets_are_named_as_they_are_known_today() -> None:
    claim = factories.published_claim()
    twin, one = two(factories.outlet)
    factories.appearance(claim=claim, outlet=twin)
    factories.evidence(claim=claim, article=factories.article(outlet=twin))
    merge(twin, one)
    assert known(claim).evidence[0].outlet == "The one"
    assert known(claim).appearances[0].outlet == "The one"


def test_a_claimants_page_holds_what_the_duplicate_said_and_whom_it_spoke_for(client: Client) -> None:
    twin, one = two(factories.claimant)
    for who in (twin, one):
        claim = factories.published_claim()
        factories.appearance(claim=claim, claimant=who)
        statuses.change(
            claim_id=claim.pk,
            to="settled",
            rating=factories.rating("misleading"),
            reason="Counted",
            evidence=factories.evidence(claim=claim),
            editor=factories.ada(),
            now=NOON,
        )
    body = factories.claimant(name="The ministry")
    affiliations.record(
        claimant=twin,
        organisation=body,
        position="spokesman",
        from_on=date(2020, 1, 1),
        editor=factories.ada(),
        now=NOON,
    )
    merge(twin, one)
    page = client.get(f"/claimants/{one.slug}/").content.decode()
    assert "<strong>2</strong>" in page
    assert "spokesman, The ministry" in page
    assert client.get(f"/claimants/{twin.slug}/")["Location"] == f"/claimants/{one.slug}/"
    assert known(claim).appearances[0].position == "spokesman, The ministry"


def test_a_body_is_named_as_it_is_known_today() -> None:
    twin, one = two(factories.claimant)
    claim, who = factories.published_claim(), factories.claimant()
    factories.appearance(claim=claim, claimant=who)
    affiliations.record(claimant=who, organisation=twin, position="head", editor=factories.ada(), now=NOON)
    merge(twin, one)
    assert known(claim).appearances[0].position == "head, The one"


@pytest.mark.parametrize(("noun", "model"), [("claimants", Claimant), ("outlets", Outlet)])
def test_machines_list_no_duplicates_and_an_old_id_leads_to_the_other(noun: str, model: Any) -> None:
    twin, one = two({"claimants": factories.claimant, "outlets": factories.outlet}[noun])
    claim = factories.published_claim()
    factories.appearance(claim=claim, **{noun.removesuffix("s"): twin})
    merge(twin, one)
    anybody = client_of(None)
    listed = anybody.get(f"/api/v1/{noun}/").json()["results"]
    assert str(one.public_id) in [row["id"] for row in listed]
    assert str(twin.public_id) not in [row["id"] for row in listed]
    assert anybody.get(f"/api/v1/{noun}/{twin.public_id}/").json()["id"] == str(one.public_id)


def test_machines_find_by_either_slug_and_write_the_one_that_stays() -> None:
    twin, one = two(factories.claimant)
    claim = factories.published_claim()
    factories.appearance(claim=claim, claimant=twin)
    merge(twin, one)
    anybody, ada = client_of(None), client_of(factories.ada())
    for slug in (twin.slug, one.slug):
        found = anybody.get(f"/api/v1/claims/?claimant={slug}").json()["results"]
        assert [row["claimants"] for row in found] == [["The one"]]
    other = factories.claim()
    said = {"claimant": str(twin.public_id), "role": AppearanceRole.SAID}
    assert ada.post(f"/api/v1/claims/{other.public_id}/appearances/", said, format="json").status_code == 201
    assert other.appearances.get().claimant == one


def test_articles_are_found_by_either_outlet() -> None:
    twin, one = two(factories.outlet)
    factories.evidence(claim=factories.published_claim(), article=factories.article(outlet=twin))
    merge(twin, one)
    for slug in (twin.slug, one.slug):
        found = client_of(None).get(f"/api/v1/articles/?outlet={slug}").json()["results"]
        assert [row["outlet"] for row in found] == [str(one.public_id)]


def test_machines_merge_and_undo() -> None:
    twin, one = two(factories.source)
    ada, ben = client_of(factories.ada()), client_of(factories.ben())
    path = f"/api/v1/sources/{twin.public_id}"
    said = {"into": str(one.public_id), "reason": "One desk"}
    assert ben.post(f"{path}/merge/", said, format="json").status_code == 403
    assert ada.post(f"{path}/merge/", said, format="json").json()["id"] == str(one.public_id)
    again = ada.post(f"{path}/merge/", said, format="json")
    assert (again.status_code, "merged already" in again.json()["detail"]) == (400, True)
    assert [row["id"] for row in ada.get("/api/v1/sources/").json()["results"]] == [str(one.public_id)]
    assert ada.post(f"{path}/unmerge/", {"reason": "Two"}, format="json").json()["id"] == str(twin.public_id)
    assert Source.objects.get(pk=twin.pk).merged_into is None


def test_a_source_at_risk_cannot_be_asked_for_by_merging() -> None:
    sealed = factories.source(name="A clerk", naming="restricted", readers=[factories.ada()])
    carl = client_of(factories.carl())
    said = {"into": str(factories.source().public_id), "reason": "One"}
    assert carl.post(f"/api/v1/sources/{sealed.public_id}/merge/", said, format="json").status_code == 404
