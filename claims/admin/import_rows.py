"""Tell the rows of an import as its page shows them, and as a file to mend."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.analysis import claim_pairs, import_columns, import_rows, plain_text
from claims.analysis.formula_cells import harmless_cell
from claims.models import Claim, ImportedRow, ImportRun, User
from claims.vocabulary import ImportedRowState

LONGEST_SAMPLE = 40
LONGEST_CELL = 300
ROWS_AT_A_TIME = 500
KINDS: dict[str, Promise] = {
    "all": gettext_lazy("All rows"),
    "bad": gettext_lazy("Cannot be recorded"),
    "alike": gettext_lazy("Recorded already, it seems"),
    "left_out": gettext_lazy("Left out"),
}
FIRST = ("statement", "claimant", "outlet", "appeared_at")


@dataclass(frozen=True, slots=True)
class Like:
    """A recorded claim that a row looks like."""

    claim: Claim
    seen_as: str


@dataclass(frozen=True, slots=True)
class Told:
    """One row: what it says by the names of what its columns hold, what is wrong, and what it looks like."""

    row: ImportedRow
    statement: str
    cells: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str], ...]
    likes: tuple[Like, ...]


def of_kind(run: ImportRun, kind: str) -> "QuerySet[ImportedRow]":
    rows = run.rows.select_related("claim").order_by("number")
    if kind == "bad":
        return rows.bad()
    if kind == "alike":
        return rows.alike()
    return rows.filter(state=ImportedRowState.LEFT_OUT) if kind == "left_out" else rows


def kinds(counts: dict[str, int], chosen: str) -> list[tuple[str, Promise, int]]:
    """The choices of rows that are there, with how many."""
    return [(kind, label, counts[kind]) for kind, label in KINDS.items() if counts[kind] or kind in ("all", chosen)]


def told(run: ImportRun, rows: Iterable[ImportedRow], reader: User) -> list[Told]:
    """The rows of a page, with the recorded claims that this person may see: one question for all of them."""
    listed = list(rows)
    wanted = {like[0] for row in listed for like in row.likes}
    known = Claim.objects.visible_to(reader).in_bulk(wanted) if wanted else {}
    return [_told(run, row, known) for row in listed]


def _told(run: ImportRun, row: ImportedRow, known: dict[int, Claim]) -> Told:
    mapping = {int(place): name for place, name in run.mapping.items()}
    cells = import_rows.cells_by_field(row.cells, mapping)
    names = sorted((name for name in cells if name != import_columns.STATEMENT), key=_place)
    return Told(
        row=row,
        statement=cells.get(import_columns.STATEMENT, "") or (str(row.claim) if row.claim else ""),
        cells=tuple((_label(name), _short(cells[name])) for name in names if cells[name].strip()),
        problems=tuple((_label(name), sentence) for name, sentence in row.problems),
        likes=tuple(Like(known[pk], _seen_as(kind, is_certain)) for pk, kind, is_certain in row.likes if pk in known),
    )


def _place(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


def _label(name: str) -> str:
    return str(import_columns.FIELDS.get(name, ""))


def _seen_as(kind: str, is_certain: bool) -> str:
    if is_certain:
        return _("Recorded already:")
    return _("The same about another period?") if kind == claim_pairs.REPEATS else _("Looks like the same claim:")


def _short(cell: str) -> str:
    return plain_text.shortened(cell, most=LONGEST_CELL)


def sample(cells: Sequence[str]) -> str:
    """The first cells of a column, to recognise it by."""
    said = [plain_text.shortened(plain_text.one_line(cell), most=LONGEST_SAMPLE) for cell in cells if cell.strip()]
    return " · ".join(said)


def as_csv(run: ImportRun) -> Iterator[str]:
    """The rows that were not recorded, as they came, each with its number and why (RFC 4180)."""
    yield "\ufeff" + _line([*run.columns, _("row"), _("why")])
    rows = run.rows.filter(claim=None).order_by("number")
    for row in rows.iterator(chunk_size=ROWS_AT_A_TIME):
        yield _line([*map(harmless_cell, row.cells), str(row.number), harmless_cell(why(row))])


def why(row: ImportedRow) -> str:
    """Why a row was or would be left out."""
    said = [f"{_label(name)}: {sentence}" if name else sentence for name, sentence in row.problems]
    if row.same_as is not None:
        said.append(_("Row %(n)d says the same.") % {"n": row.same_as})
    elif row.is_alike:
        said.append(_("It is recorded already."))
    return " ".join(said)


def _line(cells: Iterable[Any]) -> str:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow(cells)
    return written.getvalue()
