"""Find articles by words with PostgreSQL's tsvector."""

from typing import Final

from claims.models.full_text import FullText


def quoted(word: str) -> str:
    """A word as a tsquery reads it: a string, never an operator."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


POSTGRESQL: Final = FullText(
    create=(
        # Our own tokenizer cut the words: the tsvector is made of them as they are, without a configuration. Only the
        # index needs it; the function's cost keeps the planner from making it anew for every row.
        "CREATE FUNCTION claims_article_words(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT "
        "PARALLEL SAFE COST 100000 AS $$ BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END $$",
        # The words are kept apart from the rows: a frequent word is answered from few pages.
        "ALTER TABLE claims_articletext SET (toast_tuple_target = 128)",
        # Without a list of pending words an article is found at once, and no search pays for the writers.
        "CREATE INDEX articletext_by_word ON claims_articletext USING gin (claims_article_words(words)) "
        "WITH (fastupdate = off)",
    ),
    drop=("DROP INDEX IF EXISTS articletext_by_word", "DROP FUNCTION IF EXISTS claims_article_words(text)"),
    purge=(),  # autovacuum clears what was removed
    table="claims_articletext",
    key="article_id",
    holds="claims_article_words(words) @@ CAST(%s AS tsquery)",
    quoted=quoted,
)
