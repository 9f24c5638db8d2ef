"""Learn the matcher's weights from a folder of labelled claims and articles."""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.analysis import encoders, lexical_model
from claims.analysis.encoders import Encoder
from claims.analysis.weight_sets import FOREIGN, SAME
from claims.benchmarks import held_out_claims, matching_plots
from claims.benchmarks.held_out_claims import FOREIGN_EVERY, Ranking
from claims.matching import labelled, training
from claims.matching.labelled import LabelledData
from claims.matching.training import Trainer

SHOW = labelled.RECOMMENDED.show


class Command(BaseCommand):
    """Writes coefficients and document frequencies, never texts; the same data and encoders give the same bytes."""

    help = "Learn the matcher's weights, measure them on held-out claims, and write them."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="emergent_*.jsonl and the rest")
        parser.add_argument("--out", type=Path, default=lexical_model.WEIGHTS, metavar="DIR")
        parser.add_argument("--encoders", help="names with commas between; default: all that are installed; none: -")
        parser.add_argument(
            "--plots", type=Path, metavar="DIR", help="also draw the held-out scores of the fullest set"
        )
        parser.add_argument("--predictions", type=Path, metavar="DIR", help="also write the held-out predictions here")

    def handle(self, *args: Any, data: Path, out: Path, predictions: Path | None, **options: Any) -> None:
        try:
            known = labelled.read_labelled(data)
        except (OSError, ValueError, KeyError) as reason:
            raise CommandError(f"--data: {data} does not hold the labelled claims and articles: {reason}") from reason
        trainer = Trainer(known, _loaded(options["encoders"]))
        ranked = held_out_claims.rankings(trainer)
        moves = {name: held_out_claims.shift(one) for name, one in ranked.items()}
        first = {name: held_out_claims.shifted(one, moves[name]) for name, one in ranked.items()}
        again = {one.name: held_out_claims.looked_again(first[one.name]) for one in trainer.kinds() if one.looks_again}
        ranked = first | {name: one for name, (one, _move) in again.items()}
        figures = {name: _figures(one) for name, one in ranked.items()}
        figures |= {f"{name}, one look": _figures(first[name]) for name in again}
        model = labelled.untrained(known)
        shortlists = {
            SAME: trainer.shortlists(known.articles, model, is_foreign=False),
            FOREIGN: trainer.shortlists(known.articles[::FOREIGN_EVERY], model, is_foreign=True),
        }
        learned = trainer.learned(model, shortlists)
        sets = {
            name: replace(one, intercept=round(one.intercept + moves[name], 5)) for name, one in learned.sets.items()
        }
        second_looks = {
            name: training.fit_second_look(sets[name], *held_out_claims.second_rows(first[name]), move=move)
            for name, (_ranked, move) in again.items()
        }
        learned = replace(learned, sets=sets, second_looks=second_looks)
        lexical_model.write_model(learned, out, notes={"held_out": figures})
        if options["plots"]:
            matching_plots.draw(options["plots"], ranked[fullest(ranked)], learned.thresholds)
        if predictions:
            for name, one in ranked.items():
                _write_predictions(predictions / name, one, known)
        self.stdout.write(json.dumps(figures | {"version": lexical_model.load_model(out).version}, indent=1))


def fullest(names: Iterable[str]) -> str:
    """The set for one language with the most encoders."""
    return max((name for name in names if name.startswith(SAME)), key=lambda name: (name.count("+"), name))


def _loaded(names: str | None) -> Sequence[Encoder]:
    try:
        return encoders.load_named(names)
    except (LookupError, ImportError) as reason:
        raise CommandError(f"--encoders: {reason}") from reason


def _figures(ranked: Sequence[Ranking]) -> dict[str, Any]:
    return held_out_claims.rank_figures(ranked) | held_out_claims.decision_figures(ranked, SHOW)


def _write_predictions(folder: Path, ranked: Sequence[Ranking], data: LabelledData) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, is_recorded in (("retrieval.jsonl", True), ("without.jsonl", False)):
        lines = (
            held_out_claims.prediction(
                one.article.key, one.recorded if is_recorded else one.unrecorded, data.keys, SHOW
            )
            for one in ranked
        )
        (folder / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
