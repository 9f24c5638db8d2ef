"""Write a Russian or Ukrainian name as English newspapers do."""

import re
from typing import Final

_CYRILLIC: Final = re.compile("[а-яёіїєґ]")
_UKRAINIAN_ONLY: Final = re.compile("[іїєґ]")
_CASE_ENDING: Final = re.compile(
    r"(?<=[а-яёіїєґ]{3})(?:[оеє]м|[ыи]м|[оеє][йю]|[аеоуыэюяіє]|[оеєиі][гм][оу]|ами|ями|ах|ях)$"
)
_ADJECTIVE: Final = re.compile(r"(?:[иыі]й|ого|ому|им|ым)$")
_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "'": "",
}  # fmt: skip
_UKRAINIAN: Final = {**_LETTERS, "г": "h", "и": "y"}


def latin(word: str) -> str:
    """A Cyrillic word in lower case in Latin letters, without its case ending; other letters stay as they are."""
    if not _CYRILLIC.search(word):
        return word
    stem = _ADJECTIVE.sub("y", word) if _ADJECTIVE.search(word) else _CASE_ENDING.sub("", word)
    letters = _UKRAINIAN if _UKRAINIAN_ONLY.search(word) else _LETTERS
    return "".join(letters.get(letter, letter) for letter in stem.replace("дж", "j"))
