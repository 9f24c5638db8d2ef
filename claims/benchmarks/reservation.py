"""Time how fast due feeds are reserved, by one process and by four at once, beside one UPDATE a row."""

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from multiprocessing.synchronize import Barrier
from statistics import median
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from claims.models import Claim, ClaimWatch, Feed, Host, Outlet, User, database_now
from claims.monitoring import feeds, searches, visits

BATCH = 100  # rows of one reservation
PROCESSES = 4
PLAIN = 2000  # rows of the yardstick


def run(*, size: int) -> dict[str, float]:
    """Rows reserved per second when `size` feeds on as many hosts are due; `double` counts rows that two had."""
    _load(size)
    _load_claims(size)
    looks = {
        "find_200_feeds_ms": _milliseconds(feeds.rows().ready),
        "find_200_claims_ms": _milliseconds(searches.ready),
    }
    plain = _plain(min(size, PLAIN))
    _make_due()
    began = time.perf_counter()
    alone = len(_reserve_all(size))
    seconds_alone = time.perf_counter() - began
    _make_due()
    seconds, taken = _together(size)
    counts = Counter(taken)
    return {
        "due_rows": size,
        **looks,
        "reserved": alone,
        "rows_per_second": round(alone / seconds_alone),
        "reserved_by_four": len(counts),
        "rows_per_second_by_four": round(len(counts) / seconds),
        "double": sum(count - 1 for count in counts.values()),
        "plain_updates_per_second": round(plain),
        "over_plain": round(alone / seconds_alone / plain, 2),
    }


def _load(size: int) -> None:
    now = database_now()
    outlet = Outlet.objects.create(name="Measured", slug="measured")
    names = [f"outlet{number}.example" for number in range(size)]
    Host.objects.bulk_create([Host(name=name, next_check_at=now) for name in names], batch_size=5000)
    rows = [
        Feed(outlet=outlet, url=f"https://{name}/feed", host=name, next_check_at=now, created_at=now) for name in names
    ]
    Feed.objects.bulk_create(rows, batch_size=5000)


def _load_claims(size: int) -> None:
    """As many claims, all of them due."""
    now = database_now()
    editor = User.objects.create(username="measured")
    claims = [
        Claim(statement=f"Claim {number}", slug=f"claim-{number}", created_by=editor, created_at=now)
        for number in range(size)
    ]
    Claim.objects.bulk_create(claims, batch_size=5000)
    watches = [ClaimWatch(claim=claim, next_check_at=now) for claim in claims]
    ClaimWatch.objects.bulk_create(watches, batch_size=5000)


def _milliseconds(ready: Callable[[datetime], "QuerySet[Any]"]) -> float:
    """One look for the 200 rows that have been due longest: the median of ten."""
    found = []
    for _ in range(10):
        began = time.perf_counter()
        list(ready(database_now()).values_list("pk", flat=True)[:200])
        found.append(time.perf_counter() - began)
    return round(1000 * median(found), 1)


def _make_due() -> None:
    for model in (Feed, Host):
        model._default_manager.update(lease_until=None, lease_token=None, next_check_at=database_now())


def _reserve_all(most: int) -> list[int]:
    """Reserve until nothing is due."""
    taken: list[int] = []
    while len(taken) < most:
        held = visits.reserve(feeds.rows(), now=database_now(), most=BATCH)
        if not held and not feeds.rows().ready(database_now()).exists():
            break
        taken += [one.row.pk for one in held]
    return taken


def _together(size: int) -> tuple[float, list[int]]:
    connections.close_all()
    context = multiprocessing.get_context("fork")
    start, answers = context.Barrier(PROCESSES + 1), context.SimpleQueue()
    workers = [context.Process(target=_work, args=(start, answers, size)) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    start.wait()
    began = time.perf_counter()
    taken = [pk for _ in workers for pk in answers.get()]
    seconds = time.perf_counter() - began
    for worker in workers:
        worker.join()
    return seconds, taken


def _work(start: Barrier, answers: Any, size: int) -> None:
    start.wait()
    answers.put(_reserve_all(size))


def _plain(rows: int) -> float:
    """One conditional UPDATE a row: the least that anybody could do for a reservation."""
    pks = list(Feed.objects.order_by("pk").values_list("pk", flat=True)[:rows])
    began = time.perf_counter()
    for pk in pks:
        Feed.objects.reserve(pk=pk, now=database_now(), lease=visits.LEASE)
    return rows / (time.perf_counter() - began)
