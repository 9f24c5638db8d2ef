"""Tell which language a text is in, whether matching by words supports it, and whether there is enough to read."""

import enum
import math
import re
from dataclasses import dataclass
from typing import Final

import py3langid

from claims.analysis.foreign_stop_words import GERMAN_STOP_WORDS
from claims.analysis.roots import STOP_WORDS

SUPPORTED: Final = frozenset({"en", "de", "ru", "uk"})  # by words; an encoder may read more
LONGEST_TITLE: Final = 500  # characters kept
LONGEST_TEXT: Final = 12_000
_LONGEST_SAMPLE: Final = 3_000  # characters that decide the language
_SHORT: Final = 300  # characters: below, only languages of much news compete, rare ones win too often
_LEAST_LETTERS: Final = 0.4  # share of what is printed; below, it is a table, a blob or line noise
_LEAST_WORDS: Final = 2
_SURE: Final = 0.95  # of the statistics; below, the small words of a short text say more
_LIKELY: Final = 0.6  # below, the language that most news we get is in: a headline of names looks like any
_LEAST_SIGNS: Final = 4  # of a script without spaces

_NOISE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd\ufffe\uffff]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_LATIN: Final = re.compile("[a-zA-Z\u00c0-\u024f]")
_WITHOUT_SPACES: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_UKRAINIAN: Final = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN: Final = re.compile("[ыэёЫЭЁ]")
_NEITHER: Final = re.compile("[ўЎјЈљЉњЊћЋђЂџЏќЌѓЃәӘқҚңҢ]")

# Small words that no other language of the news has.
_ENGLISH_ALONE: Final = frozenset(
    """
    the and has that with from are were will been have his her their they not after who which when would could into
    this than about because its she your you by out being does did says said what where why how while through there
    these those then them other our should cannot might every both between before during against until upon very only
    own most yet off once few each some any himself herself themselves having doing don't doesn't isn't wasn't won't
    aren't can't didn't hasn't he's it's they're we're
    """.split()  # noqa: SIM905  a list of so many is harder to read
)

_GERMAN_ALONE: Final = GERMAN_STOP_WORDS - STOP_WORDS

_OF_CYRILLIC: Final = ("ru", "uk", "bg", "sr", "mk", "be", "kk")
_OF_LATIN: Final = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "tr", "sv", "da", "ro", "cs", "hu")


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 code; confidence 0..1; is_supported: matching by words understands it."""

    code: str
    is_supported: bool
    confidence: float


class TooLittleText(enum.StrEnum):
    """Why there is nothing to compare."""

    EMPTY = "empty"
    ONE_WORD = "one_word"
    SYMBOLS = "symbols"


@dataclass(frozen=True, slots=True)
class Readable:
    """A text to be matched: without control characters, cut to what is read, and its language."""

    title: str
    text: str
    language: Language


def readable(title: str, text: str) -> Readable | TooLittleText:
    """A title and text that can be matched, or why not. Reads the first LONGEST_TITLE and LONGEST_TEXT characters."""
    title, text = (_NOISE.sub(" ", part) for part in (title[:LONGEST_TITLE], text[:LONGEST_TEXT]))
    both = f"{title} {text}"
    printed = sum(not character.isspace() for character in both)
    words = _WORD.findall(both)
    if not printed:
        return TooLittleText.EMPTY
    if sum(map(len, words)) < _LEAST_LETTERS * printed:
        return TooLittleText.SYMBOLS
    if len(words) < _LEAST_WORDS and len(_WITHOUT_SPACES.findall(both)) < _LEAST_SIGNS:
        return TooLittleText.ONE_WORD
    return Readable(title, text, language_of(both))


def language_of(text: str) -> Language:
    """The language most of a text is in. The script decides first, then letters of one language, then statistics."""
    sample = _NOISE.sub(" ", text[:_LONGEST_SAMPLE])
    if sample.isascii():  # as most are: nothing is to be counted
        return _language(*_of_latin(sample))
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    others = sum(character.isalpha() for character in sample) - cyrillic - latin
    if cyrillic > max(latin, others):
        code, confidence = _of_cyrillic(sample)
    elif latin >= others:
        code, confidence = _of_latin(sample)
    else:
        code, confidence = _judged(sample, ())
    return _language(code, confidence)


def _language(code: str, confidence: float) -> Language:
    return Language(code, code in SUPPORTED, confidence)


def _of_cyrillic(sample: str) -> tuple[str, float]:
    ukrainian, russian = len(_UKRAINIAN.findall(sample)), len(_RUSSIAN.findall(sample))
    if ukrainian != russian and not _NEITHER.search(sample):
        return ("uk" if ukrainian > russian else "ru"), max(ukrainian, russian) / (ukrainian + russian)
    code, confidence = _judged(sample, _OF_CYRILLIC)
    return (code, confidence) if confidence >= _LIKELY else ("ru", 1 - confidence)


def _of_latin(sample: str) -> tuple[str, float]:
    if len(sample) < _SHORT and sample.isascii():
        words = {word.lower() for word in _WORD.findall(sample)}
        # A third of a millisecond of statistics a claim would be most of the time of a match.
        if words & _ENGLISH_ALONE and not words & _GERMAN_ALONE:
            return "en", _SURE
    code, confidence = _judged(sample, _OF_LATIN if len(sample) < _SHORT else ())
    if len(sample) >= _SHORT:
        return code, confidence
    words = {word.lower() for word in _WORD.findall(sample)}
    english, german = len(words & STOP_WORDS), len(words & _GERMAN_ALONE)
    if german > english and (german > 1 or code == "de"):
        return "de", max(confidence, german / (english + german)) if code == "de" else german / (english + german)
    if sample.isascii() and (confidence < _LIKELY or (english > german and confidence < _SURE)):
        return "en", max(1 - confidence, english / (english + german or 1))
    return code, confidence


def _judged(sample: str, among: tuple[str, ...]) -> tuple[str, float]:
    """The most likely language of those among (of all when empty), and its share of their likelihood."""
    scores = [(str(code), float(score)) for code, score in py3langid.rank(sample) if not among or code in among]
    # The root of the length keeps shares of short and of long texts comparable: py3langid's own calibration.
    softness = math.sqrt(len(sample.encode()) or 1)
    best = scores[0][1]
    return scores[0][0], round(1 / math.fsum(math.exp((score - best) / softness) for _, score in scores), 4)
