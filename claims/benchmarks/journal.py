"""Time the journal's numbered, chained acts beside plain inserts into the same database, and undo both."""

import time
from collections.abc import Callable

from django.db import transaction

from claims.models import Outlet, database_now
from claims.recording import outlets


class _Undo(Exception):
    """Ends the measuring transaction without a trace."""


def run(*, size: int) -> dict[str, float]:
    """Acts per second, in one transaction that is rolled back: the record is append-only."""
    figures: dict[str, float] = {"acts": size}
    try:
        with transaction.atomic():
            acts = _seconds(_act, size)
            inserts = _seconds(_insert, size)
            figures["acts_per_second"] = round(size / acts)
            figures["plain_inserts_per_second"] = round(size / inserts)
            figures["act_over_insert"] = round(acts / inserts, 1)
            raise _Undo
    except _Undo:
        return figures


def _act(number: int) -> None:
    outlets.record(name=f"Measured {number}", slug=f"measured-{number}", editor=None, now=database_now())


def _insert(number: int) -> None:
    Outlet.objects.create(name=f"Plain {number}", slug=f"plain-{number}")


def _seconds(act: Callable[[int], None], times: int) -> float:
    began = time.perf_counter()
    for number in range(times):
        act(number)
    return time.perf_counter() - began
