"""Replay labelled claims and articles through the real pipeline: `manage.py replay DIR`."""

import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.benchmarks import replay, replay_wire
from claims.benchmarks.replay import Account
from claims.benchmarks.replay_rows import Rows, UnreadableRows, read
from claims.management.children import Child, Children
from claims.management.house import MANAGE, start_redis, workers
from claims.management.redis_server import NoRedis
from claims.models import database_now

PORT = 8742
STILL = 180.0  # seconds without progress after which something is lost
BAR = 40  # characters


class Command(BaseCommand):
    help = "Serve the rows of a folder as feeds and pages on loopback, let the real workers read them, account for all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="holds emergent_claims.jsonl and emergent_articles.jsonl")
        parser.add_argument("--port", type=int, default=PORT, help="of the loopback wire")
        parser.add_argument("--fresh", action="store_true", help="forget what an earlier run did")
        parser.add_argument("--serve", action="store_true", help="only serve the wire (the command starts this itself)")

    def handle(self, *args: Any, folder: Path, port: int, fresh: bool, serve: bool, **options: Any) -> None:
        try:
            rows = read(folder)
        except UnreadableRows as error:
            raise CommandError(str(error)) from error
        if serve:
            return _serve(rows, port)
        if "REPLAY" not in os.environ:
            _start_again_at(settings.VAR_DIR / "replay" / rows.digest, rows, port, fresh=fresh)
        return self._replay(rows, folder, port)

    def _replay(self, rows: Rows, folder: Path, port: int) -> None:
        began = time.monotonic()
        call_command("migrate", verbosity=0)
        replay.load(rows, port=port, now=database_now())
        with tempfile.TemporaryDirectory(prefix="sns-") as short, Children(environment=os.environ) as children:
            try:
                children.environment["REDIS_URL"] = start_redis(children, short=Path(short))
            except NoRedis as error:
                raise CommandError(str(error)) from error
            children.start(Child("the wire", [*MANAGE, "replay", str(folder), f"--port={port}", "--serve"]))
            for child in workers():
                children.start(child)
            revived = self._until_done(children, rows, port)
            is_interrupted = children.is_stopping
        account = replay.account(rows, port=port)
        report = {**account.as_json(), "revived": revived, "seconds": round(time.monotonic() - began, 1)}
        self.stdout.write(json.dumps(report, indent=1))
        if is_interrupted:
            raise CommandError("Interrupted: start it again and it goes on where it was.")
        if not account.is_complete:
            raise CommandError(f"{account.missing} rows were never read and {account.unmatched} were not matched.")

    def _until_done(self, children: Children, rows: Rows, port: int) -> list[str]:
        """Watch until every row is accounted for, or nothing has moved for long. The names of workers that died."""
        revived: list[str] = []
        last, moved_at = None, time.monotonic()
        while not children.is_stopping:
            revived += children.revive()
            account = replay.account(rows, port=port)
            self._show(account)
            if account.is_complete:
                break
            if account != last:
                last, moved_at = account, time.monotonic()
            if time.monotonic() - moved_at > STILL:
                break
            time.sleep(2)
        self.stderr.write("")
        return revived

    def _show(self, account: Account) -> None:
        done = account.rows - account.missing
        filled = BAR * done // account.rows
        bar = "#" * filled + "-" * (BAR - filled)
        self.stderr.write(f"\r[{bar}] {done}/{account.rows} read, {account.unmatched} to match ", ending="")
        self.stderr.flush()


def _start_again_at(home: Path, rows: Rows, port: int, *, fresh: bool) -> None:
    """Run this command anew with a database, a Redis and secrets of its own: the newsroom's record is append-only."""
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    networks = sorted({host.rpartition(".")[0] for host in rows.sources().values()})
    environment = {
        **os.environ,
        "REPLAY": "1",
        "VAR_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'replay.sqlite3'}",
        "SITE_URL": "http://127.0.0.1:8000",
        "FETCH_ALLOW_TARGETS": ",".join(f"{network}.0/24:{port}" for network in networks),
        # Politeness stays on, one request at a time per host; only the pause is shorter than on the real web.
        "FETCH_HOST_DELAY_SECONDS": "0.1",
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }
    arguments = [one for one in sys.argv[1:] if one != "--fresh"]
    os.execve(  # noqa: S606  this very program, with an environment of its own
        sys.executable, [*MANAGE, *arguments], environment
    )


def _serve(rows: Rows, port: int) -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        replay_wire.serve(replay_wire.answers(rows, port=port), port=port, stop=stop)
    except OSError as error:
        raise CommandError(f"The wire cannot serve on port {port}: {error.strerror}.") from error
