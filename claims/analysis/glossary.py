"""Give the English word for a German, Russian or Ukrainian word of the news."""

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

GLOSSARY_FILE: Final = Path(__file__).with_name("glossary.tsv")
LEAST_PART: Final = 4  # letters of one half of a German compound
_LEAST_COMPOUND: Final = 9
_LONGEST: Final = 40
_SHORT: Final = 5
_TWO_SPELLINGS: Final = re.compile("[äöüß]")
_LANGUAGES: Final = ("de", "ru", "uk")
_UKRAINIAN_ONLY: Final = re.compile("[іїє]")
_RUSSIAN_ONLY: Final = re.compile("[ыэъ]")
_CYRILLIC: Final = re.compile("[а-яіїє]")
_CYRILLIC_ENDINGS: Final = """
а я ы и і ї у ю е є о й ь ом ем ям ам ой ей ою ею єю ах ях ов ев єв ів їв ами ями ый ий ій ого его ому ему ая яя ое
ее ые ие ії ия ию ией ією ію ых их ым им ыми ими ую юю ої іх ся ть ти л ла ло ли в вши т ит ет ят ют ут ив ал ала
али ил ила или ило ав ный ная ное ные ного ной ных ную ним ний на не ні них ної ну ною ному ский ская ское ские
ского ской ских скую ским ском ський ська ське ські ського ської ських ську ським ському ка ки ку ке кой ок ці
"""
_ENDINGS: Final = {
    "de": frozenset(["e", "en", "er", "es", "s", "n", "ern", "em", "in", "innen"]),
    "cyrillic": frozenset(_CYRILLIC_ENDINGS.split()),
}
_LINKS: Final = ("", "s", "es", "n", "en", "e")  # what German puts between the halves of a compound


class GlossaryDamaged(ValueError):
    """The glossary file cannot be read; the message names it and the line."""


@dataclass(frozen=True, slots=True)
class _Entries:
    """One language's words: whole ones, stems with a case ending, stems with any ending; each with its English word."""

    whole: dict[str, str] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)
    beginnings: dict[str, str] = field(default_factory=dict)

    def add(self, written: str, english: str) -> None:
        kind, bare = self.stems, written
        if written[-1] in "=*":
            kind, bare = (self.whole if written[-1] == "=" else self.beginnings), written[:-1]
        kind.setdefault(bare, english)
        if not bare.isascii() and _TWO_SPELLINGS.search(bare):
            for spelling in _spellings(bare):
                kind.setdefault(spelling, english)

    def find(self, word: str, endings: frozenset[str]) -> tuple[int, str]:
        """The English word and how many letters speak for it; (0, "") when unknown."""
        if word in self.whole:
            return len(word) + 1, self.whole[word]
        for end in range(len(word), 1, -1):
            stem = word[:end]
            if stem in self.stems and (end == len(word) or word[end:] in endings):
                return end, self.stems[stem]
            if stem in self.beginnings:
                return end, self.beginnings[stem]
        return 0, ""


def _spellings(word: str) -> set[str]:
    """A German umlaut may be written with two letters, ß with ss; in short words that would give English ones."""
    if len(word) <= _SHORT:
        return {word}
    plain = word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {word, word.replace("ß", "ss"), plain, plain.replace("ß", "ss")}


def spelt(word: str) -> str:
    """A word in the one spelling used for looking up: lower case, composed, ё as е, ґ as г, no apostrophe."""
    composed = unicodedata.normalize("NFC", word.lower())
    return composed.translate(_ONE_SPELLING)


_ONE_SPELLING: Final = str.maketrans({"ё": "е", "ґ": "г", "'": "", "’": "", "ʼ": ""})


@functools.cache
def _entries(path: Path = GLOSSARY_FILE) -> dict[str, _Entries]:
    tables = {language: _Entries() for language in _LANGUAGES}
    for english, language, written in read(path):
        tables[language].add(written, english)
    return tables


def read(path: Path) -> Iterator[tuple[str, str, str]]:
    """Every (English word, language, form) of a glossary file; GlossaryDamaged names the file and the line."""
    try:
        lines = spelt(path.read_text(encoding="utf-8")).splitlines()
    except (OSError, UnicodeDecodeError) as reason:
        raise GlossaryDamaged(f"The glossary {path} cannot be read: {reason}.") from reason
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            continue
        english, *columns = line.split("\t")
        if len(columns) != len(_LANGUAGES) or not english.strip():
            raise GlossaryDamaged(f"The glossary {path} is damaged: line {number} is not a word and three columns.")
        for language, column in zip(_LANGUAGES, columns, strict=True):
            for form in filter(None, column.split(",")):
                if form in ("=", "*"):
                    raise GlossaryDamaged(f"The glossary {path} is damaged: line {number} has a form without letters.")
                yield english, language, form


def english_of(word: str) -> str:
    """The English word for one German, Russian or Ukrainian word, "" when the glossary does not know it.

    Of a German compound it is the word for the last part, which says what the thing is; parts_of gives all.
    """
    parts = parts_of(word)
    return parts[-1] if parts else ""


@functools.lru_cache(maxsize=65_536)
def parts_of(word: str) -> tuple[str, ...]:
    """The English words for a word, more than one for a German compound; none when it is not known."""
    known = spelt(word[:_LONGEST])
    if _CYRILLIC.match(known):
        english = _of_cyrillic(known)
        return (english,) if english else ()
    letters, english = _entries()["de"].find(known, _ENDINGS["de"])
    if english and len(known) - letters < LEAST_PART:
        return (english,)
    return _of_compound(known) or ((english,) if english else ())


def _of_cyrillic(word: str) -> str:
    tables = _entries()
    languages = [
        language for language, foreign in (("ru", _UKRAINIAN_ONLY), ("uk", _RUSSIAN_ONLY)) if not foreign.search(word)
    ]
    found = [tables[language].find(word, _ENDINGS["cyrillic"]) for language in languages or ("ru", "uk")]
    return max(found, key=lambda one: one[0])[1]


def _of_compound(word: str) -> tuple[str, ...]:
    if len(word) < _LEAST_COMPOUND:
        return ()
    for middle in range(len(word) - LEAST_PART, LEAST_PART - 1, -1):
        first, second = _noun(word[:middle]), _noun(word[middle:])
        if first and second:
            return first, second
    return ()


def _noun(part: str) -> str:
    """A half of a compound that is known as a whole, with or without the letters that join halves."""
    german = _entries()["de"]
    for link in _LINKS:
        if not part.endswith(link):
            continue
        bare = part.removesuffix(link)
        english = german.whole.get(bare) or german.stems.get(bare) or german.beginnings.get(bare)
        if english and len(bare) >= LEAST_PART - 1:
            return english
    return ""
