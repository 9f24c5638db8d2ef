"""Cut a text into the word pieces that a BERT encoder was trained on."""

import gzip
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from claims.analysis.lexical_model import WEIGHTS, DamagedWeights

VOCABULARY_FILE: Final = "bert_uncased.txt.gz"
UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD: Final = 100  # characters; a longer word is unknown, as in BERT's own tokenizer


@cache
def vocabulary(folder: Path = WEIGHTS) -> Mapping[str, int]:
    """The 30,522 pieces of BERT's English vocabulary without capitals, each with its number.

    Raises DamagedWeights with the file's name when it is missing or cannot be read.
    """
    file = folder / VOCABULARY_FILE
    try:
        lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as reason:
        raise DamagedWeights(f"The vocabulary {file} cannot be read: {reason}.") from reason
    numbers = {piece: number for number, piece in enumerate(lines)}
    if missing := {UNKNOWN, BEGIN, END} - numbers.keys():
        raise DamagedWeights(f"The vocabulary {file} is damaged: it lacks {', '.join(sorted(missing))}.")
    return numbers


def piece_numbers(text: str, *, most: int, numbers: Mapping[str, int]) -> list[int]:
    """The numbers of a text's pieces between BEGIN and END, at most `most` of them (Devlin et al. 2019, uncased)."""
    found: list[int] = []
    for word in _words(text):
        found += _pieces(word, numbers)
        if len(found) >= most - 2:
            break
    return [numbers[BEGIN], *found[: most - 2], numbers[END]]


def _words(text: str) -> Iterator[str]:
    """Lower case without accents; punctuation and ideographs stand alone, control characters are dropped."""
    word = ""
    for sign in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(sign)
        if sign.isspace() or _stands_alone(sign, category):
            if word:
                yield word
            word = ""
            if not sign.isspace():
                yield sign
        elif category not in {"Mn", "Cc", "Cf", "Cs"} and sign != "\ufffd":
            word += sign
    if word:
        yield word


def _stands_alone(sign: str, category: str) -> bool:
    return (
        category.startswith("P") or sign in "$+<=>^`|~" or "\u4e00" <= sign <= "\u9fff" or "\u3400" <= sign <= "\u4dbf"
    )


def _pieces(word: str, numbers: Mapping[str, int]) -> list[int]:
    """The longest pieces from the left; a word that cannot be pieced together is unknown as a whole."""
    if len(word) > LONGEST_WORD:
        return [numbers[UNKNOWN]]
    found: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in numbers), start)
        if end == start:
            return [numbers[UNKNOWN]]
        found.append(numbers[mark + word[start:end]])
        start = end
    return found
