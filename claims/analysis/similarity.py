"""Find the claims that an article may follow up, with the reasons an editor reads."""

import heapq
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from claims.analysis import lexical_features, lexical_model
from claims.analysis.lexical_features import PreparedArticle, PreparedClaim
from claims.analysis.lexical_model import DamagedWeights, Model, load_model
from claims.analysis.postings import Postings

__all__ = [
    "ClaimIndex",
    "ClaimText",
    "DamagedWeights",
    "Model",
    "QueryText",
    "Reasons",
    "Score",
    "load_model",
    "match",
]

SHORTLIST: Final = 20  # claims compared in full
LONGEST_CLAIM: Final = 4_000  # characters read of a statement with its quotations
MOST_LINES: Final = 8  # the statement and quotations of one claim that are matched
_TITLE_SHARE: Final = 0.5  # of the shortlist's cosine; the rest is the title with the text


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim to be found: text is the statement, then its quotations, one a line; each line is matched by itself."""

    claim_id: int
    text: str


@dataclass(frozen=True, slots=True)
class QueryText:
    """An article as it read at a time; an empty text is a headline alone."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a claim was proposed, in the article's own words.

    words: matched words with the share of the claim each makes up (0..1), heaviest first. sentence_start: where the
    best sentence stands in the text, -1 when it is the title. contributions add up to the logit of the probability.
    """

    words: tuple[tuple[str, float], ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    missing_names: tuple[str, ...]
    missing_numbers: tuple[str, ...]
    sentence: str
    sentence_start: int
    features: Mapping[str, float]
    contributions: Mapping[str, float]

    def as_json(self) -> dict[str, object]:
        """The reasons as JSON values, numbers rounded for storing."""
        return {
            "words": [[word, round(weight, 4)] for word, weight in self.words],
            "names": list(self.names),
            "numbers": list(self.numbers),
            "missing_names": list(self.missing_names),
            "missing_numbers": list(self.missing_numbers),
            "sentence": self.sentence,
            "sentence_start": self.sentence_start,
            "features": {name: round(value, 4) for name, value in self.features.items()},
            "contributions": {name: round(value, 4) for name, value in self.contributions.items()},
        }


@dataclass(frozen=True, slots=True)
class Score:
    """One claim an article may follow up; probability 0..1 by the model of that version."""

    claim_id: int
    probability: float
    reasons: Reasons
    model_version: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim of the shortlist measured in full; line is the one of its lines that fits best."""

    line: PreparedClaim
    features: Mapping[str, float]


class ClaimIndex:
    """The claims as standing queries, in memory: claims are appended, replaced and removed one at a time.

    What it answers depends on the claims it holds only, not on the order or the edits by which they came.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._clear()

    def _clear(self) -> None:
        self._postings = Postings()
        self._lines: list[PreparedClaim] = []
        self._is_held = bytearray()  # 1 for each line whose claim is still here
        self._rows: dict[int, list[int]] = {}
        self._left_over = 0

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, claim_id: int) -> bool:
        return claim_id in self._rows

    @property
    def lines_kept(self) -> int:
        """How many lines the memory holds, those of removed claims too."""
        return len(self._lines)

    def put(self, claim: ClaimText) -> None:
        """Add a claim, or replace the one with its id."""
        self.remove(claim.claim_id)
        lines = [line for line in claim.text[:LONGEST_CLAIM].splitlines() if line.strip()]
        prepared = [PreparedClaim(claim.claim_id, line, self.model) for line in lines[:MOST_LINES]]
        self._rows[claim.claim_id] = [self._append(line) for line in prepared]

    def _append(self, line: PreparedClaim) -> int:
        self._lines.append(line)
        self._is_held.append(True)
        return self._postings.append(line.vector)

    def remove(self, claim_id: int) -> None:
        """Forget a claim; one that is not there is no error."""
        for row in self._rows.pop(claim_id, ()):
            self._is_held[row] = False
            self._left_over += 1
        if self._left_over > 1000 and self._left_over > len(self._lines) // 2:
            self._compact()

    def _compact(self) -> None:
        kept = list(itertools.compress(self._lines, self._is_held))
        empty = [claim_id for claim_id, rows in self._rows.items() if not rows]
        self._clear()
        self._rows = {claim_id: [] for claim_id in empty}
        for line in kept:
            self._rows.setdefault(line.claim_id, []).append(self._append(line))

    def shortlist(self, query: QueryText, most: int = SHORTLIST) -> list[tuple[int, float]]:
        """The claims nearest to an article, (claim id, mean cosine of title and of title with text), best first."""
        article = lexical_features.prepare_article(query.title, query.text, self.model)
        return [(line.claim_id, score) for line, score in self.nearest(article, most)]

    def nearest(
        self, article: PreparedArticle, most: int, without: frozenset[int] = frozenset()
    ) -> list[tuple[PreparedClaim, float]]:
        """The best line of each of the nearest claims but those in without, best first; equals by claim id."""
        scores = self._postings.scores(_shortlist_query(article)) * np.frombuffer(self._is_held, dtype=np.bool_)
        best: dict[int, tuple[PreparedClaim, float]] = {}
        for row in _highest(scores, (most + len(without)) * MOST_LINES):
            line = self._lines[row]
            if line.claim_id not in without and (line.claim_id not in best or scores[row] > best[line.claim_id][1]):
                best[line.claim_id] = (line, float(scores[row]))
        return heapq.nsmallest(most, best.values(), key=lambda found: (-found[1], found[0].claim_id))


def _highest(scores: npt.NDArray[np.float64], most: int) -> list[int]:
    """The rows with the highest scores above 0, in row order; all that equal the last one too."""
    least = np.partition(scores, -most)[-most] if len(scores) > most else 0.0
    rows: list[int] = ((scores >= least) & (scores > 0)).nonzero()[0].tolist()
    return rows


def _shortlist_query(article: PreparedArticle) -> dict[str, float]:
    query = {root: weight * (1 - _TITLE_SHARE) for root, weight in article.text_vector.items()}
    for root, weight in article.title_vector.items():
        query[root] = query.get(root, 0.0) + weight * _TITLE_SHARE
    return query


def compare(
    article: PreparedArticle, claims: ClaimIndex, without: frozenset[int] = frozenset()
) -> tuple[Compared, ...]:
    """The shortlist with every feature the model knows, in the shortlist's order."""
    lines = [line for line, _ in claims.nearest(article, SHORTLIST, without)]
    rows = [lexical_features.features(line, article) for line in lines]
    return tuple(map(Compared, lines, lexical_features.with_margins(rows)))


def match(article: QueryText, *, claims: ClaimIndex, floor: float, most: int = 5) -> tuple[Score, ...]:
    """The claims an article may follow up with at least the probability `floor`, best first, at most `most`."""
    prepared = lexical_features.prepare_article(article.title, article.text, claims.model)
    judged = [(claims.model.contributions(found.features), found) for found in compare(prepared, claims)]
    ranked = sorted(
        ((lexical_model.probability(parts), parts, found) for parts, found in judged),
        key=lambda one: (-one[0], one[2].line.claim_id),
    )
    return tuple(
        Score(
            found.line.claim_id,
            chance,
            _reasons(found, prepared, parts),
            claims.model.version,
        )
        for chance, parts, found in ranked[:most]
        if chance >= floor
    )


def _reasons(found: Compared, article: PreparedArticle, contributions: Mapping[str, float]) -> Reasons:
    claim, met = found.line, article.everything
    number, share = lexical_features.best_sentence(claim, article)
    in_title = share < lexical_features.coverage(claim, article.title_bag) or number < 0
    sentence = None if in_title else article.sentences[number]
    return Reasons(
        words=_matched_words(claim, article),
        names=tuple(_shown(claim, root) for root in claim.names if met.meets(root) >= lexical_features.SHARED),
        numbers=tuple(_shown(claim, root) for root in claim.numbers if root in met.roots),
        missing_names=tuple(_shown(claim, root) for root in claim.names if met.meets(root) < lexical_features.SHARED),
        missing_numbers=tuple(_shown(claim, root) for root in claim.numbers if root not in met.roots),
        sentence=sentence.text if sentence else article.title,
        sentence_start=sentence.start if sentence else -1,
        features=found.features,
        contributions=contributions,
    )


def _matched_words(claim: PreparedClaim, article: PreparedArticle) -> tuple[tuple[str, float], ...]:
    shares = {root: rarity * article.everything.meets(root) for root, rarity in claim.rarities.items()}
    matched = sorted(
        (root for root in shares if shares[root]),
        key=lambda root: (-shares[root], root),
    )
    return tuple((_shown(claim, root), shares[root] / claim.total) for root in matched)


def _shown(claim: PreparedClaim, root: str) -> str:
    """A root as the claim writes it."""
    word = next(word for word in claim.words if word.root == root)
    return claim.text[word.start : word.end]
