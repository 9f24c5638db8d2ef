"""Tell which lexicon of stance cues a text can be read with."""

import re
from collections import Counter
from typing import Final

_READ: Final = 1_000  # characters
_ENOUGH: Final = 2  # small words of an unsupported language: one may be part of a name
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ONLY_UKRAINIAN: Final = re.compile(r"[іїєґ]|(?<=\w)['’](?=[яюєї])", re.IGNORECASE)
_ONLY_RUSSIAN: Final = re.compile(r"[ыэъё]", re.IGNORECASE)
_ONLY_GERMAN: Final = re.compile(r"[äöüß]", re.IGNORECASE)
_NEITHER: Final = re.compile(r"[ўјљњћђџѓќѕ]", re.IGNORECASE)
# Small words that show a language of the Latin alphabet ("" for one that is not supported). What stands in two lists
# shows neither, and no word is listed that English has as well.
_SMALL_WORDS: Final = {
    "en": "the of and to is for on that with by at from his her has are were it as not after an he she says",
    "de": "der das und den dem ein eine einen ist sind nicht mit von auf für bei im zum zur sich nach aus wird haben "
    "werden auch über vor wegen gegen sein seine ihre laut soll sollen kein keine durch wurde wurden einer eines "
    "vom einem seiner",
    "": "el la los las una que y por del su sus lo más le les des du et est une dans pour qui par sur pas "
    "au aux il che e è non con della gli nel sono o os um uma não em com dos das het een voor niet op aan dat och att "
    "som är på av för inte med w nie się jest oraz ve bir bu için nem az egy és hogy že",
}  # fmt: skip


def _shown_by() -> dict[str, str]:
    shows: dict[str, str] = {}
    for language, listed in _SMALL_WORDS.items():
        for word in set(listed.split()):
            shows[word] = "?" if word in shows else language
    return shows


_SHOWS: Final = _shown_by()


def lexicon_for(title: str, text: str) -> str:
    """en, de, ru or uk; "" for a text in another language or script. A headline that shows nothing counts as English.

    The title is read, and of the text as much as its language needs.
    """
    read = f"{title[:_READ]} {text[:_READ]}"
    cyrillic, latin = len(_CYRILLIC.findall(read)), len(_LATIN.findall(read))
    letters = sum(one.isalpha() for one in read)
    if letters == 0:
        return "en"
    if cyrillic > letters / 2:
        return _of_cyrillic(read)
    return _of_latin(read) if latin > letters / 2 else ""


def _of_cyrillic(read: str) -> str:
    if _NEITHER.search(read):
        return ""
    ukrainian, russian = len(_ONLY_UKRAINIAN.findall(read)), len(_ONLY_RUSSIAN.findall(read))
    return "uk" if ukrainian > russian else "ru"


def _of_latin(read: str) -> str:
    shown = Counter(_SHOWS.get(word.lower(), "?") for word in _WORD.findall(read))
    if _ONLY_GERMAN.search(read):
        shown["de"] += 1
    if shown[""] >= _ENOUGH and shown[""] > max(shown["en"], shown["de"]):
        return ""
    return "de" if shown["de"] > shown["en"] else "en"
