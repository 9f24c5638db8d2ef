"""Measure a part against a yardstick in the same run: `manage.py bench NAME [--json]`."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.benchmarks import big_feed, feed_origin, journal, matching, polling, reservation
from claims.management.house import MANAGE
from claims.models import Feed

Run = Callable[..., dict[str, Any]]
INSIDE: dict[str, Run] = {"matching": matching.run, "journal": journal.run}
# These fill tables with rows of their own, so they run on a database of their own.
APART: dict[str, Run] = {"polling": polling.run, "reservation": reservation.run, "big_feed": big_feed.run}


class Command(BaseCommand):
    help = "Measure a part of the tracker against a yardstick in the same run; ratios say more than seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=sorted(INSIDE | APART))
        parser.add_argument("--size", type=int, default=10_000, help="claims, acts, due rows, or entries")
        parser.add_argument("--feeds", type=int, default=1_000, help="polling: feeds")
        parser.add_argument("--changed", type=float, default=0.2, help="polling: the share that changed, 0 to 1")
        parser.add_argument("--database", default="", help="not for matching and journal: an empty database's address")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        figures = _run(name, options)
        if options["json"]:
            self.stdout.write(json.dumps({"benchmark": name, **figures}, indent=1))
            return
        for label, value in figures.items():
            self.stdout.write(f"{label:<32}{value}")


def _run(name: str, options: dict[str, Any]) -> dict[str, Any]:
    if name in INSIDE:
        return INSIDE[name](size=max(100, options["size"]))
    if not 0 <= options["changed"] <= 1:
        raise CommandError("--changed is a share between 0 and 1.")
    if "BENCH" not in os.environ:
        _start_again_at(settings.VAR_DIR / "bench", options["database"])
    call_command("migrate", verbosity=0)
    if Feed.objects.exists():
        raise CommandError("The database that was given is in use: give an empty one.")
    try:
        if name == "polling":
            return polling.run(size=max(10, options["feeds"]), changed=options["changed"])
        return APART[name](size=max(100, options["size"]))
    except RuntimeError as error:
        raise CommandError(str(error)) from error


def _start_again_at(home: Path, database: str) -> None:
    """Run this command anew with an empty database of its own, allowed to ask its own origin."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    networks = feed_origin.networks(polling.MOST_HOSTS)
    environment = {
        **os.environ,
        "BENCH": "1",
        "VAR_DIR": str(home),
        "DATABASE_URL": database or f"sqlite:///{home / 'bench.sqlite3'}",
        "SITE_URL": "http://127.0.0.1:8000",
        "FETCH_ALLOW_TARGETS": ",".join(f"{network}:{polling.PORT}" for network in networks),
    }
    os.execve(sys.executable, [*MANAGE, *sys.argv[1:]], environment)  # noqa: S606  this very program
