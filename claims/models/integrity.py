"""Find what in the record is not as it was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from claims.analysis import transitions
from claims.models.claim_guard import GUARDS
from claims.models.claims import Claim
from claims.models.history import HistoryRow, history_models, trigger_names
from claims.models.journal import JournalEntry
from claims.models.statuses import StatusChange
from claims.vocabulary import VerificationStatus

ROWS_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold, with the table and the row it is in; "" where it is the whole table."""

    table: str
    row: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.sentence}" if self.row else f"{self.table}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Change:
    """A status change as rule 4 reads it."""

    number: int
    effective_at: datetime
    recorded_at: datetime
    corrects_number: int | None
    to_status: str
    rating_id: int | None


def faults() -> Iterator[Fault]:
    """Everything that does not hold: triggers, digests, the journal's chain, the status of each claim."""
    yield from missing_triggers()
    for model in history_models():
        yield from changed_rows(model)
    yield from broken_chain()
    yield from wrong_statuses()


def missing_triggers() -> Iterator[Fault]:
    present = _triggers()
    wanted = [
        (model._meta.db_table, name)
        for model in history_models()
        for name in trigger_names(model._meta.db_table, connection.vendor)
    ]
    for table, name in [*wanted, *((table, name) for name, table in GUARDS.items())]:
        if (table, name) not in present:
            yield Fault(table, "", f"the trigger {name} is missing or switched off.")


def changed_rows(model: type[HistoryRow]) -> Iterator[Fault]:
    rows = model.objects.order_by("pk").iterator(chunk_size=ROWS_AT_A_TIME)
    for row in rows:
        if row.content_digest() != row.digest:
            yield Fault(model._meta.db_table, str(row.pk), "the row is not as it was written; its digest differs.")


def broken_chain() -> Iterator[Fault]:
    """The journal counts from 1 without a gap, and each entry holds the digest of the one before."""
    table, number, digest = JournalEntry._meta.db_table, 0, ""
    entries = JournalEntry.objects.order_by("number").values_list("pk", "number", "previous", "digest")
    for pk, own_number, previous, own_digest in entries.iterator(chunk_size=ROWS_AT_A_TIME):
        if own_number != number + 1:
            yield Fault(table, str(pk), f"number {own_number} follows {number}: an entry is missing.")
        elif previous != digest:
            yield Fault(table, str(pk), f"entry {own_number} does not hold the digest of the entry before it.")
        number, digest = own_number, own_digest


def wrong_statuses() -> Iterator[Fault]:
    """The status and rating of each claim are what its status changes say (rule 4)."""
    changes: dict[int, list[Change]] = {}
    columns = ("number", "effective_at", "recorded_at", "corrects__number", "to_status", "rating_id")
    for claim_id, *values in StatusChange.objects.values_list("claim_id", *columns).iterator(ROWS_AT_A_TIME):
        changes.setdefault(claim_id, []).append(Change(*values))
    for pk, status, rating_id in Claim.objects.order_by("pk").values_list("pk", "status", "rating_id"):
        current = transitions.current(changes.get(pk, []))
        said = (current.to_status, current.rating_id) if current else (VerificationStatus.UNVERIFIED, None)
        if said != (status, rating_id):
            yield Fault(Claim._meta.db_table, str(pk), f"the status is {status}; its status changes say {said[0]}.")


def _triggers() -> set[tuple[str, str]]:
    """(table, trigger) of every trigger that fires."""
    if connection.vendor == "postgresql":
        sql = (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
    else:
        sql = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {(table, name) for table, name in cursor.fetchall()}
