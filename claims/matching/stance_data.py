"""Read labelled headlines, bodies and claims from a folder, for training and for predicting."""

import csv
import gzip
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

CLAIMS_FILE: Final = "emergent_claims.jsonl"
ARTICLES_FILE: Final = "emergent_articles.jsonl"
HEADLINES_FILE: Final = "fnc_headlines.jsonl"
BODIES_FILE: Final = "fnc_bodies.jsonl.gz"
PAIRS_FILE: Final = "fnc_pairs.csv.gz"


class UnreadableData(ValueError):
    """A file of the folder is missing or not what it should be; the message names it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A headline and a body by their ids, and the label where it was asked for."""

    headline: str
    body: str
    stance: str


@dataclass(frozen=True, slots=True)
class LabelledHeadline:
    """An article's headline with its stance to a claim; shares holds all claims that share it, body_key its body."""

    claim: str
    shares: tuple[str, ...]
    title: str
    text: str
    stance: str
    body_key: str


@dataclass(frozen=True, slots=True)
class LabelledStances:
    """Everything that train_stances learns from. apart: claims that the published split keeps for testing."""

    claims: Mapping[str, str]
    apart: frozenset[str]
    articles: Sequence[LabelledHeadline]
    headlines: Mapping[str, str]
    bodies: Mapping[str, str]
    pairs: Sequence[Pair]


def read_labelled(folder: Path) -> LabelledStances:
    """All files of a folder. Raises UnreadableData."""
    claims = list(read_rows(folder / CLAIMS_FILE))
    try:
        return LabelledStances(
            claims={str(row["id"]): str(row["text"]) for row in claims},
            apart=frozenset(str(row["id"]) for row in claims if row.get("official_emergent_test")),
            articles=[_article(row) for row in read_rows(folder / ARTICLES_FILE)],
            headlines=read_texts(folder / HEADLINES_FILE),
            bodies=read_texts(folder / BODIES_FILE),
            pairs=list(read_pairs(folder / PAIRS_FILE, with_stance=True)),
        )
    except (KeyError, TypeError, AttributeError) as reason:
        raise UnreadableData(f"{folder / ARTICLES_FILE} or its claims lack a field: {reason}") from reason


def _article(row: Mapping[str, Any]) -> LabelledHeadline:
    return LabelledHeadline(
        claim=row["claim_id"],
        shares=tuple(row["gold"]),
        title=row["title"],
        text=row["body"] or "",
        stance=row["stance"],
        body_key=(row.get("body_fnc") or "").rpartition(":")[2],
    )


def read_texts(file: Path) -> dict[str, str]:
    """Texts by id, from JSON lines with "id" and "text"."""
    try:
        return {str(row["id"]): str(row["text"]) for row in read_rows(file)}
    except (KeyError, TypeError) as reason:
        raise UnreadableData(f"{file} needs an id and a text on every line.") from reason


def read_pairs(file: Path, *, with_stance: bool) -> Iterator[Pair]:
    """The pairs one at a time. Without stance the column may be missing, and is not looked at."""
    needed = {"headline_id", "body_id"} | ({"stance"} if with_stance else set())
    with io.StringIO(_text_of(file), newline="") as lines:
        rows = csv.DictReader(lines)
        if not needed <= set(rows.fieldnames or ()):
            raise UnreadableData(f"{file} needs the columns {', '.join(sorted(needed))}.")
        for row in rows:
            yield Pair(str(row["headline_id"]), str(row["body_id"]), str(row["stance"]) if with_stance else "")


def read_rows(file: Path) -> Iterator[Mapping[str, Any]]:
    """JSON lines, gzipped when the name says so."""
    for number, line in enumerate(_text_of(file).split("\n"), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as reason:
                raise UnreadableData(f"{file}, line {number}, is not JSON.") from reason


def _text_of(file: Path) -> str:
    try:
        raw = file.read_bytes()
        return (gzip.decompress(raw) if file.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, EOFError, ValueError) as reason:
        raise UnreadableData(f"{file} cannot be read: {reason}") from reason
