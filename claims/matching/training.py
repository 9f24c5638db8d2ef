"""Learn the matcher's weights from articles whose claims are known.

The method: rarity of words from news documents; a logistic regression (Newton's method with a ridge) over the
features of every claim on an article's shortlist, once as it is and once with the article's own claims taken out,
so that the model also learns what an article without a recorded claim looks like. Measured by held-out claims.
"""

import gzip
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from claims.analysis import (
    lexical_features,
    similarity,
    words,
)
from claims.analysis.lexical_model import FAMILY_OF, Model, WordCount
from claims.analysis.similarity import ClaimIndex, ClaimText

Matrix = npt.NDArray[np.float64]

RIDGE: Final = 3.0
LEAST_DOCUMENTS: Final = 2  # a word of one document is as good as unseen
SMALL_STORE_EVERY: Final = 2  # each so-manieth article is also learned against the recorded claims alone


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


@dataclass(frozen=True, slots=True)
class Example:
    """One article against one claim of its shortlist."""

    article: str
    claim_id: int
    features: Mapping[str, float]
    is_own: bool
    is_recorded: bool  # False when the article's own claims were taken out of the store


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


def fit(data: LabelledData, *, held_out: Collection[int] = frozenset()) -> tuple[Model, list[Example]]:
    """A model learned without the held-out claims, their articles and their articles' background news."""
    untrained = _untrained(data, held_out)
    learned = [article for article in data.articles if not article.own & set(held_out)]
    examples = collect_examples(learned, store(data, untrained, without=held_out))
    small = store(replace(data, distractors=()), untrained, without=held_out)
    examples += collect_examples(learned[::SMALL_STORE_EVERY], small)
    return _fitted(untrained, examples), examples


def _untrained(data: LabelledData, held_out: Collection[int]) -> Model:
    kept_away = {article.background for article in data.articles if article.own & set(held_out)}
    documents = [text for key, text in data.background.items() if key not in kept_away]
    documents += [a.title for a in data.articles if not a.own & set(held_out)]
    documents += [claim.text for claim in data.distractors]
    total, counts = learn_words(documents)
    return Model(
        documents=total,
        words=counts,
        intercept=0.0,
        weights={},
        floor=0.0,
        version="untrained",
    )


def store(data: LabelledData, model: Model, *, without: Collection[int] = frozenset()) -> ClaimIndex:
    """An index of all claims and distractors but the ones left out."""
    index = ClaimIndex(model)
    for claim in [*data.claims, *data.distractors]:
        if claim.claim_id not in without:
            index.put(claim)
    return index


def collect_examples(articles: Iterable[LabelledArticle], index: ClaimIndex) -> list[Example]:
    """Every article against its shortlist, with its own claims in the store and without."""
    examples = []
    for article in articles:
        prepared = lexical_features.prepare_article(article.title, article.text, index.model)
        for without in (frozenset[int](), article.own):
            for found in similarity.compare(prepared, index, without):
                key = found.line.claim_id
                examples.append(
                    Example(
                        article.key,
                        key,
                        found.features,
                        key in article.own,
                        not without,
                    )
                )
    return examples


def _fitted(untrained: Model, examples: Sequence[Example]) -> Model:
    """Fit, drop every feature that speaks the wrong way round (it only mends another's excess), and fit again."""
    names = sorted(examples[0].features)
    truth = np.array([float(example.is_own) for example in examples])
    while True:
        matrix = np.array([[example.features[name] for name in names] for example in examples])
        intercept, fitted = fit_logistic(matrix, truth)
        weights = {name: round(float(weight), 5) for name, weight in zip(names, fitted, strict=True)}
        names = [name for name in names if _reads_right(name, weights[name])]
        if len(names) == len(weights):
            return replace(untrained, intercept=round(intercept, 5), weights=weights)


def _reads_right(name: str, weight: float) -> bool:
    if name in lexical_features.LENGTHS:
        return True
    return weight <= 0 if name in lexical_features.AGAINST else weight >= 0


def fit_logistic(matrix: Matrix, truth: Matrix, *, ridge: float = RIDGE, rounds: int = 40) -> tuple[float, Matrix]:
    """Intercept and weights of a logistic regression; matrix (rows, features), truth (rows,) of 0 and 1.

    Newton's method on standardised columns, the ridge on all but the intercept; weights are for the columns as given.
    """
    centre, spread = matrix.mean(axis=0), matrix.std(axis=0)
    spread[spread == 0] = 1.0
    columns = np.column_stack([np.ones(len(matrix)), (matrix - centre) / spread])
    penalty = np.diag([0.0] + [ridge] * matrix.shape[1])
    beta = np.zeros(columns.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(columns @ beta, -35, 35)))
        slope = columns.T @ (chance - truth) + penalty @ beta
        bend = (columns * (chance * (1 - chance))[:, None]).T @ columns + penalty + 1e-9 * np.eye(len(beta))
        step = np.linalg.solve(bend, slope)
        beta -= step
        if np.abs(step).max() < 1e-9:
            break
    weights: Matrix = beta[1:] / spread
    return float(beta[0] - weights @ centre), weights
