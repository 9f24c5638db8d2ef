"""Read labelled claims and articles, and learn from news how rare its words are."""

import gzip
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from claims.analysis import words
from claims.analysis.claim_index import ClaimText
from claims.analysis.lexical_model import FAMILY_OF, Model, WordCount
from claims.analysis.thresholds import Thresholds

# Every set of weights is moved so that SHOW keeps quiet what should be (benchmarks/held_out_claims.py).
RECOMMENDED: Final = Thresholds(silent=0.15, show=0.5, strict=0.9)
LEAST_DOCUMENTS: Final = 2  # a word of one document is as good as unseen


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article of the training data; own holds the claims it follows up."""

    key: str
    title: str
    text: str
    own: frozenset[int]
    background: str  # which background document has the same text, "" when none


@dataclass(frozen=True, slots=True)
class LabelledData:
    """claims and articles that belong together, distractors (claims nothing follows up), background news by key."""

    keys: Mapping[int, str]
    claims: Sequence[ClaimText]
    articles: Sequence[LabelledArticle]
    distractors: Sequence[ClaimText]
    background: Mapping[str, str]


def read_labelled(folder: Path) -> LabelledData:
    """Read emergent_claims, emergent_articles, distractor_claims and fnc_bodies (JSON lines) from a folder."""
    rows = list(_rows(folder / "emergent_claims.jsonl"))
    others = list(_rows(folder / "distractor_claims.jsonl"))
    number = {row["id"]: place for place, row in enumerate([*rows, *others], start=1)}
    articles = [
        LabelledArticle(
            row["id"],
            row["title"],
            row["body"] or "",
            frozenset(number[key] for key in row["gold"] if key in number),
            _body_key(row),
        )
        for row in _rows(folder / "emergent_articles.jsonl")
    ]
    return LabelledData(
        keys={place: key for key, place in number.items()},
        claims=[ClaimText(number[row["id"]], row["text"]) for row in rows],
        articles=articles,
        distractors=[ClaimText(number[row["id"]], row["text"]) for row in others],
        background={str(row["id"]): row["text"] for row in _rows(folder / "fnc_bodies.jsonl.gz")},
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return (json.loads(line) for line in text.split("\n") if line.strip())


def _body_key(row: Mapping[str, Any]) -> str:
    return str(row.get("body_fnc") or "").rpartition(":")[2]


def learn_words(documents: Iterable[str]) -> tuple[int, dict[str, WordCount]]:
    """How many documents there are, and for each root in how many it stands and how it is mostly written."""
    standing: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    total = 0
    for document in documents:
        total += 1
        roots, capitals = _roots_and_capitals(document)
        standing.update(roots | {FAMILY_OF[root] for root in roots if root in FAMILY_OF})
        capital.update(capitals)
    kept = {root: n for root, n in standing.items() if n >= LEAST_DOCUMENTS}
    return total, {root: WordCount(n, capital[root] > 0) for root, n in kept.items()}


def _roots_and_capitals(document: str) -> tuple[set[str], Counter[str]]:
    """The roots, and for each how much oftener it has a capital within a sentence than not."""
    roots: set[str] = set()
    balance: Counter[str] = Counter()
    for sentence in words.sentences_of(document):
        listed = list(words.words_of(sentence.text))
        roots.update(word.root for word in listed)
        if sum(word.is_capital for word in listed) < len(listed) / 2:
            balance.update({word.root: 0 for word in listed})
            for word in listed[1:]:
                balance[word.root] += 1 if word.is_capital else -1
    return roots, balance


def untrained(data: LabelledData, *, held_out: Collection[int] = frozenset()) -> Model:
    """A model that knows how rare words are, and no weights; learned without what belongs to the held-out claims."""
    kept_away = {article.background for article in data.articles if article.own & set(held_out)}
    documents = [text for key, text in data.background.items() if key not in kept_away]
    documents += [a.title for a in data.articles if not a.own & set(held_out)]
    documents += [claim.text for claim in data.distractors]
    total, counts = learn_words(documents)
    return Model(
        documents=total,
        words=counts,
        sets={},
        second_looks={},
        chance={},
        centres={},
        thresholds=RECOMMENDED,
        version="untrained",
    )
