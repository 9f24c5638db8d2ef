"""Beat, a worker, a Redis and an outlet, all real: a feed becomes a suggestion while nobody does anything."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.management.test_up import ROOT, eventually
from tests.tasks.conftest import Outlet, serving

# Told to end, a worker finishes what is under way: as long as a task may take (CELERY_TASK_TIME_LIMIT).
ENDS_WITHIN = 130
SEED = """
from claims.models import database_now
from claims.monitoring import feeds
from claims.recording import claims
from claims.vocabulary import Role
from tests import factories
statement = "Russia is withdrawing some of its troops from the border with Ukraine"
claims.record(statement=statement, editor=factories.person("ada", Role.EDITOR), now=database_now())
feeds.add(url={url!r}, now=database_now(), fetch=None)
"""


@pytest.fixture
def environment(outlet: Outlet, redis_url: str, tmp_path: Path) -> dict[str, str]:
    """A newsroom of the test's own: its database, its Redis number, its outlet."""
    return {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'newsroom.sqlite3'}",
        "REDIS_URL": redis_url,
        "FETCH_ALLOW_TARGETS": outlet.host,
        "FETCH_HOST_DELAY_SECONDS": "0.2",
    }


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with serving() as server:
        yield server


def run(environment: dict[str, str], *arguments: str) -> None:
    ended = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr.decode()


@contextmanager
def celery(environment: dict[str, str], *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    log = Path(environment["VAR_DIR"]) / f"{arguments[0]}.log"
    command = [sys.executable, "-m", "celery", "-A", "tracker", *arguments]
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(ENDS_WITHIN)


def count(environment: dict[str, str], table: str) -> int:
    database = sqlite3.connect(Path(environment["VAR_DIR"]) / "newsroom.sqlite3")
    try:
        (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(number)
    finally:
        database.close()


def test_a_feed_becomes_a_suggestion_and_the_claim_is_checked(environment: dict[str, str], outlet: Outlet) -> None:
    run(environment, "manage.py", "migrate", "-v", "0")
    run(environment, "manage.py", "shell", "-v", "0", "-c", SEED.format(url=outlet.url("/feed.xml")))
    folder = environment["VAR_DIR"]
    with ExitStack() as processes:
        queues = "fetch,match,notify,default"
        processes.enter_context(celery(environment, "worker", "-Q", queues, "-c", "2"))
        processes.enter_context(celery(environment, "beat", "-s", f"{folder}/beat", "--pidfile", ""))
        found = eventually(lambda: count(environment, "claims_suggestion") > 0)
        logs = "\n".join(Path(folder, f"{name}.log").read_text() for name in ("worker", "beat"))
        assert found, logs
        assert eventually(lambda: count(environment, "claims_followupcheck") > 0), logs
    assert sorted(outlet.asked) == ["/feed.xml", "/story"]
    assert count(environment, "claims_suggestion") == count(environment, "claims_revision") == 1
    run(environment, "manage.py", "verify_record")
