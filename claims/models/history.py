"""Keep append-only tables append-only: a digest in every row, and triggers that refuse every way around."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound="HistoryRow", covariant=True)
ROWS_AT_A_TIME = 1000


class HistoryQuerySet(models.QuerySet[Row]):
    def record(self, **values: Any) -> Row:
        """Write one row with its digest. History is made here and in `record_all`, nowhere else."""
        row = self.model(**values)
        row.digest = row.content_digest()
        row.save(force_insert=True)
        return row

    def record_all(self, rows: Iterable[Row]) -> list[Row]:
        """Write rows that carry their digests, in their order."""
        return self.bulk_create(rows, batch_size=ROWS_AT_A_TIME)


class HistoryRow(models.Model):
    """A row that is written once. The digest tells when a byte of it was changed behind the triggers' back."""

    digest = models.CharField(_("digest"), max_length=64, editable=False)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        abstract = True

    def content_digest(self) -> str:
        """SHA-256 (hex) over every column but the row's id and the digest itself, in the order of their names."""
        content = {name: canonical(getattr(self, name)) for name in _told_by_the_digest(type(self))}
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def _told_by_the_digest(model: type[HistoryRow]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname not in {"id", "digest"})


def canonical(value: object) -> object:
    """A value as JSON can hold it, equal on both databases."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value if isinstance(value, str | int | float | bool | dict | list | None) else str(value)


def history_models() -> list[type[HistoryRow]]:
    """Every concrete append-only model: the list the triggers are held against."""
    found: list[type[HistoryRow]] = []
    waiting = list(HistoryRow.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting.extend(model.__subclasses__())
        if not model._meta.abstract and "__fake__" not in model.__module__:
            found.append(model)
    return sorted(found, key=lambda model: model._meta.db_table)


class ProtectHistory(Operation):
    """Refuse UPDATE, DELETE, TRUNCATE and replacing INSERTs on a table.

    SQLite rebuilds a table on most alterations and drops its triggers with it: every later migration that alters
    such a table repeats this operation (tests/architecture/test_append_only_tables.py watches).
    """

    reversible = True
    atomic = False

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return (type(self).__qualname__, [self.model_name], {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The state of the models is not changed by triggers."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in protecting_sql(model, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for name in trigger_names(table, schema_editor.connection.vendor):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}", params=None)

    def describe(self) -> str:
        return f"Refuse every change to the rows of {self.model_name}"


def trigger_names(table: str, vendor: str) -> list[str]:
    """The triggers a protected table carries."""
    last = "no_truncate" if vendor == "postgresql" else "no_replace"
    return [f"{table}_{what}" for what in ("no_update", "no_delete", last)]


def protecting_sql(model: type[models.Model], vendor: str) -> list[str]:
    table = model._meta.db_table
    return _postgresql(table) if vendor == "postgresql" else _sqlite(table, _unique_keys(model))


def _postgresql(table: str) -> list[str]:
    refuse = f"EXECUTE FUNCTION claims_refuse_change('{table} is append-only')"
    update, delete, truncate = trigger_names(table, "postgresql")
    return [
        # 23514 is check_violation: both engines then raise IntegrityError.
        "CREATE OR REPLACE FUNCTION claims_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '23514'; END $$",
        *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in (update, delete, truncate)),
        f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {truncate} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def _sqlite(table: str, keys: list[tuple[str, ...]]) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    update, delete, replace = trigger_names(table, "sqlite")
    # INSERT OR REPLACE removes the old row without firing the delete trigger: refuse a second row with any same key.
    same = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {_equals_new(key)})" for key in keys)
    return [
        *(f"DROP TRIGGER IF EXISTS {name}" for name in (update, delete, replace)),
        f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {replace} BEFORE INSERT ON {table} WHEN {same} {refuse}",
    ]


def _equals_new(key: tuple[str, ...]) -> str:
    return " AND ".join(f'"{column}" = NEW."{column}"' for column in key)


def _unique_keys(model: type[models.Model]) -> list[tuple[str, ...]]:
    """Every set of columns by which a second row could replace a first."""
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    single = [(columns[field.name],) for field in model._meta.concrete_fields if field.unique]
    several = [
        tuple(columns[name] for name in constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ]
    return [*single, *several]
