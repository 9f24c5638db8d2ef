"""Two full-text engines that are not ours, asked in the same run: tantivy, and SQLite's FTS5."""

import importlib.util
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from claims.analysis.claim_index import ClaimText

# It is installed for development only.
tantivy: Any = importlib.import_module("tantivy") if importlib.util.find_spec("tantivy") else None

MISSING: Final = (
    "tantivy is not installed here: pip install -r requirements-dev.txt brings it, then it is timed as well."
)
_HEAP_BYTES: Final = 256_000_000
_PLAIN: Final = re.compile(r"\W+")


class Yardstick(Protocol):
    """An engine that is filled once and then asked for the claims nearest to some words, any of which may match."""

    def fill(self, claims: Iterable[ClaimText]) -> None:
        """Index the claims."""

    def ask(self, words: Sequence[str], most: int) -> int:
        """How many claims were found, the best `most` ranked by BM25."""


class Tantivy:
    """tantivy in memory, one writing thread, English stems, frequencies without positions."""

    def __init__(self) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("statement", stored=False, tokenizer_name="en_stem", index_option="freq")
        schema.add_integer_field("claim", stored=True)
        self._index = tantivy.Index(schema.build())
        self._searcher = self._index.searcher()

    def fill(self, claims: Iterable[ClaimText]) -> None:
        """Index the claims."""
        writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for claim in claims:
            writer.add_document(tantivy.Document(claim=claim.claim_id, statement=claim.text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, words: Sequence[str], most: int) -> int:
        """How many claims were found, the best `most` ranked by BM25."""
        query = self._index.parse_query(" ".join(_PLAIN.sub(" ", word) for word in words), ["statement"])
        return len(self._searcher.search(query, most, count=False).hits)


class FullText:
    """SQLite's FTS5 in memory, Porter stems, frequencies without positions."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE claims USING fts5(statement, content='', detail='none', tokenize='porter unicode61')"
        )

    def fill(self, claims: Iterable[ClaimText]) -> None:
        """Index the claims."""
        rows = ((claim.claim_id, claim.text) for claim in claims)
        self._database.executemany("INSERT INTO claims (rowid, statement) VALUES (?, ?)", rows)
        self._database.commit()

    def ask(self, words: Sequence[str], most: int) -> int:
        """How many claims were found, the best `most` ranked by BM25."""
        plain = " OR ".join(f'"{part}"' for word in words for part in _PLAIN.sub(" ", word).split())
        found = self._database.execute(
            "SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT ?", [plain, most]
        )
        return len(found.fetchall())


def installed() -> dict[str, Yardstick]:
    """The engines that are here, by name."""
    return ({"tantivy": Tantivy()} if tantivy else {}) | {"fts5": FullText()}
