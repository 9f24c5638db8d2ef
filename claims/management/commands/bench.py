"""Measure a part against a yardstick in the same run: `manage.py bench NAME [--json]`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.benchmarks import journal, matching

BENCHMARKS = {"matching": matching.run, "journal": journal.run}


class Command(BaseCommand):
    help = "Measure a part of the tracker against a yardstick in the same run; ratios say more than seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=sorted(BENCHMARKS))
        parser.add_argument("--size", type=int, default=10_000, help="claims, or acts")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, name: str, size: int, **options: Any) -> None:
        figures = BENCHMARKS[name](size=max(100, size))
        if options["json"]:
            self.stdout.write(json.dumps({"benchmark": name, **figures}, indent=1))
            return
        for label, value in figures.items():
            self.stdout.write(f"{label:<32}{value}")
