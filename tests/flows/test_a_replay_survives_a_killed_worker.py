"""`replay` accounts for every row, also when a worker is killed, and when it is started twice."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from claims.benchmarks import replay_rows
from tests.management.test_up import PATIENCE, ROOT, command_of, descendants, eventually, free_port, is_running

WEATHER = ("floods", "hail", "drought", "frost", "thunder", "fog")


def rows_in(folder: Path) -> Path:
    """Six claims, two articles each; one of the articles has no body."""
    folder.mkdir()
    claims = [{"id": f"c{n}", "text": f"Heavy {what} closed the harbour of Bergen"} for n, what in enumerate(WEATHER)]
    articles = [
        {
            "id": f"a{n}-{copy}",
            "gold": [f"c{n}"],
            "title": f"Harbour of Bergen closed by heavy {what}",
            "source": f"outlet{copy}.example",
            "body": None if (n, copy) == (0, 0) else f"Heavy {what} closed the harbour on day {copy}, the port said.",
        }
        for n, what in enumerate(WEATHER)
        for copy in range(2)
    ]
    for name, rows in ((replay_rows.CLAIMS, claims), (replay_rows.ARTICLES, articles)):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def start(folder: Path, home: Path, port: int) -> "subprocess.Popen[str]":
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(home)}
    command = [sys.executable, "manage.py", "replay", str(folder), f"--port={port}"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def ended(process: "subprocess.Popen[str]") -> dict[str, object]:
    said, _nothing = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    report: dict[str, object] = json.loads(said)
    return report


def workers_below(pid: int) -> list[int]:
    """The matching worker, which is one process."""
    return [child for child in descendants(pid) if b"--queues=match" in command_of(child)]


def test_every_row_is_accounted_for_and_a_second_start_doubles_nothing(tmp_path: Path) -> None:
    folder, home, port = rows_in(tmp_path / "rows"), tmp_path / "var", free_port()
    process = start(folder, home, port)
    assert eventually(lambda: bool(workers_below(process.pid)))
    children = descendants(process.pid)
    os.kill(workers_below(process.pid)[0], signal.SIGKILL)
    first = ended(process)
    assert first["rows"] == 12
    assert first["missing"] == first["unmatched"] == 0
    assert first["headline_only"] == 1
    assert first["own_article"] == 11
    assert first["rank_1"] == 12
    assert "the matching worker" in first["revived"]  # type: ignore[operator]  # a list of names
    assert not any(is_running(pid) for pid in children)
    second = ended(start(folder, home, port))
    unchanged = ("own_article", "headline_only", "revisions", "suggestions", "rank_1")
    assert {name: second[name] for name in unchanged} == {name: first[name] for name in unchanged}
