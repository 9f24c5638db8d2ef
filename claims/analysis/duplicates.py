"""Propose which of many names are one person, body, outlet or Source."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from typing import Final, Literal

from claims.analysis import transliteration, typography

Reason = Literal["address", "name", "initials", "part", "spelling"]

LEAST_ALIKE: Final = 0.8  # of two spellings, by the pairs of letters they share (Dice)
LARGEST_BLOCK: Final = 24  # names that share a word and are compared; a word of more names tells nobody apart
MOST_COMPARED: Final = 200_000  # pairs
LIKENESS: Final[dict[Reason, float]] = {"address": 1.0, "name": 0.95, "initials": 0.85, "spelling": 0.75, "part": 0.7}
_WORD: Final = re.compile(r"\w+")
_NOTHING: Final = frozenset({
    "the", "a", "an", "of", "for", "and", "mr", "mrs", "ms", "dr", "prof", "sir", "gen", "col", "der", "die", "das",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """One row: only those of one kind are compared. `addresses` identify it (a web page, a host)."""

    key: int
    name: str
    kind: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """Two rows that may be one, the older first, and why; likeness 0..1 orders them, it is no probability."""

    one: int
    other: int
    reason: Reason
    likeness: float


@dataclass(frozen=True, slots=True)
class _Read:
    row: Named
    words: tuple[str, ...]
    folded: str
    pairs: frozenset[str]  # of letters


def likely(rows: Iterable[Named]) -> tuple[Alike, ...]:
    """The pairs that look like one, the most alike first. Only names that share a word, its beginning or an address
    are compared, so that time grows with the number of names and not with its square."""
    read = [_read(row) for row in rows]
    found: dict[tuple[int, int], Alike] = {}
    compared = 0
    for block in _blocks(read):
        for one, other in combinations(block, 2):
            compared += 1
            if compared > MOST_COMPARED:
                return _ordered(found.values())
            pair = _alike(one, other)
            if pair is not None:
                found.setdefault((pair.one, pair.other), pair)
    return _ordered(found.values())


def of_one(row: Named, others: Iterable[Named]) -> tuple[Alike, ...]:
    """Those of the others that look like this one, the most alike first."""
    here = _read(row)
    pairs = (_alike(here, _read(other)) for other in others if other.key != row.key)
    return _ordered(pair for pair in pairs if pair is not None)


def words_of(name: str) -> tuple[str, ...]:
    """The telling words of a name in Latin letters without accents, in their order."""
    letters = unicodedata.normalize("NFKD", _latin(typography.plain(name).casefold()))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = tuple(found[0] for found in _WORD.finditer(bare.replace("'", "")))
    return tuple(word for word in words if word not in _NOTHING) or words


def _latin(name: str) -> str:
    return " ".join(transliteration.latin(word) for word in name.split())


def _read(row: Named) -> _Read:
    words = words_of(row.name)
    folded = " ".join(sorted(words))
    return _Read(row, words, folded, frozenset(a + b for a, b in pairwise(folded)))


def _ordered(pairs: Iterable[Alike]) -> tuple[Alike, ...]:
    return tuple(sorted(pairs, key=lambda one: (-one.likeness, one.one, one.other)))


def _blocks(read: list[_Read]) -> Iterator[list[_Read]]:
    blocks: dict[tuple[str, str], list[_Read]] = defaultdict(list)
    for one in read:
        for word in dict.fromkeys(one.words):
            if len(word) > 2:
                blocks[one.row.kind, word].append(one)
        if one.words:
            blocks[one.row.kind, max(one.words, key=len)[:5] + "…"].append(one)
        for address in one.row.addresses:
            blocks[one.row.kind, _bare(address)].append(one)
    small = (block for block in blocks.values() if 1 < len(block) <= LARGEST_BLOCK)
    return chain(_of_one_name(read), small)


def _of_one_name(read: Iterable[_Read]) -> Iterator[list[_Read]]:
    """Each with the next of the very same name, however many there are."""
    last: dict[tuple[str, str], _Read] = {}
    for one in read:
        key = (one.row.kind, one.folded)
        if one.words and key in last:
            yield [last[key], one]
        last[key] = one


def _alike(one: _Read, other: _Read) -> Alike | None:
    reason = _reason(one, other) if one.row.kind == other.row.kind else None
    if reason is None:
        return None
    older, newer = sorted((one.row.key, other.row.key))
    return Alike(older, newer, reason, LIKENESS[reason])


def _reason(one: _Read, other: _Read) -> Reason | None:
    if {_bare(address) for address in one.row.addresses} & {_bare(address) for address in other.row.addresses}:
        return "address"
    if not one.words or not other.words:
        return None
    if one.folded == other.folded:
        return "name"
    if _is_initialled(one.words, other.words) or _is_initialled(other.words, one.words):
        return "initials"
    shorter, longer = sorted((set(one.words), set(other.words)), key=len)
    if shorter < longer and any(len(word) > 3 for word in shorter):
        return "part"
    return "spelling" if _dice(one.pairs, other.pairs) >= LEAST_ALIKE else None


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _is_initialled(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """ "I. Konashenkov" is "Igor Konashenkov"."""
    if len(short) != len(long) or short[-1] != long[-1] or len(short) < 2:
        return False
    fits = all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(short[:-1], long[:-1], strict=True))
    return fits and any(len(word) == 1 for word in short[:-1])


def _bare(address: str) -> str:
    return address.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
