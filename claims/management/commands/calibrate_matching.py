"""Propose thresholds of matching from editors' decisions, and show their effect before anybody adopts them."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.analysis import calibration
from claims.analysis.thresholds import Thresholds
from claims.management import calibration_report
from claims.management.calibration_report import Report
from claims.matching import thresholds
from claims.models import Suggestion, User, database_now
from claims.refusals import Refused
from claims.verification import agreement

THREE = ("silent", "show", "strict")


class Command(BaseCommand):
    help = "Hold the matcher's probabilities against editors' decisions; without --adopt nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=_day, metavar="YYYY-MM-DD", help="only decisions made from this day on (UTC)"
        )
        parser.add_argument(
            "--wanted", type=_probability, metavar="P", help="the share of shown ones to be right, 0..1"
        )
        parser.add_argument("--all-models", action="store_true", help="also decisions on what earlier models suggested")
        for name in THREE:
            parser.add_argument(
                f"--{name}", type=_probability, metavar="P", help=f"take this {name}, whatever is proposed"
            )
        parser.add_argument("--adopt", action="store_true", help="let the proposal hold from now on")
        parser.add_argument("--by", metavar="USER", help="the chief who adopts it")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        report = _report(options)
        told = report.as_json()
        if options["adopt"]:
            _adopt(report, told, by=options["by"])
        told["is_adopted"] = options["adopt"]
        if options["json"]:
            self.stdout.write(json.dumps(told, indent=1))
            return
        for line in calibration_report.lines(told):
            self.stdout.write(line)
        self.stdout.write("Adopted." if options["adopt"] else "Nothing was changed. To adopt it: --adopt --by USER.")


def _report(options: dict[str, Any]) -> Report:
    held = thresholds.in_force()
    every = Suggestion.objects.judged(options["since"])
    newest = every.order_by("-created_at", "-pk").values_list("model_version", flat=True).first() or ""
    rows = every if options["all_models"] else every.filter(model_version=newest)
    decided = agreement.labels(rows)
    wanted = settings.MATCH_PRECISION if options["wanted"] is None else options["wanted"]
    proposed = calibration.propose(decided, wanted=wanted, held=held.thresholds)
    return Report(
        decided=decided,
        model="every model" if options["all_models"] else newest,
        left_out=every.count() - len(decided),
        found_by_hand=agreement.found_by_hand(),
        wanted=wanted,
        since=options["since"].date().isoformat() if options["since"] else "",
        held=held.thresholds,
        set_by_environment=held.set_by_environment,
        chosen=_chosen(proposed, held.thresholds, {name: options[name] for name in THREE}),
    )


def _chosen(proposed: Thresholds | None, held: Thresholds, named: dict[str, float | None]) -> Thresholds | None:
    """The proposal with what was named on the command line in its place; from today's when nothing is proposed."""
    pins = {name: value for name, value in named.items() if value is not None}
    if proposed is None and not pins:
        return None
    try:
        return (proposed or held).pinned(pins)
    except ValueError as reason:
        raise CommandError(str(reason)) from reason


def _adopt(report: Report, told: dict[str, Any], *, by: str | None) -> None:
    if not by:
        raise CommandError("Say who adopts it: --adopt --by USER.")
    editor = User.objects.filter(username=by).first()
    if editor is None:
        raise CommandError(f"There is nobody of the name {by}.")
    if report.chosen is None:
        raise CommandError(f"There is nothing to adopt. {told['why_nothing_is_proposed']}")
    kept = ("decided", "confirmed", "since", "wanted", "refit", "effect", "effect_on_the_newer_half")
    try:
        thresholds.adopt(
            chosen=report.chosen,
            figures={name: told[name] for name in kept},
            model_version=report.model,
            editor=editor,
            now=database_now(),
        )
    except Refused as refused:
        raise CommandError(refused.sentence) from refused


def _day(value: str) -> datetime:
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise ArgumentTypeError(f"{value!r} is no day: write it as 2026-11-26.") from None


def _probability(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ArgumentTypeError(f"{value!r} is no probability: it must be from 0 to 1.")
    return number
