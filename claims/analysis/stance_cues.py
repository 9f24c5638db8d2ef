"""Find the words that show a stance, each with its place in the text."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from claims.analysis.stance_lexicons import ENGLISH, LEXICONS

HARMLESS: Final = "harmless"
KINDS: Final = tuple(kind for kind in ENGLISH if kind != HARMLESS)
_TOKEN: Final = re.compile(r"\w+(?:['’\-]\w+)*")
_SHORTEST_BEGINNING: Final = 3  # of a lexicon's word with a *


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its kinds, and where it stands (text[start:end] is what was written)."""

    kinds: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Phrases by their first word, longest first, as (words, kinds); beginnings by themselves."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    beginnings: Mapping[str, tuple[str, ...]]


@functools.cache
def _lexicon(language: str) -> _Lexicon:
    kinds: dict[str, list[str]] = {}
    for kind, listed in LEXICONS[language].items():
        for phrase in listed.split("|"):
            kinds.setdefault(phrase.strip(), []).append(kind)
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase, named in kinds.items():
        if not phrase.endswith("*"):
            parts = tuple(phrase.split())
            phrases.setdefault(parts[0], []).append((parts, tuple(named)))
    return _Lexicon(
        {first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in phrases.items()},
        {phrase[:-1]: tuple(named) for phrase, named in kinds.items() if phrase.endswith("*")},
    )


def find(text: str, language: str = "en") -> Iterator[Cue]:
    """Every cue of a language's lexicon in the text, in order; the longest phrase wins, words are read once.

    A harmless negation ("not only") is read and left out.
    """
    lexicon = _lexicon(language)
    tokens = [(found.group().lower().replace("’", "'"), found.span()) for found in _TOKEN.finditer(text)]
    place = 0
    while place < len(tokens):
        length, kinds = _at(lexicon, tokens, place)
        if kinds and HARMLESS not in kinds:
            yield Cue(kinds, tokens[place][1][0], tokens[place + length - 1][1][1])
        place += length


def _at(lexicon: _Lexicon, tokens: list[tuple[str, tuple[int, int]]], place: int) -> tuple[int, tuple[str, ...]]:
    word = tokens[place][0]
    for parts, kinds in lexicon.phrases.get(word, ()):
        if all(place + n < len(tokens) and tokens[place + n][0] == part for n, part in enumerate(parts)):
            return len(parts), kinds
    for end in range(len(word), _SHORTEST_BEGINNING - 1, -1):
        if kinds := lexicon.beginnings.get(word[:end], ()):
            return 1, kinds
    return 1, ()
