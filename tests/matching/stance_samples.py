"""A tiny folder of labelled claims, articles, headlines, bodies and pairs, in words of our own."""

import csv
import gzip
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

SUBJECTS = ["squid", "tanks", "mayor", "ferry", "bridge", "comet", "sheep", "violin", "tunnel", "lantern"]
SAYS = {
    "for": (
        "{} sold in Ostwick",
        "The {} of Ostwick was sold on Monday. Everybody saw the {} go. Coins changed hands.",
    ),
    "against": ("No, the {} was not sold", "The sale of the {} is a hoax. The {} was never sold. It is false."),
    "observing": (
        "{} reportedly sold",
        "The {} may have been sold, according to reports. Nobody has confirmed it yet.",
    ),
}
STANCES = tuple(SAYS)


def write_folder(folder: Path) -> Path:
    """Ten claims, each with a headline and a body for, against and observing."""
    headlines, bodies, articles, pairs = [], [], [], []
    for number, subject in enumerate(SUBJECTS):
        for place, (stance, (title, body)) in enumerate(SAYS.items()):
            key = 3 * number + place
            headlines.append({"id": key, "text": title.format(subject)})
            bodies.append({"id": key, "text": body.format(subject, subject)})
            articles.append(
                {
                    "claim_id": subject, "gold": [subject], "title": title.format(subject), "stance": stance,
                    "body": body.format(subject, subject), "body_fnc": f"public:{key}",
                }
            )  # fmt: skip
            pairs += [(key, 3 * number + other, related(place, other)) for other in range(3)]
            pairs.append((key, (key + 5) % 30, "unrelated"))
    claims = [
        {"id": one, "text": f"The {one} of Ostwick was sold", "official_emergent_test": one in SUBJECTS[:2]}
        for one in SUBJECTS
    ]
    for name, rows in (
        ("emergent_claims.jsonl", claims),
        ("emergent_articles.jsonl", articles),
        ("fnc_headlines.jsonl", headlines),
        ("fnc_bodies.jsonl.gz", bodies),
    ):
        write_lines(folder / name, rows)
    write_pairs(folder / "fnc_pairs.csv.gz", pairs)
    return folder


def related(headline: int, body: int) -> str:
    if 2 in (headline, body):
        return "discuss"
    return "agree" if headline == body else "disagree"


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


def write_pairs(path: Path, pairs: Sequence[tuple[object, ...]], *, header: str = "headline_id,body_id,stance") -> None:
    told = io.StringIO(newline="")
    csv.writer(told).writerows([header.split(","), *pairs])
    path.write_bytes(gzip.compress(told.getvalue().encode()))
