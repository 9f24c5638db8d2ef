"""Cut a text into words and sentences, each with its place in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from claims.analysis.roots import SHORT_FORMS, STOP_WORDS, root_of

LONGEST_WORD: Final = 40  # characters; a longer run of letters is an encoded blob, not a word

# Abbreviations with dots (U.S.), figures with separators and a magnitude (10,000; 19M), words with inner apostrophes.
_WORD: Final = re.compile(
    r"(?P<dotted>(?<!\w)(?:[^\W\d_]\.){2,}(?!\w))"
    r"|(?P<figure>\d+(?:[.,]\d+)*)(?P<unit>(?:million|billion|bn|[kKmMbB])?)(?:st|nd|rd|th)?(?!\w)"
    r"|(?P<word>[^\W_]+(?:['’][^\W\d_]+)*)"
)
_MAGNITUDE_WORD: Final = re.compile(r"[\s-]?(thousand|million|billion)\b", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its root for comparing, and where it stands (text[start:end] is what was written)."""

    root: str
    start: int
    end: int
    is_number: bool
    is_capital: bool


@dataclass(frozen=True, slots=True)
class Sentence:
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
        before = word
    if before is not None:
        yield before


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
    if written == "US":  # "us" in capitals is the country
        return Word("usa", start, end, is_number=False, is_capital=True)
    lowered = written.lower().replace("’", "'")
    if lowered in STOP_WORDS:
        return None
    if lowered in NUMBER_WORDS:
        return Word(NUMBER_WORDS[lowered], start, end, is_number=True, is_capital=False)
    if len(lowered) == 1 and lowered.isascii():
        return None
    return Word(
        root_of(lowered),
        start,
        end,
        is_number=lowered.isdigit(),
        is_capital=written[0].isupper(),
    )


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
