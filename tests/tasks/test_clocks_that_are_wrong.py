"""A worker whose clock is an hour off polls nothing twice: due times and leases are the database's."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

from claims import tasks
from claims.models import Feed, FeedCheck, Host, database_now
from tests import factories
from tests.tasks.conftest import Outlet, Queues

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite runs on one machine and has its clock"
    ),
]


@pytest.mark.parametrize("hours", [-1, 1, -24 * 400])
def test_nothing_is_polled_twice_and_nothing_is_due_in_the_past(outlet: Outlet, queues: Queues, hours: int) -> None:
    now = database_now()
    feed = factories.feed(url=outlet.url("/feed.xml"), host=outlet.host, next_check_at=now)
    with time_machine.travel(now + timedelta(hours=hours), tick=True):
        tasks.poll_feed(feed_id=feed.pk)
        tasks.poll_feed(feed_id=feed.pk)
    tasks.poll_feed(feed_id=feed.pk)
    assert FeedCheck.objects.count() == 1
    feed.refresh_from_db()
    assert feed.next_check_at is not None
    assert now < feed.next_check_at < now + timedelta(hours=2)


def test_a_lease_taken_by_a_worker_with_a_wrong_clock_ends_in_time(outlet: Outlet, queues: Queues) -> None:
    now = database_now()
    feed = factories.feed(next_check_at=now)
    with time_machine.travel(now + timedelta(hours=5), tick=True):
        token = Feed.objects.reserve(pk=feed.pk, now=database_now(), lease=timedelta(seconds=90))
    assert token is not None
    assert not Feed.objects.due(now + timedelta(seconds=60)).exists()
    assert Feed.objects.due(now + timedelta(seconds=120)).exists()
    assert Host.objects.count() == 1
