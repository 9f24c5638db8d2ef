"""Learn the matcher's weights from a folder of labelled claims and articles."""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.analysis import lexical_model
from claims.benchmarks import held_out_claims
from claims.benchmarks.held_out_claims import Ranking
from claims.matching import training
from claims.matching.training import LabelledData


class Command(BaseCommand):
    """Writes coefficients and document frequencies, never texts; the same data gives the same bytes."""

    help = "Learn the matcher's weights, measure them on held-out claims, and write them."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--data",
            type=Path,
            required=True,
            metavar="DIR",
            help="emergent_*.jsonl and the rest",
        )
        parser.add_argument("--out", type=Path, default=lexical_model.WEIGHTS, metavar="DIR")
        parser.add_argument(
            "--predictions",
            type=Path,
            metavar="DIR",
            help="also write the held-out predictions here",
        )

    def handle(
        self,
        *args: Any,
        data: Path,
        out: Path,
        predictions: Path | None,
        **options: Any,
    ) -> None:
        try:
            labelled = training.read_labelled(data)
        except (OSError, ValueError, KeyError) as reason:
            raise CommandError(f"--data: {data} does not hold the labelled claims and articles: {reason}") from reason
        large = list(held_out_claims.rankings(labelled))
        small = list(held_out_claims.rankings(labelled, with_distractors=False))
        floor = held_out_claims.choose_floor(large)
        figures = {
            "large_store": _figures(large, floor),
            "small_store": _figures(small, floor),
        }
        model, _ = training.fit(labelled)
        lexical_model.write_model(replace(model, floor=floor), out, notes={"held_out": figures})
        if predictions:
            _write_predictions(predictions, large, labelled, floor)
        self.stdout.write(json.dumps(figures | {"version": lexical_model.load_model(out).version}, indent=1))


def _figures(ranked: list[Ranking], floor: float) -> dict[str, float]:
    return held_out_claims.rank_figures(ranked) | held_out_claims.decision_figures(ranked, floor)


def _write_predictions(folder: Path, ranked: list[Ranking], data: LabelledData, floor: float) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, is_recorded in (("retrieval.jsonl", True), ("without.jsonl", False)):
        lines = (
            held_out_claims.prediction(
                one.article.key,
                one.recorded if is_recorded else one.unrecorded,
                data.keys,
                floor,
            )
            for one in ranked
        )
        (folder / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
