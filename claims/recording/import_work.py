"""Check the rows of an import, and record them: some at a time or all at once, and a killed worker doubles nothing."""

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Min, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import claim_pairs, import_rows
from claims.analysis.claim_pairs import Pair, PairText
from claims.analysis.import_rows import ClaimRow
from claims.analysis.written_moments import WrittenMoment
from claims.models import Claimant, ImportedRow, ImportRun, JournalEntry
from claims.models.leases import MOST_ATTEMPTS
from claims.recording import claims_at_once, whole_claims
from claims.recording.appearances import Saying
from claims.recording.claims import Wording
from claims.recording.claims_at_once import NamesChanged
from claims.recording.whole_claims import Names, WholeClaim
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import ImportedRowState, ImportPolicy, ImportState, JournalKind, Publication

# The claims that each text is like, most alike first: the wiring hands in how they are found.
Alike = Callable[[Sequence[PairText]], Sequence[Sequence[Pair]]]

LEASE = timedelta(seconds=60)
SECONDS = 10.0  # the worker that does it does whatever else a person asked for
CHECKED_AT_A_TIME = 50
# The journal is locked for others while a batch is recorded: ten rows are a fraction of a second.
RECORDED_AT_A_TIME = 10
# Longer than any task may run: who records all rows at once is not overtaken by another.
LEASE_FOR_ALL = timedelta(seconds=150)
MOST_LIKES = 3
ROWS_AT_A_TIME = 1000


class _Lost(Exception):
    """Another worker holds the import by now."""


def waiting(now: datetime) -> "QuerySet[ImportRun]":
    """Imports with rows to check or record, the longest due first."""
    return ImportRun.objects.due(now).order_by("next_check_at", "pk")


def advance(*, run_id: int, clock: Callable[[], datetime], alike: Alike, seconds: float = SECONDS) -> ImportRun | None:
    """Check or record until nothing is left or the time is over; None when it is not due or another worker's.

    An import that ended its worker three times is stopped, and says so.
    """
    token = ImportRun.objects.reserve(pk=run_id, now=clock(), lease=LEASE)
    if token is None or not ImportRun.objects.begin(pk=run_id, token=token):
        return None
    ends = time.monotonic() + seconds
    try:
        with translation.override(ImportRun.objects.values_list("language", flat=True).get(pk=run_id)):
            while (run := _go_on(run_id, token, clock, alike)).next_check_at is not None:
                if time.monotonic() >= ends:
                    break
    except _Lost:
        return None
    ImportRun.objects.held(pk=run_id, token=token).update(lease_until=None, lease_token=None)
    return run


def _go_on(run_id: int, token: uuid.UUID, clock: Callable[[], datetime], alike: Alike) -> ImportRun:
    """One batch, all at once, or the end of it."""
    run = ImportRun.objects.select_related("by", "story").get(pk=run_id)
    is_whole = run.state == ImportState.RECORDING and run.policy == ImportPolicy.ALL_OR_NOTHING
    if is_whole and run.attempts <= MOST_ATTEMPTS and permissions.may_record(run.by) and run.rows.waiting().exists():
        _record_all(run, token, clock)
    else:
        _take_a_batch(run, token, clock(), alike)
    run.refresh_from_db()
    return run


@transaction.atomic
def _take_a_batch(run: ImportRun, token: uuid.UUID, now: datetime, alike: Alike) -> None:
    """One batch in one transaction that the lease fences."""
    if run.attempts > MOST_ATTEMPTS:
        changed = _stopped(run, "It ended our program three times.")
    elif run.state == ImportState.CHECKING:
        changed = _check(run, now, alike)
    elif run.state == ImportState.RECORDING:
        changed = _record(run, now)
    else:
        changed = {"next_check_at": None}
    _keep(run, token, {"attempts": 0, "lease_until": now + LEASE, **changed})


def _keep(run: ImportRun, token: uuid.UUID, changed: dict[str, Any]) -> None:
    """Whoever no longer holds the import writes nothing of this transaction."""
    if ImportRun.objects.held(pk=run.pk, token=token).update(**changed) != 1:
        raise _Lost


# --- Checking


def _check(run: ImportRun, now: datetime, alike: Alike) -> dict[str, Any]:
    rows = list(run.rows.unchecked().order_by("number")[:CHECKED_AT_A_TIME])
    if not rows:
        return {"state": ImportState.PREVIEW, "next_check_at": None}
    good = [(row, claim) for row, claim in _read(run, rows, now) if not row.is_bad]
    _compare_with_each_other(run, good)
    _compare_with_the_record(good, alike)
    ImportedRow.objects.bulk_update(
        rows, ["is_checked", "is_bad", "is_alike", "problems", "key", "same_as", "likes"], batch_size=len(rows)
    )
    return {"checked_count": F("checked_count") + len(rows)}


def _read(run: ImportRun, rows: Iterable[ImportedRow], now: datetime) -> list[tuple[ImportedRow, ClaimRow]]:
    """Each row with the claim that it tells, its problems written on it."""
    told = []
    for row in rows:
        claim, problems = as_claim(run, row, now)
        row.is_checked, row.is_bad = True, bool(problems)
        row.problems = [[one.field, one.sentence] for one in problems]
        row.key = "" if row.is_bad else claim.key
        told.append((row, claim))
    return told


def as_claim(run: ImportRun, row: ImportedRow, now: datetime) -> tuple[ClaimRow, tuple[import_rows.Problem, ...]]:
    """The claim that a row tells, and why it cannot be recorded."""
    cells = import_rows.cells_by_field(row.cells, {int(place): name for place, name in run.mapping.items()})
    return import_rows.read_row(cells, now=now, fault=row.fault, claimant=run.claimant)


def _compare_with_each_other(run: ImportRun, good: Iterable[tuple[ImportedRow, ClaimRow]]) -> None:
    """Note at each row the earlier row that says the same words."""
    keys = {row.key for row, _claim in good}
    named = run.rows.filter(key__in=keys, is_checked=True).values_list("key").annotate(first=Min("number"))
    first: dict[str, int] = dict(named)
    for row, _claim in good:
        earlier = first.setdefault(row.key, row.number)
        row.same_as = earlier if earlier != row.number else None


def _compare_with_the_record(good: Sequence[tuple[ImportedRow, ClaimRow]], alike: Alike) -> None:
    """Note at each row the recorded claims that it looks like."""
    ids = {name: Claimant.objects.named(name) for name in {claim.claimant for _row, claim in good}}
    texts = [_pair_text(claim, ids[claim.claimant]) for _row, claim in good]
    for (row, _claim), pairs in zip(good, alike(texts), strict=True):
        likely = [pair for pair in pairs if pair.kind in {claim_pairs.DUPLICATE, claim_pairs.REPEATS}][:MOST_LIKES]
        row.likes = [[pair.claim_id, pair.kind, pair.is_near_certain] for pair in likely]
        row.is_alike = row.same_as is not None or any(pair.is_near_certain for pair in likely)


def _pair_text(claim: ClaimRow, claimant: Any) -> PairText:
    return PairText(
        claim_id=0,
        statement=claim.statement,
        quotation=claim.quotation,
        begins=claim.begins.at if claim.begins else None,
        ends=claim.ends.at if claim.ends else None,
        claimants=frozenset([claimant.pk] if claimant else ()),
    )


# --- Recording


def _record(run: ImportRun, now: datetime) -> dict[str, Any]:
    if not permissions.may_record(run.by):
        return _stopped(run, f"{run.by} may not record claims any more.")
    rows = list(run.rows.waiting().order_by("number")[:RECORDED_AT_A_TIME])
    if not rows:
        return _finished(run, now)
    names = Names(run.by, now)
    try:
        with transaction.atomic():
            recorded = sum(_record_row(run, row, names, now) for row in rows)
    except NotAllowed as refused:
        return _stopped(run, refused.sentence)
    return {
        "recorded_count": F("recorded_count") + recorded,
        "left_out_count": F("left_out_count") + len(rows) - recorded,
    }


def _record_all(run: ImportRun, token: uuid.UUID, clock: Callable[[], datetime]) -> None:
    """All rows or none: everything is read and held against the rules first, then written in one transaction."""
    now = clock()
    _keep(run, token, {"lease_until": now + LEASE_FOR_ALL})
    rows = list(run.rows.waiting().order_by("number"))
    try:
        prepared = claims_at_once.prepare(told=_each_told(run, rows, now), editor=run.by, now=now)
    except Refused as refused:
        with transaction.atomic():
            _keep(run, token, {"attempts": 0, **_stopped(run, refused.sentence)})
        return
    # Somebody wrote down or renamed what the rows name: the next turn reads it.
    with suppress(NamesChanged), transaction.atomic():
        for row, claim in zip(rows, claims_at_once.write(prepared=prepared, editor=run.by), strict=True):
            row.claim, row.state, row.cells = claim, ImportedRowState.RECORDED, []
        ImportedRow.objects.bulk_create(
            rows,
            batch_size=ROWS_AT_A_TIME,
            update_conflicts=True,
            unique_fields=["run", "number"],
            update_fields=["claim", "state", "cells"],
        )
        run.recorded_count = len(rows)
        _keep(run, token, {"attempts": 0, "recorded_count": len(rows), **_finished(run, clock())})


def _each_told(run: ImportRun, rows: Iterable[ImportedRow], now: datetime) -> Iterator[WholeClaim]:
    for row in rows:
        try:
            yield _told(run, row, now)
        except Refused as refused:
            told = _("Row %(n)d: %(sentence)s") % {"n": row.number, "sentence": refused.sentence}
            raise Refused(told) from refused


def _record_row(run: ImportRun, row: ImportedRow, names: Names, now: datetime) -> bool:
    """Whether the row became a claim; one that is refused is left out, and says why."""
    try:
        with transaction.atomic():
            claim = whole_claims.record(told=_told(run, row, now), editor=run.by, now=now, names=names)
            ImportedRow.objects.filter(pk=row.pk).update(claim=claim, state=ImportedRowState.RECORDED, cells=[])
            return True
    except NotAllowed:
        raise
    except Refused as refused:
        names.forget()
        _leave_out(row, refused)
        return False


def _leave_out(row: ImportedRow, refused: Refused) -> None:
    problems = [*row.problems, [refused.field, refused.sentence]]
    ImportedRow.objects.filter(pk=row.pk).update(state=ImportedRowState.LEFT_OUT, is_bad=True, problems=problems)


def _told(run: ImportRun, row: ImportedRow, now: datetime) -> WholeClaim:
    """What a row says, as it is recorded when it is typed. Raises Refused with the first thing that is wrong."""
    told, problems = as_claim(run, row, now)
    if problems:
        raise Refused(problems[0].sentence, field=problems[0].field)
    return WholeClaim(
        wording={
            **_period(told),
            "kind": told.kind,
            "quotation": told.quotation,
            "story": run.story,
            "language": told.language,
            "notes": told.notes,
            "publication": Publication.DRAFT,
        },
        saying={
            "role": told.role,
            "url": told.url,
            "channel": told.channel,
            "quotation": told.quotation,
            "hedge": told.hedge,
            **_moment(told.appeared),
        },
        claimant=told.claimant,
        claimant_kind=told.claimant_kind,
        outlet=told.outlet,
        story=told.story,
        criteria=told.criteria,
    )


def _period(told: ClaimRow) -> Wording:
    known = told.begins or told.ends
    if known is None:
        return {"statement": told.statement}
    return {
        "statement": told.statement,
        "speaks_about_from": told.begins.at if told.begins else None,
        "speaks_about_until": told.ends.at if told.ends else None,
        "speaks_about_precision": known.precision,
        "speaks_about_zone": known.zone,
    }


def _moment(written: WrittenMoment | None) -> Saying:
    if written is None:
        return {}
    return {"appeared_at": written.at, "appeared_precision": written.precision, "appeared_zone": written.zone}


def _finished(run: ImportRun, now: datetime) -> dict[str, Any]:
    after = {"recorded": run.recorded_count, "left_out": run.left_out_count}
    JournalEntry.objects.write(kind=JournalKind.IMPORT_FINISHED, subject=run, after=after, actor=run.by)
    return {"state": ImportState.DONE, "finished_at": now, "next_check_at": None}


def _stopped(run: ImportRun, because: str) -> dict[str, Any]:
    after = {"recorded": run.recorded_count, "left_out": run.left_out_count}
    JournalEntry.objects.write(kind=JournalKind.IMPORT_STOPPED, subject=run, after=after, actor=run.by, reason=because)
    return {"state": ImportState.STOPPED, "stopped_because": because[:300], "next_check_at": None}
