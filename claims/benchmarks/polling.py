"""Time polls of unchanged and changed feeds, beside a naive loop of httpx and feedparser over the same feeds."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import feedparser
import httpx
from django.conf import settings

from claims import tasks
from claims.benchmarks import feed_origin
from claims.models import Feed, FeedCheck, Host, Outlet, database_now
from claims.monitoring import rounds
from claims.vocabulary import FeedCheckOutcome

MOST_HOSTS = 500
LONGEST_ROUND = 600.0  # seconds
PORT = 8743
FEEDS = rounds.LINES[:1]
Figures = dict[str, float]


def run(*, size: int, changed: float) -> Figures:
    """Polls per minute of one process for `size` feeds: all unchanged, all changed (10 new entries), and a mixture.

    changed: the share of the mixture's feeds that have changed, 0..1. CPU in milliseconds of this process, memory in
    MB at its peak. `most_at_once_per_host` is what the origin saw.
    """
    hosts = min(size, MOST_HOSTS)
    with _origin(hosts) as base:
        _load(size, hosts)
        first = _round(size, "first_read")
        _share(base, 0.0)
        before = _peak_memory()
        unchanged = _round(size, "unchanged")
        _share(base, 1.0)
        all_changed = _round(size, "changed")
        _share(base, changed)
        mixed = _round(size, "mixed")
        naive = _naive(base, hosts, min(size, 500))
        with urlopen(f"{base}/seen") as answer:  # noqa: S310  our own origin
            seen = json.load(answer)
    return {
        "feeds": size,
        "hosts": hosts,
        **first,
        **unchanged,
        **all_changed,
        **mixed,
        **naive,
        "unchanged_over_naive": _ratio(unchanged["unchanged_per_minute"], naive["naive_unchanged_per_minute"]),
        "changed_over_naive": _ratio(all_changed["changed_per_minute"], naive["naive_changed_per_minute"]),
        "memory_mb_after_first_read": before,
        "memory_mb_at_the_end": _peak_memory(),
        "most_at_once_per_host": seen["most_at_once"],
    }


@contextmanager
def _origin(hosts: int) -> Iterator[str]:
    """The origin in a process of its own, so that its work is not counted as ours."""
    command = [sys.executable, "-m", "claims.benchmarks.feed_origin", f"--hosts={hosts}", f"--port={PORT}"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
    _keep_apart(process.pid)
    try:
        assert process.stdout is not None
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"The origin could not listen on port {PORT}.")
        yield f"http://{feed_origin.host(0)}:{PORT}"
    finally:
        process.terminate()
        process.wait(10)


def _keep_apart(origin: int) -> None:
    """One core for us, the others for the origin, where the system lets a process choose."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if len(cores) > 1:
        os.sched_setaffinity(origin, cores[1:])
        os.sched_setaffinity(0, cores[:1])


def _load(size: int, hosts: int) -> None:
    now = database_now()
    names = [f"{feed_origin.host(number)}:{PORT}" for number in range(hosts)]
    Host.objects.bulk_create([Host(name=name, next_check_at=now) for name in names])
    outlet = Outlet.objects.create(name="Measured", slug="measured")
    rows = [
        Feed(
            outlet=outlet,
            url=f"http://{names[number % hosts]}/feed/{number}",
            host=names[number % hosts],
            next_check_at=now,
            created_at=now,
        )
        for number in range(size)
    ]
    Feed.objects.bulk_create(rows, batch_size=1000)


def _round(size: int, name: str) -> Figures:
    """One poll of every feed."""
    now = database_now()
    Feed.objects.update(next_check_at=now)
    Host.objects.update(next_check_at=now)
    began, cpu = time.perf_counter(), time.process_time()
    outcomes = list(rounds.read_due(clock=database_now, fetch=tasks.web(), seconds=LONGEST_ROUND, lines=FEEDS))
    seconds, spent = time.perf_counter() - began, time.process_time() - cpu
    failed = FeedCheck.objects.filter(outcome=FeedCheckOutcome.FAILED).count()
    if len(outcomes) != size or failed:
        raise RuntimeError(f"{len(outcomes)} of {size} feeds were polled, {failed} failed.")
    return {
        f"{name}_per_minute": round(size / seconds * 60),
        f"{name}_cpu_ms": round(spent / size * 1000, 2),
        f"{name}_per_core_minute": round(size / spent * 60),
    }


def _share(base: str, share: float) -> None:
    with urlopen(f"{base}/share/{share}"):  # noqa: S310  our own origin
        pass


def _naive(base: str, hosts: int, size: int) -> Figures:
    """What anybody would write first: one request after another, nothing kept but the ETag."""
    urls = [f"http://{feed_origin.host(number % hosts)}:{PORT}/feed/{number}" for number in range(size)]
    etags: dict[str, str] = {}
    found: Figures = {}
    with httpx.Client() as client:
        for name, share in (("changed", 1.0), ("unchanged", 0.0)):
            _share(base, share)
            began = time.perf_counter()
            for url in urls:
                answer = client.get(url, headers={"If-None-Match": etags.get(url, "")})
                if answer.status_code == 200:
                    etags[url] = answer.headers["etag"]
                    feedparser.parse(answer.content)
            found[f"naive_{name}_per_minute"] = round(size / (time.perf_counter() - began) * 60)
    return found


def _ratio(ours: float, theirs: float) -> float:
    return round(ours / theirs, 2)


def _peak_memory() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
