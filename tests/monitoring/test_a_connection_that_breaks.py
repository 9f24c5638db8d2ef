"""The database breaks a connection off in the middle of a round: the round goes on, and nothing is half-written."""

import threading
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection

from claims.fetching.http import Reply
from claims.models import Feed, FeedCheck, FeedItem, Host, database_now
from claims.monitoring import rounds, visits
from tests import factories
from tests.monitoring.documents import rss_reply

pytestmark = pytest.mark.django_db(transaction=True)
FEEDS = rounds.LINES[:1]


def well(url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
    return rss_reply(("A story", f"{url}/story"))


def read(fetch: Any) -> int:
    return len(list(rounds.read_due(clock=database_now, fetch=fetch, seconds=20, lines=FEEDS)))


def test_a_reservation_that_is_refused_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.feed(next_check_at=database_now())
    reserve, refusals = visits.reserve, [OperationalError("deadlock detected"), OperationalError("deadlock detected")]

    def refused_first(*given: Any, **named: Any) -> Any:
        if refusals:
            raise refusals.pop()
        return reserve(*given, **named)

    monkeypatch.setattr(visits, "reserve", refused_first)
    assert read(well) == 1


def test_a_database_that_always_refuses_ends_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.feed(next_check_at=database_now())

    def refused(*given: Any, **named: Any) -> Any:
        raise OperationalError("the server is going away")

    monkeypatch.setattr(visits, "reserve", refused)
    with pytest.raises(OperationalError):
        read(well)


@pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite has no server")
def test_a_backend_that_is_terminated_costs_no_feed_and_doubles_nothing() -> None:
    for _ in range(12):
        factories.feed(next_check_at=database_now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    once = threading.Lock()

    def terminating(url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
        if once.acquire(blocking=False):
            given = connection.get_connection_params()
            known = {name: given[name] for name in ("dbname", "user", "host", "port", "password") if name in given}
            with psycopg.connect(**known, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [backend])
        return well(url)

    read(terminating)
    now = database_now()
    for model in (Feed, Host):
        model._default_manager.filter(lease_until__isnull=False).update(lease_until=now, next_check_at=now)
    read(well)
    assert FeedCheck.objects.count() == FeedItem.objects.count() == Feed.objects.exclude(last_success_at=None).count()
    assert FeedCheck.objects.count() == 12
