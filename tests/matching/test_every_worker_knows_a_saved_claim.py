"""A claim that is saved anywhere is matched at the next article in every worker, without a message to any of them."""

from collections.abc import Iterable
from contextlib import suppress

import pytest
from django.db import transaction

from claims.analysis import similarity
from claims.analysis.similarity import QueryText
from claims.matching.held_claims import HeldClaims
from claims.recording import appearances, claims
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
STATEMENT = "Russia is withdrawing some of its troops from the border with Ukraine"
ARTICLE = QueryText("NATO sees no sign that Russia is withdrawing troops from the Ukraine border", "")
DAM = QueryText("The dam near the town has burst after a week of heavy rain", "")


@pytest.fixture
def workers() -> tuple[HeldClaims, HeldClaims]:
    """Two processes' worth of memory, both of which have matched before."""
    factories.claim(statement="The parliament building is closed until May")
    both = HeldClaims(), HeldClaims()
    for worker in both:
        worker.refreshed()
    return both


def matched(worker: HeldClaims, article: QueryText) -> list[int]:
    """What the worker finds for its next article."""
    index, _ = worker.refreshed()
    return [score.claim_id for score in similarity.match(article, claims=index, floor=0.3)]


def found_by(workers: Iterable[HeldClaims], article: QueryText) -> list[list[int]]:
    return [matched(worker, article) for worker in workers]


def test_a_recorded_claim_is_matched_in_both(workers: tuple[HeldClaims, HeldClaims]) -> None:
    assert found_by(workers, ARTICLE) == [[], []]
    claim = factories.claim(statement=STATEMENT)
    assert found_by(workers, ARTICLE) == [[claim.pk], [claim.pk]]


def test_a_reworded_claim_is_matched_in_both_by_its_new_words_only(workers: tuple[HeldClaims, HeldClaims]) -> None:
    claim = factories.claim(statement="The dam near the town has burst after heavy rain")
    assert found_by(workers, DAM) == [[claim.pk], [claim.pk]]
    claims.edit(claim_id=claim.pk, version=1, editor=factories.ada(), now=NOON, statement=STATEMENT)
    assert found_by(workers, ARTICLE) == [[claim.pk], [claim.pk]]
    assert found_by(workers, DAM) == [[], []]


def test_a_quotation_that_is_added_and_withdrawn_counts_in_both(workers: tuple[HeldClaims, HeldClaims]) -> None:
    claim = factories.claim(statement="It is over at the frontier")
    said = factories.appearance(claim=claim, quotation=STATEMENT)
    assert found_by(workers, ARTICLE) == [[claim.pk], [claim.pk]]
    appearances.withdraw(appearance=said, reason="Not his words", editor=factories.ada(), now=NOON)
    assert found_by(workers, ARTICLE) == [[], []]


def test_a_worker_that_was_idle_takes_in_all_that_came_since(workers: tuple[HeldClaims, HeldClaims]) -> None:
    busy, idle = workers
    for number in range(5):
        factories.claim(statement=f"Bridge {number} over the river is closed")
        matched(busy, ARTICLE)
    claim = factories.claim(statement=STATEMENT)
    assert matched(busy, ARTICLE) == matched(idle, ARTICLE) == [claim.pk]
    assert busy.refreshed()[1] == idle.refreshed()[1]


def test_both_hold_what_a_worker_that_starts_now_reads(workers: tuple[HeldClaims, HeldClaims]) -> None:
    factories.claim(statement=STATEMENT)
    factories.claim(statement="The dam near the town has burst after heavy rain")
    started = HeldClaims()
    for article in (ARTICLE, DAM):
        expected = started.refreshed()[0].shortlist(article)
        assert [worker.refreshed()[0].shortlist(article) for worker in workers] == [expected, expected]


class Restored(Exception):
    """Takes the database back to where it was."""


def test_after_a_restored_backup_both_match_what_is_there_now(workers: tuple[HeldClaims, HeldClaims]) -> None:
    """The backup is older than what the workers know, and the journal's numbers are given again."""
    with suppress(Restored), transaction.atomic():
        lost = factories.claim(statement=STATEMENT)
        assert found_by(workers, ARTICLE) == [[lost.pk], [lost.pk]]
        raise Restored
    assert found_by(workers, ARTICLE) == [[], []]
    with suppress(Restored), transaction.atomic():
        factories.claim(statement=STATEMENT)
        found_by(workers, ARTICLE)
        raise Restored
    dam = factories.claim(statement="The dam near the town has burst after heavy rain")
    assert found_by(workers, DAM) == [[dam.pk], [dam.pk]]
    assert found_by(workers, ARTICLE) == [[], []]
