"""A claim is published, at once or after an embargo, and taken down in the open."""

from datetime import datetime, timedelta

import pytest

from claims.models import Claim, JournalEntry
from claims.publishing import corrections, releases
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Publication
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)


@pytest.mark.parametrize("person", [factories.ada, factories.ben, factories.rosa, factories.olga])
def test_nobody_but_a_chief_publishes(person: object) -> None:
    claim = factories.claim()
    with pytest.raises(NotAllowed):
        releases.publish(claim_id=claim.pk, editor=person(), now=NOON)  # type: ignore[operator]
    claim.refresh_from_db()
    assert claim.publication == Publication.INTERNAL


def test_the_slug_is_made_of_whole_words_and_stays() -> None:
    claim = factories.claim(
        statement="Some units of the Southern district are loading onto trains " + "and lorries " * 9
    )
    first = releases.publish(claim_id=claim.pk, editor=factories.carl(), now=NOON).slug
    assert first is not None
    assert first.startswith("some-units-of-the-southern-district")
    assert first.endswith(("-and", "-lorries"))
    releases.unpublish(claim_id=claim.pk, reason="A mistake", editor=factories.carl(), now=NOON)
    with pytest.raises(Refused) as refused:
        releases.publish(claim_id=claim.pk, slug="another", editor=factories.carl(), now=NOON)
    assert refused.value.field == "slug"
    assert releases.publish(claim_id=claim.pk, editor=factories.carl(), now=NOON).slug == first


@pytest.mark.parametrize("slug", ["Has Spaces", "../etc", "ÄÖ"])
def test_a_slug_that_is_no_address_is_refused(slug: str) -> None:
    with pytest.raises(Refused):
        releases.publish(claim_id=factories.claim().pk, slug=slug, editor=factories.carl(), now=NOON)


def test_a_slug_that_another_claim_has_is_refused() -> None:
    taken = factories.published_claim().slug
    with pytest.raises(Refused):
        releases.publish(claim_id=factories.claim().pk, slug=taken or "", editor=factories.carl(), now=NOON)


def test_an_embargoed_claim_is_released_once_and_only_when_its_time_has_come() -> None:
    claim = factories.claim()
    releases.publish(claim_id=claim.pk, embargo_until=LATER, editor=factories.carl(), now=NOON)
    assert releases.release_due(claim_id=claim.pk, now=NOON) is None
    assert not Claim.objects.published().exists()
    released = releases.release_due(claim_id=claim.pk, now=LATER)
    assert released is not None
    assert released.publication == Publication.PUBLISHED
    assert releases.release_due(claim_id=claim.pk, now=LATER) is None
    assert JournalEntry.objects.filter(kind=JournalKind.CLAIM_PUBLISHED).count() == 1


@pytest.mark.parametrize("ended", [NOON, NOON - timedelta(days=365)])
def test_an_embargo_that_has_ended_is_refused_and_publishes_nothing(ended: datetime) -> None:
    claim = factories.claim()
    with pytest.raises(Refused) as refused:
        releases.publish(claim_id=claim.pk, embargo_until=ended, editor=factories.carl(), now=NOON)
    assert refused.value.field == "embargo_until"
    assert not Claim.objects.published().exists()


def test_a_chief_takes_an_embargo_back_and_the_claim_stays_internal() -> None:
    claim = factories.claim()
    releases.publish(claim_id=claim.pk, embargo_until=LATER, editor=factories.carl(), now=NOON)
    with pytest.raises(NotAllowed):
        releases.hold(claim_id=claim.pk, editor=factories.ada(), now=NOON)
    releases.hold(claim_id=claim.pk, reason="The agency moved it", editor=factories.carl(), now=NOON)
    assert releases.release_due(claim_id=claim.pk, now=LATER) is None
    with pytest.raises(Refused):
        releases.hold(claim_id=claim.pk, editor=factories.carl(), now=NOON)


def test_taking_down_needs_a_reason_and_leaves_it_at_the_address() -> None:
    claim = factories.published_claim()
    with pytest.raises(Refused):
        releases.unpublish(claim_id=claim.pk, reason=" ", editor=factories.carl(), now=NOON)
    releases.unpublish(claim_id=claim.pk, reason="They asked us to.", editor=factories.carl(), now=NOON)
    found = corrections.tombstone(claim.slug or "")
    assert found is not None
    assert (found.reason, found.taken_down_at is not None) == ("They asked us to.", True)


def test_a_claim_taken_down_keeps_its_tombstone_while_it_waits_for_a_new_release() -> None:
    claim = factories.published_claim()
    releases.unpublish(claim_id=claim.pk, reason="A mistake", editor=factories.carl(), now=NOON)
    releases.publish(claim_id=claim.pk, embargo_until=LATER, editor=factories.carl(), now=NOON)
    assert corrections.tombstone(claim.slug or "") is not None
    releases.release_due(claim_id=claim.pk, now=LATER)
    assert corrections.tombstone(claim.slug or "") is None
