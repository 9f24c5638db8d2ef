"""Match files of claims and articles as a worker would, and write what it would have suggested; no database."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from claims.analysis import encoders, similarity, stance
from claims.analysis.claim_index import ClaimIndex, ClaimText, QueryText
from claims.analysis.meanings import MeaningIndex, RememberingEncoder
from claims.benchmarks import rows
from claims.benchmarks.rows import Row, UnreadableRow

MOST_LISTED = 20
AT_ONCE = 1000  # claims whose vectors are made together


class Command(BaseCommand):
    help = "Match files of claims (id, text) and articles (id, title, body) and write one line of JSON an article."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--claims", type=Path, nargs="+", required=True, metavar="FILE", help="JSON lines: id, text"
        )
        parser.add_argument(
            "--articles", type=Path, nargs="+", required=True, metavar="FILE", help="JSON lines: id, title, body"
        )
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help="claims for each article, best first"
        )
        parser.add_argument("--stance-out", type=Path, metavar="FILE", help="a stance for each article's claim")
        parser.add_argument("--encoders", help="names with commas between; default: all that are installed; none: -")
        parser.add_argument("--show", type=float, help="suggest from this probability on; default: the weights' own")

    def handle(self, *args: Any, claims: list[Path], articles: list[Path], out: Path, **options: Any) -> None:
        try:
            known = list(rows.read(claims, ("id", "text")))
            asked = list(rows.read(articles, ("id", "title")))
            matcher = Matcher(known, options["encoders"])
            with out.open("w", encoding="utf-8") as lines:
                suggested = _write_candidates(lines, asked, matcher, options["show"])
            if options["stance_out"]:
                with options["stance_out"].open("w", encoding="utf-8") as lines:
                    _write_stances(lines, asked, {row["id"]: row["text"] for row in known}, suggested)
        except (UnreadableRow, LookupError, ImportError) as reason:
            raise CommandError(str(reason)) from reason
        except OSError as reason:
            raise CommandError(f"{reason.filename} cannot be written: {reason.strerror}.") from reason


class Matcher:
    """The claims of the files in memory, by words and by meaning."""

    def __init__(self, claims: Sequence[Row], names: str | None) -> None:
        self.keys = dict(enumerate(row["id"] for row in claims))
        model = similarity.load_model()
        self.index = ClaimIndex(model)
        self.index.put_many(ClaimText(number, row["text"]) for number, row in enumerate(claims))
        self.by_meaning = [
            MeaningIndex(RememberingEncoder(one), centre=model.centres.get(one.version))
            for one in encoders.load_named(names)
        ]
        for index in self.by_meaning:
            for start in range(0, len(claims), AT_ONCE):
                index.put(
                    {number: self.index.lines(number) for number in range(start, min(start + AT_ONCE, len(claims)))}
                )

    def scores(self, article: QueryText, most: int) -> Iterator[tuple[str, float]]:
        """Claims with their probabilities, best first."""
        found = similarity.match(article, claims=self.index, floor=0.0, most=most, indexes=self.by_meaning)
        return ((self.keys[one.claim_id], one.probability) for one in found)


def _write_candidates(
    lines: TextIO, articles: Iterable[Row], matcher: Matcher, show: float | None
) -> dict[str, list[str]]:
    """One line an article; the claims that were suggested, by the article's id."""
    least = matcher.index.model.thresholds.show if show is None else show
    suggested: dict[str, list[str]] = {}
    for row in articles:
        scores = list(matcher.scores(_text_of(row), MOST_LISTED))
        listed = [{"claim_id": key, "score": round(chance, 4), "suggested": chance >= least} for key, chance in scores]
        suggested[row["id"]] = [key for key, chance in scores if chance >= least]
        lines.write(json.dumps({"article_id": row["id"], "candidates": listed}, ensure_ascii=False) + "\n")
    return suggested


def _write_stances(
    lines: TextIO, articles: Iterable[Row], text_of: dict[str, str], suggested: dict[str, list[str]]
) -> None:
    """The stance towards the claim that the row names, or else towards those that were suggested."""
    for row in articles:
        named = [row["claim_id"]] if row.get("claim_id", "") in text_of else suggested[row["id"]]
        for key in named:
            found, confidence = stance.headline_stance(text_of[key], row["title"], row.get("body", ""))
            told = {"article_id": row["id"], "claim_id": key, "stance": found, "confidence": round(confidence, 4)}
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")


def _text_of(row: Row) -> QueryText:
    return QueryText(row["title"], row.get("body", ""))
