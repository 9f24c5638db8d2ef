"""What a database must offer so that articles are found by their words."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FullText:
    """One database's index over claims_articletext.words.

    table, key and holds are SQL: where the index stands, the article's id there, and the condition on one word, which
    `quoted` makes a string of, never syntax. create takes in the rows that are there; drop is no error without them;
    purge clears what was removed out of the index's own pages.
    """

    create: tuple[str, ...]
    drop: tuple[str, ...]
    purge: tuple[str, ...]
    table: str
    key: str
    holds: str
    quoted: Callable[[str], str]

    @property
    def ids(self) -> str:
        """The articles that hold a word: one parameter, the quoted word."""
        return f"SELECT {self.key} FROM {self.table} WHERE {self.holds}"

    @property
    def weighed(self) -> str:
        """The articles that hold a word with what the word counts: two parameters, the weight and the quoted word."""
        return f"SELECT {self.key} AS article_id, CAST(%s AS integer) AS weight FROM {self.table} WHERE {self.holds}"
