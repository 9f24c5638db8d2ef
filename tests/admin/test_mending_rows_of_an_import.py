"""Rows that cannot be recorded are mended where they are shown, without a script and without another upload."""

from typing import Any

import pytest
from django.test import Client

from claims import tasks
from claims.models import Claim, ImportRun
from claims.recording import imports
from claims.vocabulary import ImportState
from tests import factories
from tests.admin.desk import signed_in
from tests.admin.test_importing_on_the_desk import brought, decide, page_of, shown
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TABLE = "who,what,when\n,Units are leaving,2022-02-15\nNATO,No unit has left,03/04/2021\nNATO,All is calm,2022-02-15\n"


@pytest.fixture
def rosa() -> Client:
    return signed_in(factories.rosa())


def seen(run: ImportRun, number: int, page: str) -> str:
    """What the row's form carries of the cells that were read."""
    form = page.split(f'id="id_row{number}_seen"', maxsplit=1)[0].rsplit("<input", 1)[1]
    return form.split('value="')[1].split('"')[0]


def mend(client: Client, run: ImportRun, number: int, *, version: str | None = None, **cells: str) -> Any:
    page = shown(client, run, show="all", mend=str(number))
    given = {"act": "mend", "row": str(number), "seen": version or seen(run, number, page), **cells}
    return client.post(f"{page_of(run)}?show=all", given)


def test_two_cells_are_mended_and_all_rows_are_recorded(rosa: Client) -> None:
    run = brought(rosa, TABLE)
    answer = mend(rosa, run, 2, cell_0="The ministry")
    assert answer["Location"] == f"{page_of(run)}?show=all"
    assert "Row 2 can be recorded now." in shown(rosa, run)
    mend(rosa, run, 3, cell_2="2021-04-03")
    assert "3 rows can be recorded" in shown(rosa, run)
    decide(rosa, run, policy="all_or_nothing")
    tasks.run_import(import_id=run.pk)
    assert set(Claim.objects.values_list("statement", flat=True)) == {
        *("Units are leaving", "No unit has left"),
        "All is calm",
    }


def test_only_bad_rows_open_with_their_cells_and_any_other_on_demand(rosa: Client) -> None:
    run = brought(rosa, TABLE)
    page = shown(rosa, run, show="all")
    assert 'id="id_row2_cell_0"' in page
    assert 'id="id_row4_cell_0"' not in page
    assert 'id="id_row4_cell_0"' in shown(rosa, run, show="all", mend="4")


def test_a_row_that_is_still_bad_says_so(rosa: Client) -> None:
    run = brought(rosa, TABLE)
    mend(rosa, run, 3, cell_2="05/06/2021")
    page = shown(rosa, run)
    assert "Row 3 still cannot be recorded." in page
    assert "05/06/2021" in page


def test_a_cell_that_was_not_sent_stays(rosa: Client) -> None:
    run = brought(rosa, TABLE)
    mend(rosa, run, 3, cell_2="2021-04-03")
    assert run.rows.get(number=3).cells == ["NATO", "No unit has left", "2021-04-03"]


def test_of_two_windows_the_later_overwrites_nothing(rosa: Client) -> None:
    run = brought(rosa, TABLE)
    opened = seen(run, 2, shown(rosa, run))
    mend(rosa, run, 2, cell_0="The ministry")
    answer = mend(rosa, run, 2, version=opened, cell_0="Somebody else")
    assert "This row was mended in another window after you opened it" in answer.content.decode()
    assert run.rows.get(number=2).cells[0] == "The ministry"


def test_a_row_that_now_says_what_another_says_is_shown_as_the_same(rosa: Client) -> None:
    run = brought(rosa, TABLE)
    mend(rosa, run, 4, cell_1="no unit has LEFT")
    mend(rosa, run, 3, cell_2="2021-04-03")
    assert run.rows.get(number=4).same_as == 3
    mend(rosa, run, 3, cell_1="Another thing")
    assert run.rows.get(number=4).same_as is None


def test_a_row_with_too_many_cells_is_mended_too(rosa: Client) -> None:
    run = brought(rosa, "who,what\nNATO,No unit, it said, has left\n")
    assert "The row has more cells than there are columns" in shown(rosa, run)
    mend(rosa, run, 2, cell_1="No unit has left")
    assert not run.rows.bad().exists()


def test_a_formula_stays_refused_and_text_that_begins_like_one_is_kept(rosa: Client) -> None:
    run = brought(rosa, TABLE)
    mend(rosa, run, 2, cell_0="=HYPERLINK(1)")
    assert "is a formula: export its value as text." in shown(rosa, run)
    mend(rosa, run, 2, cell_0="'=The ministry")
    assert not run.rows.get(number=2).is_bad


@pytest.mark.parametrize("number", ["99", "-1", "x", "", "9" * 40, "\x00", "١٢"])
def test_a_row_that_is_not_there_is_as_one_that_never_was(rosa: Client, number: str) -> None:
    run = brought(rosa, TABLE)
    given = {"act": "mend", "row": number, "seen": "x", "cell_0": "NATO"}
    assert rosa.post(page_of(run), given).status_code == 404


def test_a_cell_of_a_megabyte_is_refused_in_a_sentence(rosa: Client) -> None:
    run = brought(rosa, TABLE)
    page = mend(rosa, run, 2, cell_0="x" * 1_000_000).content.decode()
    assert "Ensure this value has at most 50000 characters" in page
    assert len(page) < 2_000_000


def test_nothing_is_mended_after_the_start_or_by_another(rosa: Client) -> None:
    run = brought(rosa, TABLE)
    version = seen(run, 2, shown(rosa, run))
    chief = signed_in(factories.carl())
    assert "Change row" not in shown(chief, run, show="all")
    given = {"act": "mend", "row": "2", "seen": version, "cell_0": "NATO"}
    assert "Only who brought it decides on an import" in chief.post(page_of(run), given).content.decode()
    imports.discard(run=run, editor=factories.carl(), now=NOON)
    assert rosa.post(page_of(run), given).status_code == 404
    again = brought(rosa, TABLE + "\n")
    version = seen(again, 2, shown(rosa, again))
    decide(rosa, again)
    answer = rosa.post(page_of(again), {**given, "seen": version}).content.decode()
    assert "This import was started already, or discarded: its rows stay as they are." in answer


def test_a_mended_row_of_a_long_table_is_checked_at_once(rosa: Client) -> None:
    long = TABLE + "".join(f"NATO,Bridge {n} is closed,2022-02-15\n" for n in range(200))
    run = brought(rosa, long)
    tasks.run_import(import_id=run.pk)
    mend(rosa, run, 2, cell_0="The ministry")
    run.refresh_from_db()
    assert (run.state, run.checked_count) == (ImportState.PREVIEW, run.row_count)
    assert not run.rows.get(number=2).is_bad
