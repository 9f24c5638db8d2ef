"""Each claim is searched again by itself, and every look is recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from claims.models import ClaimWatch, FollowUpCheck, JournalEntry
from claims.monitoring import checks
from claims.recording import criteria
from claims.verification import statuses
from claims.vocabulary import FollowUpOutcome, JournalKind, VerificationStatus
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@dataclass
class Search:
    """A search that says it went through so many articles."""

    articles: int = 3
    read: int = 2
    last_revision_id: int = 3
    remaining: int = 0
    shown_from: float = 0.45

    def __call__(self, *, claim_id: int, after_revision: int, now: datetime) -> "Search":
        return self


def later(**span: float) -> datetime:
    return NOON + timedelta(**span)


def test_a_look_that_found_nothing_is_recorded_with_where_it_looked() -> None:
    claim = factories.claim()
    factories.feed(last_success_at=NOON)
    check = checks.check_claim(claim_id=claim.pk, now=NOON, search=Search())
    assert check is not None
    assert check.outcome == FollowUpOutcome.NOTHING
    wanted = {"articles": 3, "read": 2, "remaining": 0, "feeds": 1, "since": None, "cited": 0, "providers": []}
    assert check.searched == wanted
    entry = JournalEntry.objects.get(kind=JournalKind.CHECK_FINISHED)
    assert (entry.claim, entry.after["found"]) == (claim, 0)
    watch = ClaimWatch.objects.get()
    assert (watch.last_checked_at, watch.last_revision_id) == (NOON, 3)
    assert watch.next_check_at == later(minutes=15)


def test_checking_twice_equals_checking_once() -> None:
    claim = factories.claim()
    checks.check_claim(claim_id=claim.pk, now=NOON, search=Search())
    assert checks.check_claim(claim_id=claim.pk, now=NOON, search=Search()) is None
    assert FollowUpCheck.objects.count() == 1


def test_suggestions_since_the_last_look_are_what_was_found() -> None:
    claim = factories.claim()
    checks.check_claim(claim_id=claim.pk, now=NOON, search=Search())
    factories.suggestion(claim=claim, created_at=later(minutes=5))
    found = checks.check_claim(claim_id=claim.pk, now=later(hours=1), search=Search())
    assert found is not None
    assert (found.found, found.outcome) == (1, FollowUpOutcome.FOUND)
    nothing = checks.check_claim(claim_id=claim.pk, now=later(hours=3), search=Search())
    assert nothing is not None
    assert nothing.found == 0


def test_second_worker_leaves_the_claim_alone() -> None:
    claim = factories.claim()

    class Meanwhile(Search):
        def __call__(self, *, claim_id: int, after_revision: int, now: datetime) -> Search:
            assert checks.check_claim(claim_id=claim_id, now=now, search=Search()) is None
            return self

    checks.check_claim(claim_id=claim.pk, now=NOON, search=Meanwhile())
    assert FollowUpCheck.objects.count() == 1


def test_late_worker_records_no_check() -> None:
    claim = factories.claim()

    class TakenOver(Search):
        def __call__(self, *, claim_id: int, after_revision: int, now: datetime) -> Search:
            assert checks.check_claim(claim_id=claim_id, now=later(hours=1), search=Search()) is not None
            return self

    assert checks.check_claim(claim_id=claim.pk, now=NOON, search=TakenOver()) is None
    assert FollowUpCheck.objects.get().finished_at == later(hours=1)


def test_a_look_through_many_articles_goes_on_at_once() -> None:
    claim = factories.claim()
    checks.check_claim(claim_id=claim.pk, now=NOON, search=Search(remaining=100))
    assert ClaimWatch.objects.due(NOON).exists()


def test_a_settled_claim_is_not_searched() -> None:
    claim = factories.claim()
    ada = factories.ada()
    statuses.change(claim_id=claim.pk, to=VerificationStatus.OVERTAKEN, reason="Events", editor=ada, now=NOON)
    assert checks.check_claim(claim_id=claim.pk, now=NOON, search=Search()) is None
    assert checks.flag_late(now=later(days=9)) == ()


def test_a_search_that_should_have_run_is_late_once_and_recovers_once() -> None:
    claim = factories.claim()
    checks.check_claim(claim_id=claim.pk, now=NOON, search=Search())
    assert checks.flag_late(now=later(minutes=40)) == ()
    assert checks.flag_late(now=later(hours=2)) == (claim.pk,)
    assert checks.flag_late(now=later(hours=3)) == ()
    assert ClaimWatch.objects.late().get().late_since == later(hours=2)
    checks.check_claim(claim_id=claim.pk, now=later(hours=4), search=Search())
    checks.check_claim(claim_id=claim.pk, now=later(hours=5), search=Search())
    assert not ClaimWatch.objects.late().exists()
    for kind in (JournalKind.WATCH_LATE, JournalKind.WATCH_RECOVERED):
        assert JournalEntry.objects.filter(kind=kind, claim=claim).count() == 1


def test_a_claim_is_searched_more_rarely_as_it_ages() -> None:
    claim = factories.claim()
    pauses = []
    for days in (0, 2, 20):
        checks.check_claim(claim_id=claim.pk, now=later(days=days), search=Search())
        due = ClaimWatch.objects.get().next_check_at
        assert due is not None
        pauses.append((due - later(days=days)).total_seconds())
    assert pauses == [15 * 60, 3600, 6 * 3600]


def test_a_claim_near_its_deadline_is_searched_hourly_however_old() -> None:
    claim = factories.claim()
    criteria.record(claim=claim, statement="They are gone", due_at=later(days=401), editor=factories.ada(), now=NOON)
    checks.check_claim(claim_id=claim.pk, now=NOON, search=Search())
    checks.check_claim(claim_id=claim.pk, now=later(days=400), search=Search())
    assert ClaimWatch.objects.get().next_check_at == later(days=400, hours=1)


def test_a_suggestion_that_is_kept_for_measuring_only_was_not_found() -> None:
    claim = factories.claim()
    factories.suggestion(claim=claim, score=0.44)
    factories.suggestion(claim=claim, score=0.45)
    found = checks.check_claim(claim_id=claim.pk, now=NOON, search=Search(shown_from=0.45))
    assert found is not None
    assert found.found == 1
