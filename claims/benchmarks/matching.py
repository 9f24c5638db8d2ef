"""Time the claim index beside SQLite's full-text index on the same claims and articles."""

import random
import sqlite3
import time
from collections.abc import Callable
from statistics import median

from claims.analysis.lexical_model import load_model
from claims.analysis.similarity import ClaimIndex, ClaimText, QueryText, match

ARTICLES = 50
WORDS_OF_A_CLAIM, WORDS_OF_AN_ARTICLE = 12, 300


def run(*, size: int) -> dict[str, float]:
    """Milliseconds and ratios over made-up claims whose words are as frequent as in news (Zipf)."""
    dice = random.Random(1)
    claims = [_sentence(dice, WORDS_OF_A_CLAIM) for _ in range(size)]
    articles = [QueryText(_sentence(dice, 10), _sentence(dice, WORDS_OF_AN_ARTICLE)) for _ in range(ARTICLES)]
    index, full_text = ClaimIndex(load_model()), sqlite3.connect(":memory:")
    ours = _seconds(lambda: _put(index, claims))
    theirs = _seconds(lambda: _fill(full_text, claims))
    shortlists = [_seconds(lambda one=one: index.shortlist(one)) for one in articles]  # type: ignore[misc]  # bound now
    matches = [_seconds(lambda one=one: match(one, claims=index, floor=0.0)) for one in articles]  # type: ignore[misc]
    asked = [_seconds(lambda one=one: _ask(full_text, one)) for one in articles]  # type: ignore[misc]  # bound now
    return {
        "claims": size,
        "indexed_per_second": round(size / ours),
        "fts5_indexed_per_second": round(size / theirs),
        "shortlist_ms": round(1000 * median(shortlists), 3),
        "match_ms": round(1000 * median(matches), 3),
        "fts5_ms": round(1000 * median(asked), 3),
        "fts5_over_shortlist": round(median(asked) / median(shortlists), 1),
    }


def _sentence(dice: random.Random, length: int) -> str:
    return " ".join(f"word{int(dice.paretovariate(0.7)) % 50_000}" for _ in range(length))


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _put(index: ClaimIndex, claims: list[str]) -> None:
    for number, text in enumerate(claims):
        index.put(ClaimText(number, text))


def _fill(database: sqlite3.Connection, claims: list[str]) -> None:
    database.execute("CREATE VIRTUAL TABLE claims USING fts5(statement)")
    database.executemany("INSERT INTO claims (rowid, statement) VALUES (?, ?)", enumerate(claims))


def _ask(database: sqlite3.Connection, article: QueryText) -> list[tuple[int]]:
    """The whole article as an OR query, as an index that is not made for it would be asked."""
    wanted = " OR ".join(f'"{word}"' for word in dict.fromkeys(f"{article.title} {article.text}".split()))
    return database.execute("SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT 20", [wanted]).fetchall()
