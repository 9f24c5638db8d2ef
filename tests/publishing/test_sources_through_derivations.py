"""Rule 8 through every door: only what is confirmed that an article rests on feeds the count, as of any time."""

from datetime import datetime
from typing import Any

import pytest

from claims.admin import claim_sections
from claims.models import Article, Claim, Derivation, database_now
from claims.publishing import public_claims
from claims.publishing.public_claim import PublicClaim, PublicEvidence
from claims.publishing.source_groups import grouped
from claims.verification import decisions, derivations
from claims.vocabulary import ClaimantKind, DerivationKind, Interest, Stance, Visibility
from tests import factories
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return factories.published_claim()


def cite(claim: Claim, article: Article, *, named: str = "", **values: Any) -> None:
    """Evidence with the named Source, or with none."""
    source = factories.source(name=named) if named else None
    given = {"stance": Stance.AGAINST, "article": article, "source": source, **values}
    decisions.add_by_hand(claim=claim, editor=factories.ada(), now=NOON, **given)


def copy(original: Article, hours: int) -> Derivation:
    at = NOON + hours * HOUR
    outlet = factories.outlet(name=f"Paper {hours}")
    article = factories.article(title=f"Copy {hours}", published_at=at, first_seen_at=at, outlet=outlet)
    return factories.derivation(article=article, original=original)


def confirm(derivation: Derivation, **given: Any) -> datetime:
    """The moment just after."""
    derivations.confirm(derivation_id=derivation.pk, editor=factories.ada(), now=NOON, **given)
    return database_now()


def known(claim: Claim, as_of: datetime | None = None) -> PublicClaim:
    return public_claims.known(claim, as_of=as_of)


def of(claim: Claim, article: Article) -> PublicEvidence:
    return next(one for one in known(claim).evidence if one.url == article.url)


def both(claim: Claim) -> int | None:
    """The number readers and the desk see: one."""
    desk = claim_sections.knowledge(claim, factories.ada())["independence"]
    public = known(claim).independence
    assert desk == public
    return public.number


def test_a_chain_of_copies_counts_once_when_all_of_it_is_confirmed(claim: Claim) -> None:
    agency = factories.article()
    first = copy(agency, 1)
    second = copy(first.article, 2)
    cite(claim, agency, named="NATO")
    cite(claim, first.article, named="Paper One")
    cite(claim, second.article, named="Paper Two")
    assert both(claim) == 3
    confirm(first)
    assert both(claim) == 2
    confirm(second)
    assert both(claim) == 1


def test_a_copy_without_a_source_inherits_and_says_whose_text_it_has(claim: Claim) -> None:
    agency = factories.article(title="From the agency", outlet=factories.outlet(name="Agency"))
    derivation = copy(agency, 1)
    cite(claim, agency, named="NATO")
    cite(claim, derivation.article)
    assert both(claim) is None
    confirm(derivation)
    assert both(claim) == 1
    seen = of(claim, derivation.article)
    assert seen.counts_as == "NATO"
    assert [(one.kind, one.title, one.outlet) for one in seen.rests_on] == [("copy", "From the agency", "Agency")]
    assert [group.source for group in grouped(known(claim).evidence)] == ["NATO"]


def test_not_yet_grouped_while_the_root_has_no_source(claim: Claim) -> None:
    agency = factories.article()
    derivation = copy(agency, 1)
    cite(claim, agency)
    cite(claim, derivation.article, named="Paper One")
    confirm(derivation)
    assert both(claim) is None


def test_what_is_dismissed_or_taken_back_does_nothing(claim: Claim) -> None:
    agency = factories.article()
    derivation = copy(agency, 1)
    cite(claim, agency, named="NATO")
    cite(claim, derivation.article, named="Paper One")
    confirm(derivation)
    editor = factories.ada()
    derivations.reverse(derivation_id=derivation.pk, reason="Too soon", editor=editor, now=NOON)
    assert both(claim) == 2
    derivations.dismiss(derivation_id=derivation.pk, reason="Their own", editor=editor, now=NOON)
    assert both(claim) == 2
    assert of(claim, derivation.article).rests_on == ()


def test_as_of_a_time_only_what_was_confirmed_by_then_counts(claim: Claim) -> None:
    agency = factories.article()
    derivation = copy(agency, 1)
    cite(claim, agency, named="NATO")
    cite(claim, derivation.article, named="Paper One")
    before = database_now()
    between = confirm(derivation)
    derivations.reverse(derivation_id=derivation.pk, reason="Too soon", editor=factories.ada(), now=NOON)
    numbers = [known(claim, as_of).independence.number for as_of in (before, between, None)]
    assert numbers == [2, 1, 2]


def test_the_source_that_a_confirmation_named_then_counts_then(claim: Claim) -> None:
    article = factories.article()
    claimant = factories.claimant(kind=ClaimantKind.BODY)
    derivation = factories.derivation(article=article, kind=DerivationKind.QUOTES, claimant=claimant)
    cite(claim, article, named="Paper One", stance=Stance.FOR)
    then = confirm(derivation, source=factories.source(name="A witness"))
    derivations.reverse(derivation_id=derivation.pk, reason="The ministry", editor=factories.ada(), now=NOON)
    confirm(derivation, source=factories.source(name="Ministry", interest=Interest.PARTY))
    assert (known(claim, then).independence.number, both(claim)) == (1, 0)
    assert known(claim, then).evidence[0].counts_as == "A witness"


def test_two_papers_that_rest_on_one_briefing_count_once(claim: Claim) -> None:
    group = "0191d2c8-0000-7000-8000-000000000001"
    for paper in ("Paper One", "Paper Two"):
        article = factories.article()
        cite(claim, article, named=paper)
        derivation = factories.derivation(
            article=article, kind=DerivationKind.BRIEFING, briefing=group, described="a US official"
        )
        confirm(derivation, interest=Interest.INDEPENDENT)
    assert both(claim) == 1


def test_an_original_under_seal_is_not_named(claim: Claim) -> None:
    agency = factories.article(title="From the agency")
    derivation = copy(agency, 1)
    cite(claim, derivation.article, named="NATO")
    cite(factories.claim(), agency, visibility=Visibility.RESTRICTED, readers=[factories.ada()])
    confirm(derivation)
    assert of(claim, derivation.article).rests_on == ()
    assert both(claim) == 1


def test_the_page_says_whose_text_it_is(claim: Claim, client: Any) -> None:
    agency = factories.article(title="From the agency", outlet=factories.outlet(name="Agency"))
    derivation = copy(agency, 1)
    cite(claim, agency, named="NATO")
    cite(claim, derivation.article)
    assert "Same text as" not in client.get(f"/claims/{claim.slug}/").content.decode()
    confirm(derivation)
    page = " ".join(client.get(f"/claims/{claim.slug}/").content.decode().split())
    assert "Same text as" in page
    assert ">From the agency</a> (Agency)" in page
