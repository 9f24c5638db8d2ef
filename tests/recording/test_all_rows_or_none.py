"""An import that is all or nothing: one transaction at any size, and nothing of it is there before all of it is."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from claims.models import Appearance, Claim, Claimant, ImportRun, JournalEntry, Outlet, Story, User
from claims.models.integrity import broken_chain, changed_rows
from claims.recording import claimants, claims_at_once, import_work, imports
from claims.refusals import Refused
from claims.vocabulary import ImportPolicy, ImportState, JournalKind, Role
from tests import factories
from tests.factories import NOON
from tests.recording.test_an_import_that_was_cut_short import Killed, at, started
from tests.recording.test_importing_claims import nothing_alike, work

pytestmark = pytest.mark.django_db
ROWS = 120
HEADER = "who,what,where,when,story,criteria\n"
TABLE = HEADER + "".join(
    f"Ministry {n % 7},Units of the guard number {n} are leaving,Wire {n % 3},2022-02-15,Withdrawal,Pictures\n"
    for n in range(ROWS)
)


def begun(table: str = TABLE) -> ImportRun:
    return started(ImportPolicy.ALL_OR_NOTHING, table)


def killed_after(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """The worker dies when that of the stage has run."""
    real = getattr(claims_at_once, what)

    def dying(*args: Any, **values: Any) -> Any:
        real(*args, **values)
        raise Killed

    monkeypatch.setattr(claims_at_once, what, dying)


def test_every_row_is_recorded_as_if_it_had_been_typed() -> None:
    run = begun()
    work(run)
    assert (run.state, run.recorded_count, run.left_out_count) == (ImportState.DONE, ROWS, 0)
    claim = Claim.objects.get(statement="Units of the guard number 8 are leaving")
    said, criterion = claim.appearances.get(), claim.criteria.get()
    assert (str(claim.story), str(said.claimant), str(said.outlet), said.is_first, criterion.statement) == (
        *("Withdrawal", "Ministry 1", "Wire 2"),
        *(True, "Pictures"),
    )
    kinds = JournalEntry.objects.filter(claim=claim).order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["claim.recorded", "appearance.recorded", "criterion.recorded"]
    assert claim.watch.next_check_at == NOON
    entry = JournalEntry.objects.get(kind=JournalKind.APPEARANCE_RECORDED, claim=claim)
    assert claim.wording.worded_number == entry.number
    assert claim.created_at == said.created_at == criterion.created_at == entry.recorded_at
    assert list(broken_chain()) == list(changed_rows(JournalEntry)) == []
    assert [row.cells for row in run.rows.all()[:3]] == [[], [], []]


def test_whom_and_what_it_names_is_written_down_once() -> None:
    work(begun())
    assert (Claimant.objects.count(), Outlet.objects.count(), Story.objects.count()) == (7, 3, 1)
    assert JournalEntry.objects.filter(kind=JournalKind.CLAIMANT_RECORDED).count() == 7
    assert Claimant.objects.values("slug").distinct().count() == 7


def test_names_that_have_one_slug_get_two() -> None:
    work(begun(f"{HEADER}The Army,One,,,,\nThe Army!,Two,,,,\n"))
    assert set(Claimant.objects.values_list("slug", flat=True)) == {"the-army", "the-army-2"}


def test_a_known_claimant_is_not_written_down_again() -> None:
    known = factories.claimant(name="ministry 3")
    work(begun())
    assert Claimant.objects.filter(name__iexact="ministry 3").get() == known


@pytest.mark.parametrize("what", ["prepare", "write"])
def test_a_killed_worker_leaves_nothing_and_another_begins_anew(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    run = begun()
    before = JournalEntry.objects.count()
    with monkeypatch.context() as patched:
        killed_after(patched, what)
        with pytest.raises(Killed):
            work(run)
    assert not Claim.objects.exists()
    assert not Claimant.objects.exists()
    assert not Outlet.objects.exists()
    assert JournalEntry.objects.count() == before
    at(NOON + import_work.LEASE, run)
    assert not Claim.objects.exists(), "somebody holds it as long as a task may run"
    at(NOON + import_work.LEASE_FOR_ALL, run)
    assert (run.state, run.recorded_count, Claim.objects.count()) == (ImportState.DONE, ROWS, ROWS)


def test_one_that_ends_its_worker_three_times_says_so_and_has_recorded_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun()
    with monkeypatch.context() as patched:
        killed_after(patched, "write")
        for turn in range(3):
            with pytest.raises(Killed):
                at(NOON + turn * import_work.LEASE_FOR_ALL, run)
    at(NOON + 3 * import_work.LEASE_FOR_ALL, run)
    assert (run.state, run.stopped_because) == (ImportState.STOPPED, "It ended our program three times.")
    assert not Claim.objects.exists()


def test_a_worker_that_slept_past_its_lease_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun()
    real = claims_at_once.prepare

    def slow(**values: Any) -> claims_at_once.Prepared:
        prepared = real(**values)
        monkeypatch.setattr(claims_at_once, "prepare", real)
        at(NOON + import_work.LEASE_FOR_ALL, run)  # meanwhile another does all of it
        return prepared

    monkeypatch.setattr(claims_at_once, "prepare", slow)
    work(run)
    assert (Claim.objects.count(), run.recorded_count) == (ROWS, ROWS)
    assert JournalEntry.objects.filter(kind=JournalKind.IMPORT_FINISHED).count() == 1


def test_a_claimant_written_down_meanwhile_is_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    run, ada = begun(), factories.ada()
    real = claims_at_once.prepare

    def slow(**values: Any) -> claims_at_once.Prepared:
        prepared = real(**values)
        monkeypatch.setattr(claims_at_once, "prepare", real)
        claimants.record(name="Ministry 3", editor=ada, now=NOON)
        return prepared

    monkeypatch.setattr(claims_at_once, "prepare", slow)
    work(run)
    assert run.state == ImportState.DONE
    assert Claimant.objects.filter(name="Ministry 3").count() == 1


def test_a_row_that_is_refused_late_stops_all_of_it_and_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun()
    real = import_work.as_claim

    def refusing(run: ImportRun, row: Any, now: datetime) -> Any:
        if row.number == 50:
            raise Refused("Not this one.", field="claimant")
        return real(run, row, now)

    monkeypatch.setattr(import_work, "as_claim", refusing)
    work(run)
    assert (run.state, run.stopped_because) == (ImportState.STOPPED, "Row 50: Not this one.")
    assert not Claim.objects.exists()


def test_an_importer_who_lost_the_right_has_recorded_nothing_and_goes_on_later() -> None:
    run = begun()
    User.objects.filter(pk=run.by_id).update(role=Role.READER)
    assert work(run).state == ImportState.STOPPED
    assert not Claim.objects.exists()
    User.objects.filter(pk=run.by_id).update(role=Role.REPORTER)
    imports.resume(run=run, editor=User.objects.get(pk=run.by_id), now=NOON)
    assert work(run).recorded_count == ROWS


def test_no_answer_about_an_earlier_moment_changes_afterwards() -> None:
    run = begun()
    before = JournalEntry.objects.latest("number").recorded_at
    work(run)
    assert not Claim.objects.filter(created_at__lte=before).exists()
    assert not Appearance.objects.filter(created_at__lte=before).exists()


def test_running_it_twice_is_running_it_once() -> None:
    run = begun()
    for _ in range(2):
        import_work.advance(run_id=run.pk, clock=lambda: NOON + timedelta(hours=1), alike=nothing_alike)
    assert Claim.objects.count() == ROWS
