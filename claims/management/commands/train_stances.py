"""Learn the weights of the stance suggestions from a folder of labelled texts."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.analysis import lexical_model, linear_stance, pair_stance
from claims.analysis.lexical_model import Model
from claims.benchmarks import held_out_stances
from claims.matching import stance_data, stance_training
from claims.matching.stance_data import LabelledStances, UnreadableData


class Command(BaseCommand):
    """Writes coefficients, never texts; the same data gives the same bytes."""

    help = "Learn how headlines and bodies stand to claims, measure it on held-out events, and write the weights."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="emergent_*.jsonl and fnc_*")
        parser.add_argument("--out", type=Path, default=lexical_model.WEIGHTS, metavar="DIR")
        parser.add_argument(
            "--unmeasured", action="store_true", help="write the weights, leave the figures out (minutes)"
        )

    def handle(self, *args: Any, data: Path, out: Path, unmeasured: bool, **options: Any) -> None:
        try:
            labelled = stance_data.read_labelled(data)
        except UnreadableData as reason:
            raise CommandError(f"--data: {reason}") from reason
        figures = train(labelled, lexical_model.load_model(), out, is_measured=not unmeasured)
        versions = {
            "lines_version": linear_stance.load_lines(out).version,
            "pairs_version": pair_stance.load_pair_model(out).version,
        }
        self.stdout.write(json.dumps(figures | versions, indent=1))


def train(data: LabelledStances, words: Model, out: Path, *, is_measured: bool) -> dict[str, Any]:
    """Measure on held-out events, fit on everything, write; the figures."""
    texts = stance_training.read_texts(data, words)
    of_bodies, of_articles = stance_training.held_out_chances(
        texts.bodies, stance_training.fit_bodies, texts.article_bodies
    )
    articles = stance_training.with_bodies(texts.articles, of_articles, texts.article_bodies)
    rows, truth = stance_training.pair_rows(data, words)
    figures: dict[str, Any] = {}
    if is_measured:
        of_headlines, _ = stance_training.held_out_chances(
            texts.headlines, stance_training.fit_headlines, texts.headlines
        )
        sides = stance_training.sides_of(data, of_headlines, of_bodies)
        figures = held_out_stances.article_figures(texts, articles)
        figures |= {"pairs": held_out_stances.pair_figures(data, rows, truth, sides)}
    linear_stance.write_lines(
        out,
        headline=stance_training.fit_headlines(texts.headlines),
        body=stance_training.fit_bodies(texts.bodies),
        claim=stance_training.fit_claims(articles),
    )
    pair_stance.write_pair_model(stance_training.fit_pairs(rows, truth), out)
    return figures
