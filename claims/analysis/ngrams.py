"""Cut a text into the runs of words that the stance models weigh."""

import re
from collections.abc import Collection, Sequence
from typing import Final

BEGIN, END, MET = "^", "$", "_"
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[?!:\"“”…$]")
_NUMBER: Final = "#"


def tokens_of(text: str, *, met: Collection[tuple[int, int]] = ()) -> list[str]:
    """Lower-case words, marks that speak (question, colon, quotation) and # for a number, between a begin and an end.

    Words within the met spans (start, end) become one "_" a run: which words a claim has says nothing of its stance.
    """
    covered = {place for start, end in met for place in range(start, end)}
    tokens = [BEGIN]
    for found in _TOKEN.finditer(text):
        token = MET if found.start() in covered else _plain(found.group())
        if token != MET or tokens[-1] != MET:
            tokens.append(token)
    return [*tokens, END]


def _plain(written: str) -> str:
    return _NUMBER if written.isdigit() else written.lower().replace("’", "'")


def runs_of(tokens: Sequence[str], *, longest: int, mark: str = "") -> set[str]:
    """Every run of 1 to `longest` tokens, with a mark before it that keeps two kinds of runs apart."""
    return {
        mark + " ".join(tokens[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(tokens) - length + 1)
    }
