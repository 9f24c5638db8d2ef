"""Find whom a note names: @ada."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A user name may hold . + - and _ but a sentence's full stop behind it is none of it; ada@example.org mentions nobody.
_MENTION = re.compile(r"(?<![\w@.+-])@(\w+(?:[.+-]+\w+)*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a note; `is_mention` when it names somebody who is known."""

    text: str
    is_mention: bool


def mentioned(text: str) -> tuple[str, ...]:
    """The names behind an @, in lower case, each once, in their order."""
    return tuple(dict.fromkeys(found.group(1).lower() for found in _MENTION.finditer(text)))


def pieces(text: str, known: Iterable[str]) -> tuple[Piece, ...]:
    """The text in stretches, with those of the `known` names (lower case) apart."""
    names, found, last = frozenset(known), list[Piece](), 0
    for mention in _MENTION.finditer(text):
        if mention.group(1).lower() in names:
            found += [Piece(text[last : mention.start()], False), Piece(mention.group(), True)]
            last = mention.end()
    return tuple(piece for piece in (*found, Piece(text[last:], False)) if piece.text)
