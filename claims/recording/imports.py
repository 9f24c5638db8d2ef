"""Bring claims in as a table: open it, say what its columns hold, start it, or let it be."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import addresses, claim_reviews, import_columns, kept_sentences, plain_text, tables
from claims.analysis.tables import NotATable, Table
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetch
from claims.models import ImportedRow, ImportRun, JournalEntry, Story, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import ImportedRowState, ImportPolicy, ImportState, JournalKind, TableEncoding

LONGEST_NAME = 300
ROWS_AT_A_TIME = 500
ACCEPT = "text/html, application/ld+json, application/json;q=0.9, */*;q=0.1"
UNDECIDED = (ImportState.CHECKING, ImportState.PREVIEW)
UNREAD: dict[str, Any] = {
    "is_checked": False,
    "is_bad": False,
    "is_alike": False,
    "problems": [],
    "key": "",
    "same_as": None,
    "likes": [],
}


def open_content(
    *,
    content: bytes,
    name: str = "",
    has_header: bool = True,
    encoding: str = TableEncoding.UTF_8,
    editor: User,
    now: datetime,
) -> ImportRun:
    """A table from a file or from pasted cells, its rows due to be checked; nothing of it is recorded.

    HTML, and JSON that speaks of ClaimReviews, is read as other newsrooms' reviews. Raises NotAllowed, or Refused for
    what is no table.
    """
    _refuse_unless_recorder(editor)
    try:
        is_review = _is_review(content)
        if is_review:
            table = claim_reviews.read_reviews(content)
        else:
            table = tables.read_table(content, has_header=has_header, encoding=encoding)
    except NotATable as error:
        raise Refused(str(error), field="file") from error
    return _open(table, hashlib.sha256(content).hexdigest(), name, editor=editor, now=now)


def open_address(*, url: str, editor: User, now: datetime, fetch: Fetch) -> ImportRun:
    """The ClaimReviews of a page, or of JSON at an address. Raises NotAllowed, or Refused with the reason."""
    _refuse_unless_recorder(editor)
    written = url.strip()
    try:
        address = addresses.canonical_url(written if "://" in written else f"https://{written}")
        reply = fetch(address, accept=ACCEPT)
    except ValueError as error:
        raise Refused(kept_sentences.told(str(error)), field="url") from error
    except FetchFailed as failure:
        raise Refused(kept_sentences.told(failure.reason), field="url") from failure
    if reply.status != 200:
        raise Refused(_("The server answered %(status)d.") % {"status": reply.status}, field="url")
    try:
        table = claim_reviews.read_reviews(reply.content)
    except NotATable as error:
        raise Refused(kept_sentences.told(str(error)), field="url") from error
    return _open(table, hashlib.sha256(reply.content).hexdigest(), address, editor=editor, now=now)


@transaction.atomic
def set_columns(
    *,
    run: ImportRun,
    mapping: Mapping[int, str],
    claimant: str = "",
    story: Story | None = None,
    editor: User,
    now: datetime,
) -> None:
    """Say what the columns hold, and what holds where none says; every row is checked anew.

    A preparation, not an act: the journal has it when the import is started. Raises NotAllowed or Refused.
    """
    refuse_unless_own(run, editor)
    held = [name for name in mapping.values() if name]
    twice = next((name for name in held if held.count(name) > 1), None)
    if twice is not None:
        told = _("Two columns hold “%(what)s”: leave one of them out.")
        raise Refused(told % {"what": import_columns.FIELDS[twice]})
    if import_columns.STATEMENT not in held:
        raise Refused(_("Choose the column that holds the statement."))
    won = ImportRun.objects.filter(pk=run.pk, state__in=UNDECIDED).update(
        mapping={str(place): name for place, name in mapping.items() if name},
        claimant=claimant.strip(),
        story=story,
        state=ImportState.CHECKING,
        checked_count=0,
        attempts=0,
        next_check_at=now,
        lease_until=None,
        lease_token=None,  # whoever checks at this moment comes too late
    )
    if won != 1:
        raise Refused(_("This import was started already: its columns are settled."))
    run.rows.update(**UNREAD)


@transaction.atomic
def start(*, run: ImportRun, policy: str, leaves_out_alike: bool, editor: User, now: datetime) -> None:
    """Have the rows recorded. Starting twice is starting once.

    Raises NotAllowed, or Refused when rows are still unchecked, when none can be recorded, or when one cannot and
    the policy is all or nothing.
    """
    refuse_unless_own(run, editor)
    won = ImportRun.objects.filter(pk=run.pk, state=ImportState.PREVIEW).update(
        state=ImportState.RECORDING,
        policy=policy,
        leaves_out_alike=leaves_out_alike,
        started_at=now,
        next_check_at=now,
        attempts=0,
    )
    if won != 1:
        _refuse_if_unchecked(run)
        return
    if run.rows.unchecked().exists():
        raise Refused(_("Its rows are not checked yet: choose the column that holds the statement."))
    bad = run.rows.bad().count()
    if bad and policy == ImportPolicy.ALL_OR_NOTHING:
        told = _("Nothing is recorded, for %(n)d of the rows cannot be: mend them, or choose to leave them out.")
        raise Refused(told % {"n": bad}, field="policy")
    unwanted = Q(is_bad=True) | Q(is_alike=True) if leaves_out_alike else Q(is_bad=True)
    left_out = run.rows.waiting().filter(unwanted).update(state=ImportedRowState.LEFT_OUT)
    if not run.rows.waiting().exists():
        raise Refused(_("No row is left that could be recorded."))
    ImportRun.objects.filter(pk=run.pk).update(left_out_count=left_out)
    run.refresh_from_db()
    after = {"rows": run.row_count, "left_out": left_out, "policy": policy, "columns": sorted(run.mapping.values())}
    JournalEntry.objects.write(kind=JournalKind.IMPORT_STARTED, subject=run, after=after, actor=editor)


@transaction.atomic
def resume(*, run: ImportRun, editor: User, now: datetime) -> None:
    """Go on with an import that was stopped. Raises NotAllowed, or Refused when it was not."""
    refuse_unless_own(run, editor)
    stopped = ImportRun.objects.filter(pk=run.pk, state=ImportState.STOPPED)
    state = ImportState.RECORDING if run.started_at else ImportState.CHECKING
    if stopped.update(state=state, stopped_because="", attempts=0, next_check_at=now) != 1:
        raise Refused(_("This import does not stand still."))
    JournalEntry.objects.write(
        kind=JournalKind.IMPORT_STARTED, subject=run, after={"recorded_before": run.recorded_count}, actor=editor
    )


@transaction.atomic
def discard(*, run: ImportRun, editor: User, now: datetime) -> None:
    """Forget every row that was not recorded; what was recorded stays. Raises NotAllowed, or Refused while it runs."""
    if run.by_id != editor.pk and not permissions.may_redact(editor):
        raise NotAllowed(_("Only who brought it, or a chief, discards an import."))
    idle = ImportRun.objects.filter(pk=run.pk).exclude(state=ImportState.RECORDING)
    if idle.update(state=ImportState.DISCARDED, next_check_at=None, lease_until=None, lease_token=None) != 1:
        raise Refused(_("The import is being recorded: wait until it is done."))
    forgotten, _by_model = ImportedRow.objects.filter(run=run, claim=None).delete()
    JournalEntry.objects.write(
        kind=JournalKind.IMPORT_DISCARDED, subject=run, after={"rows_forgotten": forgotten}, actor=editor
    )


def opened_before(run: ImportRun) -> ImportRun | None:
    """An earlier import of the very same bytes that recorded something, by whomever."""
    same = ImportRun.objects.filter(sha256=run.sha256, recorded_count__gt=0, pk__lt=run.pk)
    return same.select_related("by").order_by("-pk").first()


def _is_review(content: bytes) -> bool:
    begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return begins == b"<" or (begins in {b"{", b"["} and b"ClaimReview" in content)


@transaction.atomic
def _open(table: Table, sha256: str, name: str, *, editor: User, now: datetime) -> ImportRun:
    mapping = import_columns.guess(table.columns)
    is_clear = import_columns.STATEMENT in mapping.values()
    run = ImportRun.objects.create(
        format=table.format,
        name=plain_text.shortened(plain_text.one_line(plain_text.harmless(name)), most=LONGEST_NAME),
        sha256=sha256,
        columns=list(table.columns),
        mapping={str(place): what for place, what in mapping.items()},
        row_count=len(table.rows),
        language=get_language() or "en",
        state=ImportState.CHECKING if is_clear else ImportState.PREVIEW,
        by=editor,
        created_at=now,
        next_check_at=now if is_clear else None,
    )
    rows = [ImportedRow(run=run, number=row.number, cells=list(row.cells), fault=row.fault) for row in table.rows]
    ImportedRow.objects.bulk_create(rows, batch_size=ROWS_AT_A_TIME)
    # Not the file's name, which may say what its draft claims say: every reader sees this entry.
    after = {"format": table.format, "rows": len(rows), "sha256": sha256}
    JournalEntry.objects.write(kind=JournalKind.IMPORT_OPENED, subject=run, after=after, actor=editor)
    return run


def _refuse_unless_recorder(editor: User) -> None:
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not import claims."))


def refuse_unless_own(run: ImportRun, editor: User) -> None:
    """Raises NotAllowed for everybody but who brought it."""
    _refuse_unless_recorder(editor)
    if run.by_id != editor.pk:
        raise NotAllowed(_("Only who brought it decides on an import: its claims are theirs."))


def _refuse_if_unchecked(run: ImportRun) -> None:
    state = ImportRun.objects.values_list("state", flat=True).get(pk=run.pk)
    if state == ImportState.CHECKING:
        raise Refused(_("Its rows are still being checked: wait a moment."))
    if state == ImportState.DISCARDED:
        raise Refused(_("This import was discarded."))
