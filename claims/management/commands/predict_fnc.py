"""Label the pairs of a Fake News Challenge split."""

import argparse
import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from claims.analysis import lexical_model, linear_stance, pair_stance
from claims.analysis.lexical_model import DamagedWeights
from claims.analysis.pair_stance import Body, Headline, Reader
from claims.matching import stance_data
from claims.matching.stance_data import Pair, UnreadableData

_KEPT: Final = 3_000  # texts read, of each kind


class Command(BaseCommand):
    """Needs no database and never looks at the stance column."""

    help = "Read the headlines, bodies and pairs of a folder and write headline_id,body_id,stance."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--split", type=Path, required=True, metavar="DIR", help="fnc_headlines.jsonl and the rest")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, split: Path, out: Path, **options: Any) -> None:
        try:
            written = predict(split, out)
        except (UnreadableData, DamagedWeights, OSError) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"{written} pairs written to {out}.")


def predict(split: Path, out: Path) -> int:
    """Label every pair of the folder, in its order; how many there were."""
    headlines = stance_data.read_texts(split / stance_data.HEADLINES_FILE)
    bodies = stance_data.read_texts(split / stance_data.BODIES_FILE)
    pairs = list(stance_data.read_pairs(split / stance_data.PAIRS_FILE, with_stance=False))
    labels = pair_stance.label_pairs(_read(pairs, headlines, bodies), pair_stance.load_pair_model())
    with out.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["headline_id", "body_id", "stance"])
        for pair, label in zip(pairs, labels, strict=True):
            writer.writerow([pair.headline, pair.body, label])
    return len(pairs)


def _read(
    pairs: list[Pair], headlines: Mapping[str, str], bodies: Mapping[str, str]
) -> Iterator[tuple[Headline, Body]]:
    reader = Reader(lexical_model.load_model(), linear_stance.load_lines())

    @lru_cache(maxsize=_KEPT)
    def headline(key: str) -> Headline:
        return reader.headline(headlines[key])

    @lru_cache(maxsize=_KEPT)
    def body(key: str) -> Body:
        return reader.body(bodies[key])

    for pair in pairs:
        if pair.headline not in headlines or pair.body not in bodies:
            raise UnreadableData(f"The pair {pair.headline}, {pair.body} names a headline or body that is not there.")
        yield headline(pair.headline), body(pair.body)
