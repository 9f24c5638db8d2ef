"""Reduce a text to a few numbers by which its copies are found among very many."""

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final

from claims.analysis.reuse import SHINGLE, TELLING, telling_words

# Every run of as many words as tells something leaves at least one of its numbers in both texts.
WINDOW: Final = TELLING - SHINGLE + 1
MOST: Final = 512  # numbers kept of one text, the smallest


def fingerprints(text: str) -> frozenset[int]:
    """Numbers of 64 bits (signed, as databases keep them) that texts share when they share twenty words in a row.

    Winnowing (Schleimer, Wilkerson and Aiken 2003): of each window of neighbouring shingles the smallest hash, about
    2 of 17. Of a long text the smallest 512, which two long texts choose alike (Broder's sketch); there the promise
    holds for a share of the passages only. Empty for a text of fewer than five words.
    """
    hashes = list(_hashes([word.root for word in telling_words(text)]))
    return frozenset(sorted(set(_winnowed(hashes)))[:MOST])


def _hashes(roots: Sequence[str]) -> Iterator[int]:
    for place in range(len(roots) - SHINGLE + 1):
        shingle = "\0".join(roots[place : place + SHINGLE]).encode("utf-8", errors="surrogatepass")
        yield int.from_bytes(hashlib.blake2b(shingle, digest_size=8).digest(), "big", signed=True)


def _winnowed(hashes: Sequence[int]) -> Iterator[int]:
    """The smallest of every window; of a text shorter than a window the smallest of all."""
    smallest: deque[int] = deque()  # places of hashes that grow
    for place, value in enumerate(hashes):
        while smallest and hashes[smallest[-1]] >= value:
            smallest.pop()
        smallest.append(place)
        if smallest[0] <= place - WINDOW:
            smallest.popleft()
        if place >= WINDOW - 1:
            yield hashes[smallest[0]]
    if 0 < len(hashes) < WINDOW:
        yield hashes[smallest[0]]
