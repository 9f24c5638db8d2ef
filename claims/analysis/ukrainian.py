"""Rewrite a Ukrainian text for an encoder that reads Russian and English but not Ukrainian."""

import re
from typing import Final

from claims.analysis import glossary

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_RUSSIAN_SPELLING: Final = str.maketrans("іїєґІЇЄҐ'’ʼ", "ииегИИЕГъъъ")


def for_an_encoder(text: str) -> str:
    """The words that the glossary knows in English, all others in the Russian spelling nearest to them.

    English rather than Russian words, since the glossary has whole English words but mostly stems of Russian ones, and
    an encoder of many languages reads a mixture as well.
    """
    return _WORD.sub(lambda found: _known(found[0]), text)


def _known(word: str) -> str:
    return glossary.english_of(word) or word.translate(_RUSSIAN_SPELLING)
