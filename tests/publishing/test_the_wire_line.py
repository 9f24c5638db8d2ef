"""A claim in a few plain lines for a live page: who said it, what is confirmed and by whom, the links."""

from dataclasses import replace
from datetime import UTC

import pytest

from claims.models import Claim
from claims.publishing import public_claims, wire_lines
from claims.verification import decisions, statuses
from tests import factories
from tests.factories import NOON
from tests.website.desk import CANARY, hide_canaries

pytestmark = pytest.mark.django_db


def disputed() -> Claim:
    claim = factories.claim(statement="Some units are leaving")
    ministry = factories.claimant(name="The ministry", kind="body")
    tass = factories.outlet(name="TASS")
    factories.appearance(claim=claim, claimant=ministry, outlet=tass, url="https://tass.example/1", hedge="planned")
    article = factories.article(url="https://reuters.example/1", outlet=factories.outlet(name="Reuters"))
    nato = factories.source(name="NATO", basis="was_told")
    quotation = "NATO has seen no sign of a withdrawal."
    seen = factories.evidence(claim=claim, article=article, source=nato, quotation=quotation)
    statuses.change(
        claim_id=claim.pk, to="disputed", reason="NATO sees none.", evidence=seen, editor=factories.ada(), now=NOON
    )
    return claim


def line(claim: Claim, **given: str) -> str:
    return wire_lines.line(public_claims.previewed(claim), zone=UTC, **given)


def test_it_says_who_said_it_who_contradicts_it_and_where_it_stands() -> None:
    assert line(disputed(), page_url="https://claims.example/claims/units/").splitlines() == [
        "The ministry said on 15 February 2022: Some units are leaving",
        "how certain they sounded: planned · TASS · https://tass.example/1",
        "Contradicted by NATO (independent, was told): “NATO has seen no sign of a withdrawal.” · Reuters · "
        "15 February 2022 · https://reuters.example/1",
        "Disputed since 15 February 2022. Independent sources: 0 for, 1 against.",
        "https://claims.example/claims/units/",
    ]


def test_it_is_built_of_what_it_is_given_alone(django_assert_num_queries: object) -> None:
    told = public_claims.previewed(disputed())
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert wire_lines.line(told, zone=UTC) == wire_lines.line(replace(told), zone=UTC)


def test_what_nobody_has_grouped_has_no_number() -> None:
    claim = factories.claim(statement="Some units are leaving")
    suggestion = factories.suggestion(claim=claim, article=factories.article(outlet=factories.outlet(name="Reuters")))
    decisions.confirm(suggestion_id=suggestion.pk, stance="against", editor=factories.ada(), now=NOON)
    told = line(claim)
    assert "Contradicted by Reuters (source not yet grouped):" in told
    assert told.endswith("Unverified. Sources not yet grouped.")


def test_a_claim_that_nobody_has_looked_into_says_so() -> None:
    claim = factories.claim(statement="Some\nunits are leaving")
    assert line(claim, caution="Not for publication.").splitlines() == [
        "Not for publication.",
        "Not attributed yet: Some units are leaving",
        "Nobody has confirmed or contradicted it.",
        "Unverified. Independent sources: 0 for, 0 against.",
    ]


def test_a_party_confirms_nothing() -> None:
    claim = factories.claim()
    factories.evidence(claim=claim, stance="for", source=factories.source(name="The ministry", interest="party"))
    assert "Supported by The ministry (party to the matter): " in line(claim)


def test_nothing_restricted_is_in_it() -> None:
    claim = disputed()
    hide_canaries(claim)
    assert CANARY not in line(claim)
