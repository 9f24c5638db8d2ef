"""Asked later what we knew at a moment, the read model answers what it showed then."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claims.models import Claim, Evidence, database_now
from claims.publishing import public_claims, releases
from claims.publishing.public_claim import PublicClaim
from claims.recording import claims, criteria, relations
from claims.verification import evidence, statuses
from tests import factories

pytestmark = pytest.mark.django_db
Act = Callable[[Claim], object]


def word_it_anew(claim: Claim) -> object:
    version = Claim.objects.get(pk=claim.pk).version
    words = f"Some units are leaving, version {version}"
    return claims.edit(claim_id=claim.pk, version=version, statement=words, editor=factories.ada(), now=database_now())


def say_it_again(claim: Claim) -> object:
    return factories.appearance(claim=claim)


def set_a_test(claim: Claim) -> object:
    return criteria.record(claim=claim, statement="Pictures of it", editor=factories.ada(), now=database_now())


def relate_it(claim: Claim) -> object:
    other = factories.published_claim()
    return relations.relate(claim=claim, kind="contradicts", other=other, editor=factories.ada(), now=database_now())


def find_evidence(claim: Claim) -> object:
    text = "NATO has seen no sign of a withdrawal."
    return factories.evidence(claim=claim, quotation=text, article=factories.article(text=text))


def lose_a_quotation(claim: Claim) -> object:
    article = Evidence.objects.filter(claim=claim).order_by("-pk").values_list("article", flat=True).first()
    if article is None:
        return None
    found = Evidence.objects.get(claim=claim, article=article).article
    assert found is not None
    return factories.revise(found, title="Rewritten", text="It says something else.", at=database_now())


def withdraw_evidence(claim: Claim) -> object:
    standing = Evidence.objects.standing().filter(claim=claim).first()
    if standing is None:
        return None
    return evidence.withdraw(evidence=standing, reason="Another place", editor=factories.ada(), now=database_now())


def dispute_it(claim: Claim) -> object:
    standing = Evidence.objects.standing().filter(claim=claim).first()
    settled = Claim.objects.get(pk=claim.pk).status == "settled"
    return standing and statuses.change(
        claim_id=claim.pk,
        to="disputed",
        reason="NATO saw none",
        evidence=standing,
        change_type="correction" if settled else "",
        editor=factories.ada(),
        now=database_now(),
    )


def settle_it(claim: Claim) -> object:
    standing = Evidence.objects.standing().filter(claim=claim).first()
    settled = Claim.objects.get(pk=claim.pk).status == "settled"
    return standing and statuses.change(
        claim_id=claim.pk,
        to="settled",
        rating=factories.rating(),
        reason="Counted",
        evidence=standing,
        change_type="development" if settled else "",
        editor=factories.ada(),
        now=database_now(),
    )


ACTS: list[Act] = [
    word_it_anew,
    say_it_again,
    set_a_test,
    relate_it,
    find_evidence,
    lose_a_quotation,
    withdraw_evidence,
    dispute_it,
    settle_it,
]


@pytest.mark.parametrize("seed", range(6))
def test_the_past_is_shown_as_it_was(seed: int) -> None:
    dice = random.Random(seed)
    claim = factories.published_claim()
    shown: list[tuple[datetime, PublicClaim]] = []
    for act in [find_evidence, dispute_it, *dice.choices(ACTS, k=12), settle_it]:
        act(claim)
        shown.append((database_now(), public_claims.known(claim)))
    for moment, then in shown:
        assert public_claims.known(claim, as_of=moment) == replace(then, as_of=moment)


def test_before_it_was_published_there_is_nothing() -> None:
    claim = factories.claim()
    before = database_now()
    releases.publish(claim_id=claim.pk, editor=factories.carl(), now=before)
    known = public_claims.known(Claim.objects.get(pk=claim.pk), as_of=before)
    assert not known.is_published
    assert (known.statement, known.appearances, known.evidence) == ("", (), ())


def test_a_fact_of_the_16th_recorded_on_the_20th_is_hidden_as_of_the_17th_and_so_on_the_17th() -> None:
    def february(day: int) -> datetime:
        return datetime(2022, 2, day, 12, tzinfo=UTC)

    claim = factories.published_claim(imported_at=february(15))
    seen = factories.evidence(claim=claim, imported_at=february(20))
    statuses.change(
        claim_id=claim.pk,
        to="disputed",
        reason="NATO saw none",
        evidence=seen,
        effective_at=february(16),
        editor=factories.ada(),
        now=database_now(),
        imported_at=february(20),
    )
    claim.refresh_from_db()
    assert public_claims.known(claim, effective_at=february(17)).status == "disputed"
    assert public_claims.known(claim, effective_at=february(15)).status == "unverified"


def test_an_earlier_wording_is_told_only_if_readers_saw_it() -> None:
    claim = factories.claim(statement="Never seen")
    first = claims.edit(
        claim_id=claim.pk, version=1, statement="Seen first", editor=factories.ada(), now=database_now()
    )
    releases.publish(claim_id=claim.pk, editor=factories.carl(), now=database_now())
    claims.edit(
        claim_id=claim.pk, version=first.version, statement="Seen now", editor=factories.ada(), now=database_now()
    )
    known = public_claims.known(Claim.objects.get(pk=claim.pk))
    assert known.statement == "Seen now"
    assert [one.statement for one in known.wordings] == ["Seen first"]
