"""Run the whole suite on SQLite and again on PostgreSQL, both with a real Redis: `make test`."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree as ET

from tests import processes


def main(arguments: list[str]) -> int:
    """Both runs, then a closing count for each. Status 1 when a test failed or none ran."""
    counts: dict[str, dict[str, int]] = {}
    with processes.redis() as redis_url:
        with tempfile.TemporaryDirectory(prefix="sns-") as folder:
            counts["SQLite"] = run({"DATABASE_URL": f"sqlite:///{folder}/run.sqlite3"}, redis_url, arguments)
        with processes.postgresql() as database_url:
            # The whole server goes afterwards: no need to wait until the last worker's session has left a database.
            counts["PostgreSQL"] = run({"DATABASE_URL": database_url}, redis_url, ["--reuse-db", *arguments])
    for name, count in counts.items():
        seconds = count.pop("seconds")
        print(f"{name}: " + ", ".join(f"{number} {what}" for what, number in count.items()) + f" in {seconds} s")
    return int(any(count["failed"] or not count["passed"] for count in counts.values()))


def run(database: dict[str, str], redis_url: str, arguments: list[str]) -> dict[str, int]:
    """One run of pytest in a process of its own; how many tests passed, failed and were skipped."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sns-") as folder:
        environment = {
            **os.environ,
            **database,
            "REDIS_URL": redis_url,
            "SECRET_KEY": "a key for tests only, which protects nothing at all",
            "SEALING_KEYS": "dGhpcyBrZXkgc2VhbHMgb25seSB0ZXN0cywgb2shISE=",
            "VAR_DIR": folder,
            "XDG_RUNTIME_DIR": folder,
            # Loading them takes seconds in every process; the tests of encoders load their own.
            "MATCH_ENCODERS": "none",
        }
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", f"--junit-xml={report}", *arguments]
        code = subprocess.run(command, env=environment, check=False).returncode
        totals = ET.parse(report).getroot().find("testsuite").attrib if report.exists() else {}
    failed = int(totals.get("failures", 0)) + int(totals.get("errors", 0))
    skipped = int(totals.get("skipped", 0))
    return {
        "passed": int(totals.get("tests", 0)) - failed - skipped,
        "failed": failed or int(code != 0),
        "skipped": skipped,
        "seconds": round(time.monotonic() - began),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
