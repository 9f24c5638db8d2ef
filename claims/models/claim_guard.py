"""Keep Claim.status and Claim.rating true copies of rule 4, in the database itself."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# Rule 4: among changes not corrected since, the greatest effective_at, then the greatest journal number.
CURRENT = (
    "(SELECT s.{column} FROM claims_statuschange s WHERE s.claim_id = {claim} AND NOT EXISTS "
    "(SELECT 1 FROM claims_statuschange c WHERE c.corrects_id = s.id) "
    "ORDER BY s.effective_at DESC, s.number DESC LIMIT 1)"
)
REFUSAL = "the status of a claim follows from its status changes"


def current(column: str, claim: str) -> str:
    formula = CURRENT.format(column=column, claim=claim)
    return f"COALESCE({formula}, 'unverified')" if column == "to_status" else formula


class GuardClaimStatus(Operation):
    """Copy the current status after each change, and refuse any other value.

    Repeated by every migration that alters the claim or the status change table (SQLite rebuilds drop triggers).
    """

    reversible = True

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return (type(self).__qualname__, [], {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The state of the models is not changed by triggers."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        vendor = schema_editor.connection.vendor
        for statement in _postgresql() if vendor == "postgresql" else _sqlite():
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        for name, table in GUARDS.items():
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if is_postgresql else ''}", params=None
            )

    def describe(self) -> str:
        return "Keep the status of a claim a copy of its status changes"


GUARDS = {
    "claims_claim_keep_status": "claims_statuschange",
    "claims_claim_status_is_a_copy": "claims_claim",
    "claims_claim_new_status_is_a_copy": "claims_claim",
}


def _copy(claim: str) -> str:
    return (
        f"UPDATE claims_claim SET status = {current('to_status', claim)}, rating_id = {current('rating_id', claim)} "
        f"WHERE id = {claim}"
    )


def _sqlite() -> list[str]:
    keep, on_update, on_insert = GUARDS
    differs = (
        f"NEW.status IS NOT {current('to_status', 'NEW.id')} OR NEW.rating_id IS NOT {current('rating_id', 'NEW.id')}"
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        f"CREATE TRIGGER {keep} AFTER INSERT ON claims_statuschange BEGIN {_copy('NEW.claim_id')}; END",
        f"CREATE TRIGGER {on_update} BEFORE UPDATE OF status, rating_id ON claims_claim WHEN {differs} {refuse}",
        f"CREATE TRIGGER {on_insert} BEFORE INSERT ON claims_claim WHEN {differs} {refuse}",
    ]


def _postgresql() -> list[str]:
    keep, on_update, on_insert = GUARDS
    differs = (
        f"NEW.status IS DISTINCT FROM {current('to_status', 'NEW.id')} "
        f"OR NEW.rating_id IS DISTINCT FROM {current('rating_id', 'NEW.id')}"
    )
    return [
        "CREATE OR REPLACE FUNCTION claims_keep_status() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_copy('NEW.claim_id')}; RETURN NULL; END $$",
        "CREATE OR REPLACE FUNCTION claims_refuse_status() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {differs} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {keep} AFTER INSERT ON claims_statuschange FOR EACH ROW EXECUTE FUNCTION claims_keep_status()",
        f"CREATE TRIGGER {on_update} BEFORE UPDATE OF status, rating_id ON claims_claim FOR EACH ROW "
        "EXECUTE FUNCTION claims_refuse_status()",
        f"CREATE TRIGGER {on_insert} BEFORE INSERT ON claims_claim FOR EACH ROW "
        "EXECUTE FUNCTION claims_refuse_status()",
    ]
