"""Two people ask for one new name or slug at the same moment: the second waits, and sees what the first did."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from claims.models import Claimant, Outlet, Source, Story, Topic
from claims.monitoring.watched_feeds import outlet_named
from claims.publishing import releases
from claims.recording import naming, topics
from claims.refusals import Refused
from tests import factories
from tests.factories import NOON
from tests.management.test_up import eventually

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's writers wait for each other"),
    pytest.mark.django_db(transaction=True),
]


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def in_its_own_transaction(begin: Callable[[], Any]) -> Any:
    try:
        with transaction.atomic():
            return begin()
    finally:
        connection.close()


def one_after_the_other(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """What both bring, the second begun before the first is done."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            brought = first()
            other = pool.submit(in_its_own_transaction, second)
            assert eventually(somebody_waits)
        return brought, other.result()


@pytest.mark.parametrize(
    ("named", "model"),
    [(naming.claimant, Claimant), (naming.outlet, Outlet), (naming.story, Story), (naming.source, Source)],
)
def test_a_new_name_begins_one_row(named: Callable[..., Any], model: Any) -> None:
    ada, carl = factories.ada(), factories.carl()
    first, second = one_after_the_other(
        lambda: named("NATO", editor=ada, now=NOON), lambda: named("Nato", editor=carl, now=NOON)
    )
    assert (first, model.objects.count()) == (second, 1)


def test_a_new_outlet_of_two_feeds_is_one() -> None:
    factories.ada()
    first, second = one_after_the_other(
        lambda: outlet_named("NATO", factories.ada()), lambda: outlet_named("Nato", factories.ada())
    )
    assert first == second


@pytest.mark.parametrize("record", [factories.claimant, factories.outlet])
def test_two_rows_of_one_name_have_slugs_of_their_own(record: Callable[..., Any]) -> None:
    factories.ada()
    first, second = one_after_the_other(lambda: record(name="NATO"), lambda: record(name="NATO"))
    assert (first.slug, second.slug) == ("nato", "nato-2")


def test_a_topic_is_recorded_once() -> None:
    factories.ada()
    with pytest.raises(Refused, match="already"):
        one_after_the_other(topic, topic)


def test_a_slug_is_published_once() -> None:
    carl, (one, other) = factories.carl(), (factories.claim(), factories.claim())
    with pytest.raises(Refused, match="Another claim has this slug"):
        one_after_the_other(
            lambda: releases.publish(claim_id=one.pk, slug="leaving", editor=carl, now=NOON),
            lambda: releases.publish(claim_id=other.pk, slug="leaving", editor=carl, now=NOON),
        )


def topic() -> Topic:
    return topics.record(name="NATO", editor=factories.ada(), now=NOON)
