"""A killed worker, two workers and a message that came twice: every row is recorded, and each once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from claims.models import Appearance, Claim, ImportRun, JournalEntry
from claims.recording import appearances, import_work, imports
from claims.refusals import Refused
from claims.vocabulary import ImportState, JournalKind
from tests import factories
from tests.factories import NOON
from tests.recording.test_importing_claims import nothing_alike, opened, work

pytestmark = pytest.mark.django_db
ROWS = import_work.RECORDED_AT_A_TIME * 3
MANY = "who,what\n" + "".join(f"The ministry,Units of the guard number {n} are leaving\n" for n in range(ROWS))


class Killed(BaseException):
    """As a SIGKILL: nobody catches it."""


def started(policy: str = "leave_out", table: str = MANY) -> ImportRun:
    run = opened(table)
    for _ in range(3):
        work(run)
    imports.start(run=run, policy=policy, leaves_out_alike=True, editor=run.by, now=NOON)
    return run


def killed_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The worker dies while it records that appearance of all."""
    real = appearances.record

    def record(**values: Any) -> Appearance:
        if Appearance.objects.count() >= number:
            raise Killed
        return real(**values)

    monkeypatch.setattr(appearances, "record", record)


def at(moment: datetime, run: ImportRun) -> None:
    import_work.advance(run_id=run.pk, clock=lambda: moment, alike=nothing_alike)
    run.refresh_from_db()


def test_a_killed_worker_loses_its_batch_and_another_goes_on_after_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    run = started()
    with monkeypatch.context() as patched:
        killed_at(patched, import_work.RECORDED_AT_A_TIME + 7)
        with pytest.raises(Killed):
            work(run)
    assert Claim.objects.count() == import_work.RECORDED_AT_A_TIME
    at(NOON, run)
    assert Claim.objects.count() == import_work.RECORDED_AT_A_TIME, "somebody holds it"
    at(NOON + import_work.LEASE, run)
    assert (run.state, run.recorded_count) == (ImportState.DONE, ROWS)
    assert Claim.objects.count() == Appearance.objects.count() == ROWS
    assert Claim.objects.values("statement").distinct().count() == ROWS
    assert JournalEntry.objects.filter(kind=JournalKind.IMPORT_FINISHED).count() == 1


def test_a_check_that_was_stopped_goes_on_with_checking_and_records_nothing() -> None:
    run = imports.open_content(content=MANY.encode(), editor=factories.rosa(), now=NOON)
    ImportRun.objects.filter(pk=run.pk).update(attempts=3)
    at(NOON, run)
    assert run.state == ImportState.STOPPED
    imports.resume(run=run, editor=run.by, now=NOON)
    at(NOON, run)
    assert (run.state, run.checked_count) == (ImportState.PREVIEW, ROWS)
    assert not Claim.objects.exists()


def test_a_worker_that_slept_past_its_lease_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    run = started()
    real, later = appearances.record, NOON + import_work.LEASE

    def record(**values: Any) -> Appearance:
        monkeypatch.setattr(appearances, "record", real)
        at(later, run)  # meanwhile another worker does all of it
        return real(**values)

    monkeypatch.setattr(appearances, "record", record)
    work(run)
    # On this one connection the other's work lay within the late one's transaction, and is undone with it.
    assert not Claim.objects.exists()


def test_an_import_that_ends_its_worker_three_times_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    run = started()
    with monkeypatch.context() as patched:
        killed_at(patched, 3)
        for turn in range(3):
            with pytest.raises(Killed):
                at(NOON + turn * import_work.LEASE, run)
    at(NOON + 3 * import_work.LEASE, run)
    assert (run.state, run.stopped_because) == (ImportState.STOPPED, "It ended our program three times.")
    imports.resume(run=run, editor=run.by, now=NOON + timedelta(hours=1))
    at(NOON + timedelta(hours=1), run)
    assert run.recorded_count == ROWS


def test_time_that_is_over_leaves_the_rest_due_at_once() -> None:
    run = started()
    import_work.advance(run_id=run.pk, clock=lambda: NOON, alike=nothing_alike, seconds=0)
    run.refresh_from_db()
    assert (run.recorded_count, run.lease_until) == (import_work.RECORDED_AT_A_TIME, None)
    assert list(import_work.waiting(NOON)) == [run]


def test_a_row_that_the_stage_refuses_is_left_out_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    run = started()
    real = appearances.record

    def record(**values: Any) -> Appearance:
        if "number 5 " in values["claim"].statement:
            raise Refused("Not this one.", field="claimant")
        return real(**values)

    monkeypatch.setattr(appearances, "record", record)
    work(run)
    assert (run.state, run.recorded_count, run.left_out_count) == (ImportState.DONE, ROWS - 1, 1)
    assert run.rows.get(state="left_out").problems == [["claimant", "Not this one."]]
    assert not Claim.objects.filter(statement__contains="number 5 ").exists()


def test_columns_that_change_while_rows_are_checked_fence_the_checker() -> None:
    run = imports.open_content(content=MANY.encode(), editor=factories.rosa(), now=NOON)
    seen: list[int] = []

    def changing(texts: Any) -> Any:
        if not seen:
            seen.append(1)
            imports.set_columns(run=run, mapping={1: "statement"}, editor=run.by, now=NOON)
        return nothing_alike(texts)

    import_work.advance(run_id=run.pk, clock=lambda: NOON, alike=changing)
    assert not run.rows.filter(is_checked=True).exists(), "what the late checker wrote is undone"
