"""Tell whether an article changed in substance."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from claims.analysis import boilerplate, typography, words
from claims.analysis.attributions import lost_attribution

__all__ = ["Change", "compare", "fingerprint", "lost_attribution"]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed between two readings: kinds among headline, text, order; the sentences that came and went."""

    is_substantial: bool
    kinds: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def fingerprint(title: str, text: str) -> str:
    """SHA-256 (hex) of the substance; equal fingerprints mean that nothing changed in substance.

    White space, line breaks, quotation marks, dashes, lines of dates or counters and boilerplate are none; a digit,
    a capital or a comma in a sentence is.
    """
    substance = f"{typography.plain(title)}\n{' '.join(map(typography.plain, _telling_lines(text)))}"
    return hashlib.sha256(substance.encode("utf-8", errors="replace")).hexdigest()


def compare(old_title: str, old_text: str, new_title: str, new_text: str) -> Change:
    """What changed in substance from the old reading to the new; sentences as they are written, in their order."""
    has_headline = typography.plain(old_title) != typography.plain(new_title)
    added, removed = _came_and_went(old_text, new_text)
    has_other_words = bool(added or removed)
    has_order = not has_other_words and fingerprint("", old_text) != fingerprint("", new_text)
    present = (("headline", has_headline), ("text", has_other_words), ("order", has_order))
    kinds = tuple(kind for kind, is_present in present if is_present)
    return Change(is_substantial=bool(kinds), kinds=kinds, added=added, removed=removed)


def _came_and_went(old_text: str, new_text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if fingerprint("", old_text) == fingerprint("", new_text):
        return (), ()
    old, new = _sentences(old_text), _sentences(new_text)
    return _beyond(new, old), _beyond(old, new)


def _telling_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not boilerplate.is_boilerplate(typography.plain(line)):
            yield line


def _sentences(text: str) -> list[tuple[str, str]]:
    """(plain, as written) of every sentence that tells something."""
    found = (sentence.text for line in _telling_lines(text) for sentence in words.sentences_of(line))
    return [(typography.plain(one), one) for one in found]


def _beyond(these: list[tuple[str, str]], those: list[tuple[str, str]]) -> tuple[str, ...]:
    """The sentences of these that those lack, counted: one said twice and now once has lost one."""
    left = Counter(plain for plain, _ in those)
    found = []
    for plain, written in these:
        if left[plain] > 0:
            left[plain] -= 1
        else:
            found.append(written)
    return tuple(found)
