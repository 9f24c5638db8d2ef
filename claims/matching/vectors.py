"""Keep the vectors of claims' lines in the database, so that no restart makes one again."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from django.conf import settings
from django.db.models import QuerySet

from claims.analysis import encoders, meanings
from claims.analysis.encoders import Encoder, Matrix
from claims.models import TextVector

logger = logging.getLogger(__name__)

_MOST_ASKED = 500  # rows of one query
_MOST_REMEMBERED = 4096  # vectors that need not be asked for again, 2 MB at most


class StoredVectors:
    """The vectors of texts by one encoder: remembered, read from the database, or made now and stored."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._recent: dict[str, bytes] = {}  # by digest, oldest first

    def __call__(self, texts: Sequence[str]) -> Matrix:
        """The vectors of the texts, shape (texts, size), in their order."""
        text_of = {meanings.text_digest(text): text for text in texts}
        known = {digest: self._recent[digest] for digest in text_of if digest in self._recent}
        known |= self._stored(digest for digest in text_of if digest not in known)
        new = [digest for digest in text_of if digest not in known]
        if new:
            known |= self._make({digest: text_of[digest] for digest in new})
        self._remember(known)
        return meanings.unpacked([known[meanings.text_digest(text)] for text in texts], self.encoder.size)

    def has(self, texts: Iterable[str]) -> set[str]:
        """Those of the texts whose vectors are stored."""
        text_of = {meanings.text_digest(text): text for text in texts}
        stored = (self._rows(some).values_list("text_sha256", flat=True) for some in _parts(list(text_of)))
        return {text_of[digest] for some in stored for digest in some}

    def _stored(self, digests: Iterable[str]) -> dict[str, bytes]:
        rows = (self._rows(some).values_list("text_sha256", "vector") for some in _parts(list(digests)))
        return {digest: bytes(vector) for some in rows for digest, vector in some}

    def _rows(self, digests: Sequence[str]) -> "QuerySet[TextVector]":
        return TextVector.objects.filter(encoder=self.encoder.version, text_sha256__in=digests)

    def _make(self, text_of: dict[str, str]) -> dict[str, bytes]:
        made = dict(zip(text_of, map(meanings.as_bytes, self.encoder.encode(list(text_of.values()))), strict=True))
        rows = [TextVector(encoder=self.encoder.version, text_sha256=key, vector=one) for key, one in made.items()]
        # Another worker may make the same one at the same time: whichever is there first stays.
        TextVector.objects.bulk_create(rows, ignore_conflicts=True)
        return made

    def _remember(self, known: dict[str, bytes]) -> None:
        for digest, vector in known.items():
            self._recent.pop(digest, None)
            self._recent[digest] = vector
        while len(self._recent) > _MOST_REMEMBERED:
            del self._recent[next(iter(self._recent))]


def _parts(digests: Sequence[str]) -> Iterator[Sequence[str]]:
    return (digests[start : start + _MOST_ASKED] for start in range(0, len(digests), _MOST_ASKED))


@cache
def chosen_encoders() -> tuple[Encoder, ...]:
    """The encoders this process matches with, loaded when they are first wanted: those installed, or those chosen.

    One that cannot be loaded is said in the log, and matching goes on without it.
    """
    wanted = settings.MATCH_ENCODERS or encoders.installed()
    return tuple(one for one in map(_loaded, wanted) if one is not None)


def _loaded(name: str) -> Encoder | None:
    try:
        return encoders.load(name)
    except (LookupError, ImportError, OSError, RuntimeError, ValueError) as reason:
        if name != "none":
            logger.error("The encoder %s cannot be loaded (%s): matching goes on without it.", name, reason)
        return None
