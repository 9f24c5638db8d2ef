"""Find articles by words with SQLite's FTS5."""

import re
from typing import Final

from claims.models.full_text import FullText

# Where the tokenizer below would cut a word. No indexed word holds what stands in their place.
_CUTS: Final = re.compile(r"[^0-9A-Za-z.,'=\u0080-\U0010ffff]")
_REMOVE = (
    "INSERT INTO claims_articletext_words (claims_articletext_words, rowid, words) "
    "VALUES ('delete', old.article_id, old.words);"
)
_ADD = "INSERT INTO claims_articletext_words (rowid, words) VALUES (new.article_id, new.words);"


def quoted(word: str) -> str:
    """A word as FTS5 reads it in a query: a string, never an operator, and one word, never a phrase."""
    return '"' + _CUTS.sub("\ufffd", word) + '"'


SQLITE: Final = FullText(
    create=(
        # Our own tokenizer cut the words: whatever is no space belongs to one. They stand in the table of the model;
        # triggers keep the index in step with it, so that no writer can forget it.
        "CREATE VIRTUAL TABLE claims_articletext_words USING fts5(words, content='claims_articletext', "
        "content_rowid='article_id', detail=none, columnsize=0, tokenize=\"ascii tokenchars '.,='''\")",
        f"CREATE TRIGGER claims_articletext_added AFTER INSERT ON claims_articletext BEGIN {_ADD} END",
        f"CREATE TRIGGER claims_articletext_removed AFTER DELETE ON claims_articletext BEGIN {_REMOVE} END",
        f"CREATE TRIGGER claims_articletext_changed AFTER UPDATE ON claims_articletext BEGIN {_REMOVE} {_ADD} END",
        "INSERT INTO claims_articletext_words (claims_articletext_words) VALUES ('rebuild')",
    ),
    drop=(
        "DROP TRIGGER IF EXISTS claims_articletext_added",
        "DROP TRIGGER IF EXISTS claims_articletext_removed",
        "DROP TRIGGER IF EXISTS claims_articletext_changed",
        "DROP TABLE IF EXISTS claims_articletext_words",
    ),
    # A removed word stays in the index's segments until they are merged.
    purge=("INSERT INTO claims_articletext_words (claims_articletext_words) VALUES ('optimize')",),
    table="claims_articletext_words",
    key="rowid",
    holds="claims_articletext_words MATCH %s",
    quoted=quoted,
)
