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

from claims.benchmarks import (
    big_feed,
    desk,
    feed_origin,
    journal,
    look_back,
    matching,
    near_copies,
    polling,
    reservation,
    similar_claims,
)
from claims.management.house import MANAGE
from claims.models import Feed

LEAST_CLAIMS, MOST_CLAIMS, MOST_ARTICLES = 100, 10_000_000, 10_000

Figures = dict[str, Any]
Run = Callable[[int, dict[str, Any]], Figures]
INSIDE: dict[str, Run] = {
    "journal": lambda size, _given: journal.run(size=size),
    "matching": lambda _size, given: matching.run(
        sizes=_sizes(given["claims"]),
        articles=min(max(1, given["articles"]), MOST_ARTICLES),
        encoders=given["encoders"],
    ),
}
# These fill tables with rows of their own, so they run on a database of their own.
APART: dict[str, Run] = {
    "polling": lambda _size, given: polling.run(size=max(10, given["feeds"]), changed=given["changed"]),
    "reservation": lambda size, _given: reservation.run(size=size),
    "big_feed": lambda size, _given: big_feed.run(size=size),
    "look_back": lambda size, given: look_back.run(size=size, data=given["data"]),
    "near_copies": lambda size, given: near_copies.run(size=size, texts=given["texts"]),
    "similar_claims": lambda size, _given: similar_claims.run(size=size),
    "desk": lambda size, given: desk.run(
        claims=size,
        articles=max(1, given["articles"]),
        suggestions=min(given["suggestions"], given["articles"]),
        rounds=max(1, given["rounds"]),
    ),
}


class Command(BaseCommand):
    help = "Measure a part of the tracker against a yardstick in the same run; ratios say more than seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=sorted([*INSIDE, *APART]))
        parser.add_argument("--size", type=int, default=10_000, help="acts, due rows, entries, or claims")
        parser.add_argument("--claims", default="10000", help="matching: how many claims; several sizes with commas")
        parser.add_argument("--articles", type=int, default=200, help="matching: asked about; desk: stored")
        parser.add_argument("--suggestions", type=int, default=200, help="desk: about as many of these articles")
        parser.add_argument("--rounds", type=int, default=20, help="desk: requests of each page")
        parser.add_argument(
            "--encoders", default="-", help="matching: also by meaning; names with commas between, default none"
        )
        parser.add_argument("--feeds", type=int, default=1_000, help="polling: feeds")
        parser.add_argument("--changed", type=float, default=0.2, help="polling: the share that changed, 0 to 1")
        parser.add_argument("--data", type=Path, help="look_back: a folder of labelled data, to measure what is found")
        parser.add_argument(
            "--texts", type=Path, help="near_copies: a file of JSON lines with a body, to copy and edit"
        )
        parser.add_argument("--database", default="", help="not for matching and journal: an empty database's address")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        figures = _run(name, options)
        if options["json"]:
            self.stdout.write(json.dumps({"benchmark": name, **figures}, indent=1))
            return
        for figure in [*figures.pop("sizes", []), figures]:
            self.stdout.writelines(f"{label:<40}{value}\n" for label, value in figure.items())


def _run(name: str, given: dict[str, Any]) -> Figures:
    size = max(100, given["size"])
    if name in INSIDE:
        return INSIDE[name](size, given)
    if not 0 <= given["changed"] <= 1:
        raise CommandError("--changed is a share between 0 and 1.")
    if "BENCH" not in os.environ:
        _start_again_at(settings.VAR_DIR / "bench", given["database"])
    call_command("migrate", verbosity=0)
    if Feed.objects.exists():
        raise CommandError("The database that was given is in use: give an empty one.")
    try:
        return APART[name](size, given)
    except OSError as error:
        raise CommandError(f"The texts cannot be read: {error}") from error
    except RuntimeError as error:
        raise CommandError(str(error)) from error


def _sizes(written: str) -> list[int]:
    try:
        sizes = sorted({int(one) for one in written.split(",")})
    except ValueError:
        sizes = []
    if not sizes or sizes[0] < LEAST_CLAIMS or sizes[-1] > MOST_CLAIMS:
        raise CommandError(f"--claims is one number between {LEAST_CLAIMS} and {MOST_CLAIMS}, or several with commas.")
    return sizes


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
