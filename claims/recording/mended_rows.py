"""Mend the cells of a row in an import that is being looked at; the row is checked anew."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.analysis import plain_text
from claims.analysis.tables import LONGEST_CELL
from claims.models import ImportedRow, ImportRun, User
from claims.recording import import_work
from claims.recording.imports import UNDECIDED, UNREAD, refuse_unless_own
from claims.refusals import Refused, Stale
from claims.vocabulary import ImportState


def version(row: ImportedRow) -> str:
    """Which cells somebody has read: another text for other cells."""
    return hashlib.sha256(json.dumps(row.cells).encode()).hexdigest()[:16]


@transaction.atomic
def mend(
    *, run: ImportRun, number: int, cells: Mapping[int, str], seen: str, editor: User, now: datetime
) -> ImportedRow:
    """Put these cells, by the places of their columns, into the row of this number.

    The row, and those that say or said the same, are due to be checked. `seen`: the `version` that the editor read.
    A preparation, not an act: the journal has the import when it is started. Raises NotAllowed, Stale when the row was
    mended since, or Refused when the import was started, when there is no such row, or for a cell that is too long.
    """
    refuse_unless_own(run, editor)
    held = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if held.state not in UNDECIDED:
        raise Refused(_("This import was started already, or discarded: its rows stay as they are."))
    row = held.rows.filter(number=number).first()
    if row is None:
        raise Refused(_("The import has no row of this number."))
    if version(row) != seen:
        raise Stale(_("This row was mended in another window after you opened it: look at it again."))
    said_before = row.key
    row.cells, row.fault = _mended(row, cells, width=len(held.columns)), ""
    row.save(update_fields=["cells", "fault"])
    claim, _problems = import_work.as_claim(held, row, now)
    touched = Q(number=number) | Q(same_as=number) | Q(key__in=[key for key in (said_before, claim.key) if key])
    held.rows.filter(touched).update(**UNREAD)
    ImportRun.objects.filter(pk=run.pk).update(
        state=ImportState.CHECKING,
        checked_count=held.row_count - held.rows.unchecked().count(),
        attempts=0,
        next_check_at=now,
        lease_until=None,
        lease_token=None,  # whoever checks at this moment comes too late
    )
    return row


def _mended(row: ImportedRow, cells: Mapping[int, str], *, width: int) -> list[str]:
    mended = [*row.cells, *[""] * (width - len(row.cells))]
    for place, cell in cells.items():
        if not 0 <= place < width:
            raise Refused(_("The table has no such column."))
        if len(cell) > LONGEST_CELL:
            raise Refused(_("A cell is longer than %(n)d characters.") % {"n": LONGEST_CELL}, field=f"cell_{place}")
        mended[place] = plain_text.harmless(cell)
    return mended
