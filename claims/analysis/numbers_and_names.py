"""Tell which of a text's words are names, and which numbers matter."""

from collections.abc import Callable, Iterable
from typing import Final

from claims.analysis.words import Word

# A headline that capitals almost every word says nothing by a capital.
_TITLE_CASE_SHARE: Final = 0.7


def names_in(words: Iterable[Word], *, usually_capital: Callable[[str], bool | None]) -> dict[str, Word]:
    """The names among the words, by root, each at its first place.

    usually_capital(root) says how the news writes the word within a sentence: True, False, or None when it is
    unknown. An unknown word counts as a name when it has a capital that the place alone does not explain.
    """
    listed = [word for word in words if not word.is_number]
    capitals = sum(word.is_capital for word in listed)
    all_capital = len(listed) > 3 and capitals >= _TITLE_CASE_SHARE * len(listed)
    names: dict[str, Word] = {}
    for place, word in enumerate(listed):
        usual = usually_capital(word.root)
        by_itself = word.is_capital and not all_capital and place > 0
        if word.is_capital and (usual or (usual is None and (by_itself or all_capital))):
            names.setdefault(word.root, word)
    return names


def numbers_in(words: Iterable[Word]) -> dict[str, Word]:
    """The numbers among the words, by value ("19 million" is "19000000"), each at its first place."""
    numbers: dict[str, Word] = {}
    for word in words:
        if word.is_number:
            numbers.setdefault(word.root, word)
    return numbers
