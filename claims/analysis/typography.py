"""Read past typography: the same words in other quotation marks, dashes or white space are the same words."""

import unicodedata
from typing import Final

_SAME: Final = {
    **dict.fromkeys("‘’‚‛`´ʼ′“”„‟«»‹›″", "'"),
    '"': "'",
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "…": "...",
}
_TABLE: Final = str.maketrans(_SAME)


def plain(text: str) -> str:
    """The text with one kind of quotation mark and dash and single spaces, and nothing around it."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TABLE).split())


def plain_with_places(text: str) -> tuple[str, tuple[int, ...]]:
    """The plain text, and for each of its characters where that stands in the original."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        same = " " if letter.isspace() else _SAME.get(letter, letter)
        if same == " " and (not letters or letters[-1] == " "):
            continue
        letters.extend(same)
        places.extend([place] * len(same))
    if letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters), tuple(places)
