"""A lost message and an absent broker cost time, and nothing else."""

import time

import pytest
from django.db import transaction

from claims import tasks
from claims.models import Article, Claim, FeedCheck, Revision, database_now
from tests import factories
from tests.tasks.conftest import Outlet, Queues, broker


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_broker")
def test_an_absent_broker_costs_time_not_the_save() -> None:
    began = time.monotonic()
    with transaction.atomic():
        claim = factories.claim()
        tasks.enqueue_after_commit(tasks.check_claim, claim_id=claim.pk)
    assert Claim.objects.get() == claim
    assert time.monotonic() - began < 5


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_for_before_the_commit(queues: Queues) -> None:
    with transaction.atomic():
        tasks.enqueue_after_commit(tasks.check_claim, claim_id=7)
        assert queues.take("match") == []
    assert queues.take("match") == [("check_claim", {"claim_id": 7})]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_sends_for_nothing(queues: Queues) -> None:
    with transaction.atomic():
        tasks.enqueue_after_commit(tasks.check_claim, claim_id=7)
        transaction.set_rollback(True)
    assert queues.take("match") == []


@pytest.mark.django_db
def test_the_sweep_repairs_a_lost_message(outlet: Outlet) -> None:
    feed = factories.feed(url=outlet.url("/feed.xml"), host=outlet.host, next_check_at=database_now())
    with broker("redis://127.0.0.1:1/0"):
        tasks.poll_feed(feed_id=feed.pk)
    assert FeedCheck.objects.count() == 1
    assert not Revision.objects.exists()
    with broker("memory://"):
        queues = Queues()
        queues.take("fetch")
        tasks.sweep()
        assert queues.take("fetch") == [("read_due", {})]


@pytest.mark.django_db
def test_the_sweep_makes_old_articles_searchable_and_then_sends_no_more(queues: Queues) -> None:
    """A newsroom from before the index: its articles were matched, and nothing else would bring them in."""
    for _ in range(3):
        factories.article()
    Article.objects.update(matched_revision=1)
    tasks.sweep()
    assert ("make_searchable", {}) in queues.take("default")
    tasks.make_searchable()
    tasks.sweep()
    assert queues.take("default") == []


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker")
def test_a_sweep_without_a_broker_gives_up_at_the_first_message() -> None:
    for _ in range(5):
        factories.feed()
    began = time.monotonic()
    tasks.sweep()
    assert time.monotonic() - began < 5


@pytest.mark.django_db
def test_a_sweep_takes_no_more_than_its_share(queues: Queues) -> None:
    for _ in range(tasks.MOST_SWEPT + 5):
        factories.article()
    tasks.sweep()
    assert len(queues.take("match")) == tasks.MOST_SWEPT
