"""Who writes waits longer for the journal than for a row: an import of many rows at once holds it for seconds."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from claims.models import JournalEntry

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's writers wait for the whole transaction"),
    pytest.mark.django_db(transaction=True),
]


def test_the_journal_is_waited_for_beyond_the_usual_time_which_holds_again_afterwards() -> None:
    is_held, is_asked = Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                JournalEntry.objects.stamp()
                is_held.set()
                is_asked.wait(timeout=30)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.5)")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold)
        assert is_held.wait(timeout=30)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20ms'")
            is_asked.set()
            assert JournalEntry.objects.stamp().number == 1
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("20ms",)
        holder.result()
