"""The list of append-only tables, the database's triggers and the migrations agree."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from claims.models import JournalEntry, history_models, trigger_names
from claims.models.claim_guard import GUARDS, GuardClaimStatus
from claims.models.history import HistoryRow, ProtectHistory
from tests import factories

# What domain.md's second rule names, one by one: a model that stops being append-only fails here.
RULE_TWO = {
    "StatusChange",
    "Decision",
    "DerivationDecision",
    "RelationDecision",
    "StatusProposal",
    "ProposalDecision",
    "StanceReading",
    "Snapshot",
    "Revision",
    "Capture",
    "ContactAttempt",
    "ComplaintAnswer",
    "SealedNote",
    "FollowUpCheck",
    "Redaction",
    "StoryNote",
    "JournalEntry",
}
# On SQLite the full-text index follows its table by triggers.
OF_THE_INDEX = {f"claims_articletext_{what}" for what in ("added", "changed", "removed")}
REBUILDS = (
    migrations.AddField,
    migrations.AlterField,
    migrations.RemoveField,
    migrations.RenameField,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    migrations.AlterUniqueTogether,
    migrations.AlterModelTable,
)


def triggers_in_the_database() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


def test_every_table_of_rule_two_is_append_only() -> None:
    assert {model.__name__ for model in history_models()} >= RULE_TWO


@pytest.mark.django_db
def test_every_append_only_table_has_its_triggers() -> None:
    wanted = {name for model in history_models() for name in trigger_names(model._meta.db_table, connection.vendor)}
    assert wanted | set(GUARDS) == triggers_in_the_database() - OF_THE_INDEX
    assert triggers_in_the_database() >= OF_THE_INDEX or connection.vendor == "postgresql"


def test_every_foreign_key_from_and_into_history_protects() -> None:
    loose = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("claims").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and (issubclass(model, HistoryRow) or issubclass(field.related_model, HistoryRow))
        and field.remote_field.on_delete is not models.PROTECT
    ]
    assert loose == []


def test_a_migration_that_rebuilds_an_append_only_table_protects_it_again() -> None:
    guarded: dict[str, Any] = {model.__name__.lower(): ProtectHistory for model in history_models()}
    missing = []
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app != "claims" or name in {"0001_the_house", "0002_protect_history"}:
            continue
        rebuilt = {one.model_name_lower for one in migration.operations if isinstance(one, REBUILDS)}
        again = {one.model_name.lower() for one in migration.operations if isinstance(one, ProtectHistory)}
        missing += [f"{name}: {model}" for model in rebuilt & set(guarded) - again]
        has_guard = any(isinstance(one, GuardClaimStatus) for one in migration.operations)
        missing += [f"{name}: {model}" for model in rebuilt & {"claim", "statuschange"} if not has_guard]
    assert missing == []


@pytest.mark.django_db(transaction=True)
def test_history_still_refuses_after_a_later_migration_altered_its_table() -> None:
    """SQLite rebuilds the table and drops its triggers: ProtectHistory puts them back."""
    alter = migrations.AlterField("JournalEntry", "reason", models.CharField(max_length=5000, blank=True))
    undo = migrations.AlterField("JournalEntry", "reason", models.TextField(blank=True))
    try:
        run(alter, ProtectHistory("JournalEntry"))
        entry = write()
        with pytest.raises(IntegrityError), transaction.atomic():
            JournalEntry.objects.filter(pk=entry.pk).update(reason="changed")
    finally:
        run(undo, ProtectHistory("JournalEntry"))


def write() -> JournalEntry:
    factories.story()
    entry = JournalEntry.objects.order_by("-number").first()
    assert entry is not None
    return entry


def run(*operations: Any) -> None:
    """Apply operations as a migration of the app would."""
    state = ProjectState.from_apps(apps)
    with connection.schema_editor(atomic=True) as editor:
        for operation in operations:
            after = state.clone()
            operation.state_forwards("claims", after)
            operation.database_forwards("claims", editor, state, after)
            state = after
