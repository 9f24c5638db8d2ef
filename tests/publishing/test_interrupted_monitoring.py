"""A search that should have run and did not is told, until it runs again."""

from datetime import timedelta

import pytest

from claims.models import ClaimWatch, database_now
from claims.monitoring import checks
from claims.publishing import public_claims
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


class Nothing:
    articles, read, last_revision_id, remaining, shown_from = 3, 0, 0, 0, 0.45


def test_readers_see_since_when_and_later_that_it_was_so() -> None:
    claim = factories.published_claim()
    late = NOON + timedelta(days=2)
    checks.flag_late(now=late)
    interrupted = database_now()
    assert public_claims.known(claim).last_search.late_since == late
    checks.check_claim(claim_id=claim.pk, now=late + timedelta(hours=1), search=lambda **_asked: Nothing())
    assert ClaimWatch.objects.get(claim=claim).late_since is None
    search = public_claims.known(claim).last_search
    assert (search.late_since, search.articles, search.found) == (None, 3, 0)
    assert public_claims.known(claim, as_of=interrupted).last_search.late_since == late
