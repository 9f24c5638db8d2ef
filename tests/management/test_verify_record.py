"""`verify_record` names the row that is not as it was written."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from claims.models import JournalEntry, StatusChange
from claims.models.claim_guard import GUARDS
from claims.models.history import trigger_names
from claims.verification import statuses
from claims.vocabulary import VerificationStatus
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def verdict() -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_record", stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def triggers_off(table: str) -> Iterator[None]:
    """What somebody with the database's own password could do."""
    if connection.vendor == "postgresql":
        execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        kept = cursor.fetchall()
    for name, _ in kept:
        execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in kept:
        execute(sql)


def test_a_record_as_it_was_written_holds() -> None:
    factories.evidence(claim=factories.claim())
    code, told = verdict()
    assert code == 0
    assert told.startswith("The record holds: ")


def test_one_changed_word_is_found() -> None:
    factories.claim()
    entry = JournalEntry.objects.order_by("number")[0]
    with triggers_off("claims_journalentry"):
        execute(f"UPDATE claims_journalentry SET reason = 'x' WHERE id = {entry.pk}")
    code, told = verdict()
    assert code == 1
    assert told == f"claims_journalentry {entry.pk}: the row is not as it was written; its digest differs.\n"


def test_a_missing_entry_is_found() -> None:
    factories.claim(story=factories.story())
    first = JournalEntry.objects.order_by("number")[0]
    with triggers_off("claims_journalentry"):
        execute(f"DELETE FROM claims_journalentry WHERE id = {first.pk}")
    code, told = verdict()
    assert code == 1
    assert "number 2 follows 0: an entry is missing." in told


def test_a_missing_trigger_is_found() -> None:
    name = trigger_names("claims_revision", connection.vendor)[0]
    with triggers_off("claims_revision"):
        code, told = verdict()
    assert code == 1
    assert f"claims_revision: the trigger {name} is missing or switched off." in told


def test_a_status_that_no_change_says_is_found() -> None:
    claim = factories.claim()
    with triggers_off("claims_claim"):
        execute(f"UPDATE claims_claim SET status = 'overtaken' WHERE id = {claim.pk}")
    code, told = verdict()
    assert code == 1
    assert told == f"claims_claim {claim.pk}: the status is overtaken; its status changes say unverified.\n"


def test_a_status_that_follows_its_changes_holds() -> None:
    claim, ada = factories.claim(), factories.ada()
    statuses.change(claim_id=claim.pk, to=VerificationStatus.OVERTAKEN, reason="Events", editor=ada, now=NOON)
    assert StatusChange.objects.count() == 1
    assert verdict()[0] == 0
    assert set(GUARDS.values()) == {"claims_claim", "claims_statuschange"}
