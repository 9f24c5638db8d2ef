"""Hold the claims as standing queries, in memory, and find those nearest to an article."""

import itertools
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from claims.analysis import claim_store, lexical_features, words
from claims.analysis.claim_store import Directory, Texts
from claims.analysis.lexical_features import PreparedArticle, PreparedClaim
from claims.analysis.lexical_model import Model
from claims.analysis.postings import Postings
from claims.analysis.terms import Terms

SHORTLIST: Final = 20  # claims compared in full
LONGEST_CLAIM: Final = 4_000  # characters read of a statement with its quotations
MOST_LINES: Final = 8  # the statement and quotations of one claim that are matched
TEXT_WORDS: Final = 60  # the heaviest words of title and text that are asked for; words of the title always are
TITLE_SHARE: Final = 0.4  # of the shortlist's cosine; the rest is the title with the text
_BATCH: Final = 8192  # claims whose vectors are reckoned at once
_LEFT_OVER: Final = 1000  # rows of removed claims that are never worth clearing away
_MOST_PREPARED: Final = 2048  # lines kept as they were read in full, about 10 MB


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


class ClaimIndex:
    """The claims in memory: appended, replaced and removed one at a time, or many at once.

    What it answers depends on the claims it holds only, not on the order or the edits by which they came. A line is
    a row of the postings; a claim's lines are rows that follow one another; a claim without words has one empty row.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._clear()

    def _clear(self) -> None:
        self._terms = Terms(self.model)
        self._postings = Postings(lexical_features.DAMPING)
        self._texts = Texts()
        self._claim_ids = array("q")  # by row
        self._directory = Directory()
        self._prepared: dict[int, PreparedClaim] = {}  # by row, oldest first
        self._left_over = 0

    def __len__(self) -> int:
        return len(self._directory)

    def __contains__(self, claim_id: int) -> bool:
        return self._directory.first(claim_id) is not None

    @property
    def lines_kept(self) -> int:
        """How many lines the memory holds, those of removed claims too."""
        return len(self._texts)

    def put(self, claim: ClaimText) -> None:
        """Add a claim, or replace the one with its id."""
        self.put_many((claim,))

    def put_many(self, claims: Iterable[ClaimText]) -> None:
        """Add or replace claims; of two with the same id the later one stays. After a failure, throw it away."""
        coming = iter(claims)
        while batch := list(itertools.islice(coming, _BATCH)):
            self._append({claim.claim_id: claim for claim in batch}.values())
        self._postings.settle()
        self._compact_when_worth_it()

    def _append(self, batch: Iterable[ClaimText]) -> None:
        found, counts = array("q"), array("q")
        for claim in batch:
            self._forget(claim.claim_id)
            self._directory.set(claim.claim_id, len(self._texts))
            for line in _lines_of(claim.text) or [""]:
                roots = words.roots_of_text(line)
                found.extend(map(self._terms.__getitem__, roots))
                counts.append(len(roots))
                self._claim_ids.append(claim.claim_id)
                self._texts.append(line)
        rows = np.arange(len(counts)).repeat(counts)
        numbers = np.frombuffer(found, np.int64) if found else np.zeros(0, np.int64)
        self._postings.extend(*self._terms.vectors(numbers, rows, len(counts), lexical_features.DAMPING))

    def remove(self, claim_id: int) -> None:
        """Forget a claim; one that is not there is no error."""
        self._forget(claim_id)
        self._compact_when_worth_it()

    def _forget(self, claim_id: int) -> None:
        for row in self._rows_of(claim_id):
            self._postings.forget(row)
            self._prepared.pop(row, None)
            self._left_over += 1
        if claim_id in self:
            self._directory.remove(claim_id)

    def _rows_of(self, claim_id: int) -> list[int]:
        first = self._directory.first(claim_id)
        return [] if first is None else list(claim_store.rows_from(first, self._claim_ids))

    def _compact_when_worth_it(self) -> None:
        if self._left_over > _LEFT_OVER and self._left_over > len(self._texts) // 2:
            directory, claim_ids, texts = self._directory, self._claim_ids, self._texts
            self._clear()
            held = ((claim_id, claim_store.rows_from(first, claim_ids)) for claim_id, first in directory.items())
            self.put_many(ClaimText(claim_id, "\n".join(texts[row] for row in rows)) for claim_id, rows in held)

    def lines(self, claim_id: int) -> tuple[str, ...]:
        """The lines of a claim that are matched, the statement first; none for a claim that is not held."""
        return tuple(line for row in self._rows_of(claim_id) if (line := self._texts[row]))

    def first_line(self, claim_id: int) -> PreparedClaim | None:
        """The statement of a claim read in full; None for a claim that is not held, or that says nothing."""
        return next((self._read(row) for row in self._rows_of(claim_id) if self._texts[row]), None)

    def _read(self, row: int) -> PreparedClaim:
        line = self._prepared.pop(row, None) or PreparedClaim(self._claim_ids[row], self._texts[row], self.model)
        self._prepared[row] = line
        if len(self._prepared) > _MOST_PREPARED:
            del self._prepared[next(iter(self._prepared))]
        return line

    def shortlist(self, query: QueryText, most: int = SHORTLIST) -> list[tuple[int, float]]:
        """The claims nearest to an article, (claim id, mean cosine of title and of title with text), best first."""
        title, text = lexical_features.article_vectors(query.title, query.text, self.model)
        return [(self._claim_ids[row], score) for row, score in self._nearest_rows(title, text, most)]

    def nearest(
        self, article: PreparedArticle, most: int, without: frozenset[int] = frozenset()
    ) -> list[tuple[PreparedClaim, float]]:
        """The best line of each of the nearest claims but those in without, best first; equals by claim id."""
        found = self._nearest_rows(article.title_vector, article.text_vector, most, without)
        return [(self._read(row), score) for row, score in found]

    def _nearest_rows(
        self,
        title: Mapping[str, float],
        text: Mapping[str, float],
        most: int,
        without: frozenset[int] = frozenset(),
    ) -> list[tuple[int, float]]:
        query = self._terms.query(shortlist_vector(title, text))
        found = self._postings.nearest(query, most + len(without), self._claim_ids)
        claims = np.frombuffer(self._claim_ids, np.int64)[found.rows] if len(found.rows) else found.rows
        order = np.lexsort((found.rows, claims, -found.scores)).tolist()
        best = _first_of_each(((found.rows[one], claims[one], found.scores[one]) for one in order), without)
        return [(int(row), float(score)) for row, score in itertools.islice(best, most)]


def _first_of_each(ranked: Iterable[tuple[int, int, float]], without: frozenset[int]) -> Iterator[tuple[int, float]]:
    seen = set(without)
    for row, claim_id, score in ranked:
        if claim_id not in seen:
            seen.add(claim_id)
            yield row, score


def shortlist_vector(title: Mapping[str, float], text: Mapping[str, float]) -> dict[str, float]:
    """What an article is shortlisted by: its title, and the TEXT_WORDS heaviest words of title and text together."""
    heaviest = sorted(text, key=text.__getitem__, reverse=True)[:TEXT_WORDS]  # of equals, the one that stands first
    asked = {root: text[root] * (1 - TITLE_SHARE) for root in heaviest}
    for root, weight in title.items():
        asked[root] = text.get(root, 0.0) * (1 - TITLE_SHARE) + weight * TITLE_SHARE
    return asked


def _lines_of(text: str) -> list[str]:
    return [line for line in text[:LONGEST_CLAIM].splitlines() if line.strip()][:MOST_LINES]
