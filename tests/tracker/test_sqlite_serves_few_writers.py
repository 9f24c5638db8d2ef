"""A worker that would bring more writers than SQLite serves does not start, and says what to do instead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
URLS = {"sqlite": "sqlite:///{folder}/db.sqlite3", "postgresql": "postgres://nobody@127.0.0.1:1/none"}


def start(folder: Path, engine: str, processes: int) -> "subprocess.Popen[str]":
    environment = {
        **os.environ,
        "VAR_DIR": str(folder),
        "DATABASE_URL": URLS[engine].format(folder=folder),
        "REDIS_URL": f"unix://{folder}/no-redis",
    }
    command = [sys.executable, "-m", "celery", "--app", "tracker", "--quiet", "worker", f"--concurrency={processes}"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def test_five_processes_on_sqlite_are_refused_in_one_sentence(tmp_path: Path) -> None:
    worker = start(tmp_path, "sqlite", 5)
    said, _nothing = worker.communicate(timeout=60)
    assert worker.returncode != 0
    assert "SQLite serves at most 4 writing processes, not 5" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(("engine", "processes"), [("sqlite", 4), ("postgresql", 9)])
def test_as_many_as_the_database_serves_start(tmp_path: Path, engine: str, processes: int) -> None:
    worker = start(tmp_path, engine, processes)
    try:
        assert worker.stdout is not None
        said = ""
        while "Cannot connect" not in said and (line := worker.stdout.readline()):
            said += line
        assert "SQLite serves" not in said
        assert "Cannot connect" in said
    finally:
        worker.kill()
        worker.communicate()
