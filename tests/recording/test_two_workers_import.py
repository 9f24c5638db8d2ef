"""Two workers at once: one of them records, and every row is recorded once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from claims.models import Claim, ImportRun
from claims.recording import import_work, imports
from tests.factories import NOON
from tests.recording.test_an_import_that_was_cut_short import MANY, ROWS
from tests.recording.test_importing_claims import nothing_alike, opened, work

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's writers wait for each other"),
    pytest.mark.django_db(transaction=True),
]


def at_once(run: ImportRun, workers: int) -> list[ImportRun | None]:
    """What each of as many workers had to do."""

    def advance(_number: int) -> ImportRun | None:
        try:
            return import_work.advance(run_id=run.pk, clock=lambda: NOON, alike=nothing_alike)
        finally:
            connection.close()

    worker: Callable[[int], ImportRun | None] = advance
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(worker, range(workers)))


def test_one_of_them_records() -> None:
    run = opened(MANY)
    work(run)
    imports.start(run=run, policy="leave_out", leaves_out_alike=True, editor=run.by, now=NOON)
    assert len([done for done in at_once(run, 4) if done is not None]) == 1
    assert Claim.objects.count() == ROWS


def test_two_clicks_at_once_start_it_once() -> None:
    run = opened(MANY)

    def click(_number: int) -> None:
        try:
            imports.start(run=run, policy="leave_out", leaves_out_alike=True, editor=run.by, now=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(click, range(2)))
    at_once(run, 2)
    work(run)
    assert Claim.objects.count() == ROWS
