"""Cut a text into words and sentences, each with its place in the text."""

import functools
import itertools
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from claims.analysis import glossary
from claims.analysis.foreign_stop_words import is_foreign_stop_word
from claims.analysis.roots import SHORT_FORMS, STOP_WORDS, root_of

LONGEST_WORD: Final = 40  # characters; a longer run of letters is an encoded blob, not a word

# Abbreviations with dots (U.S.), figures with separators and a magnitude (10,000; 19M), words with inner apostrophes.
_WORD: Final = re.compile(
    r"(?P<dotted>(?<!\w)(?:[^\W\d_]\.){2,}(?!\w))"
    r"|(?P<figure>\d+(?:[.,]\d+)*)(?P<unit>(?:million|billion|bn|[kKmMbB])?)(?:st|nd|rd|th)?(?!\w)"
    r"|(?P<word>[^\W_]+(?:['’][^\W\d_]+)*)"
)
_MAGNITUDE_WORD: Final = re.compile(r"[\s-]?(thousand|million|billion)\b", re.IGNORECASE)
# For roots_of_text: what makes it read a text the slow way, and how much it remembers.
_MAGNITUDE: Final = "\0"
_MAGNITUDE_FIRST: Final = re.compile(r"(?:thousand|million|billion)\b", re.IGNORECASE)
_NEIGHBOURLY: Final = frozenset({_MAGNITUDE} | {first for first, _ in SHORT_FORMS})
_MOST_REMEMBERED: Final = 65_536  # pieces of text, about 15 MB
_LONGEST_REMEMBERED: Final = 48  # characters
_SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\Wa-zа-яёіїєґäöüß])|\n+")
_NOT_AN_END: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Sen|Rep|Gov|No|vs)|(?<!\w)[^\W\d_](?:\.[^\W\d_])*)\.$"
)

MAGNITUDES: Final = {
    "k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "b": 10**9, "bn": 10**9, "billion": 10**9,
}  # fmt: skip
NUMBER_WORDS: Final = {
    word: str(value)
    for value, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2
    )
}


class Word(NamedTuple):
    """One word: its root for comparing, and where it stands (text[start:end] is what was written).

    A tuple, since thousands are made for each article: three times as quick as a frozen dataclass.
    """

    root: str
    start: int
    end: int
    is_number: bool
    is_capital: bool


class Sentence(NamedTuple):
    """One sentence: text[start:end] of the text it was cut from."""

    text: str
    start: int


def words_of(text: str) -> Iterator[Word]:
    """Every word and number of a text in order, stop words left out; a name with a short form is one word."""
    before: Word | None = None
    for found in _WORD.finditer(text):
        word = _word(found, text)
        if word is None:
            continue
        if before is not None and (before.root, word.root) in SHORT_FORMS and word.start == before.end + 1:
            before = Word(SHORT_FORMS[before.root, word.root], before.start, word.end, is_number=False, is_capital=True)
            continue
        if before is not None:
            yield before
        yield from _first_parts(word, text)
        before = word
    if before is not None:
        yield before


def roots_of_text(text: str) -> list[str]:
    """The roots of words_of(text), many times faster: what is written alike between two spaces is read once.

    Only where the reading hangs on what stands beyond the space (a magnitude after a figure, two words with a short
    form) is the text read word by word.
    """
    listed = [root for piece in text.split() for root in _ROOTS[piece]]
    return [word.root for word in words_of(text)] if _hangs_together(listed) else listed


def first_roots(text: str, most: int) -> list[str]:
    """The first roots of a text that is read sentence by sentence, as quickly as roots_of_text."""
    pieces = map(_ROOTS.__getitem__, text.split())
    listed = list(itertools.islice(itertools.chain.from_iterable(pieces), most + 1))
    if _hangs_together(listed):
        by_sentence = (roots_of_text(sentence.text) for sentence in sentences_of(text))
        listed = list(itertools.islice(itertools.chain.from_iterable(by_sentence), most))
    return listed[:most]


def _hangs_together(listed: list[str]) -> bool:
    if _NEIGHBOURLY.isdisjoint(listed):
        return False
    return _MAGNITUDE in listed or not SHORT_FORMS.keys().isdisjoint(itertools.pairwise(listed))


class _RootsOfPieces(dict[str, tuple[str, ...]]):
    """The roots of what stands between two spaces; _MAGNITUDE when it begins with one."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        roots = (_MAGNITUDE,) if _MAGNITUDE_FIRST.match(piece) else tuple(word.root for word in words_of(piece))
        if len(piece) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[piece] = roots
        return roots


_ROOTS: Final = _RootsOfPieces()


def _first_parts(word: Word, text: str) -> Iterator[Word]:
    """What a German compound begins with, as words of their own."""
    for english in glossary.parts_of(text[word.start : word.end])[:-1]:
        yield Word(root_of(english), word.start, word.end, is_number=False, is_capital=word.is_capital)


def _word(found: re.Match[str], text: str) -> Word | None:
    start, end = found.span()
    if end - start > LONGEST_WORD:
        return None
    if found["figure"]:
        following = _MAGNITUDE_WORD.match(text, end)
        unit = found["unit"] or (following[1] if following else "")
        end = following.end() if following else end
        return Word(_figure(found["figure"], unit.lower()), start, end, is_number=True, is_capital=False)
    if found["dotted"]:
        letters = found["dotted"].replace(".", "").lower()
        return Word(
            "usa" if letters == "us" else letters,
            start,
            end,
            is_number=False,
            is_capital=True,
        )
    return _plain_word(found["word"], start, end)


def _plain_word(written: str, start: int, end: int) -> Word | None:
    read = _read(written)
    return None if read is None else Word(read[0], start, end, is_number=read[1], is_capital=read[2])


@functools.lru_cache(maxsize=_MOST_REMEMBERED)
def _read(written: str) -> tuple[str, bool, bool] | None:
    """The root of a plain word, whether it is a number, and a capital; None for one that is left out."""
    if written == "US":  # "us" in capitals is the country
        return "usa", False, True
    lowered = written.lower().replace("’", "'")
    if lowered in STOP_WORDS or is_foreign_stop_word(written):
        return None
    if lowered in NUMBER_WORDS:
        return NUMBER_WORDS[lowered], True, False
    if len(lowered) == 1 and lowered.isascii():
        return None
    return root_of(lowered), lowered.isdigit(), written[0].isupper()


def _figure(written: str, unit: str) -> str:
    """The number as plain digits: "10,000", "19M" and "19 million" are 10000 and 19000000."""
    digits = re.sub(r",(?=\d{3}(?!\d))", "", written)
    whole, point, part = digits.partition(".")
    if not unit or "," in digits or "." in part:
        return digits
    return str(round(int(whole) * MAGNITUDES[unit] + (int(part) * MAGNITUDES[unit] // 10 ** len(part) if point else 0)))


def sentences_of(text: str) -> Iterator[Sentence]:
    """The sentences of a text in order; a line break ends one too. Sentence.text is text[start:start + len]."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        piece = text[start : end.end()]
        if "\n" not in end.group() and _NOT_AN_END.search(piece.rstrip()[-16:]):
            continue
        yield from _trimmed(piece, start)
        start = end.end()
    yield from _trimmed(text[start:], start)


def _trimmed(piece: str, start: int) -> Iterator[Sentence]:
    if stripped := piece.strip():
        yield Sentence(stripped, start + piece.index(stripped[0]))
