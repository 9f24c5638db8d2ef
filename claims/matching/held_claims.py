"""Hold the claims in this process's memory, as the journal says they read now."""

import itertools
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from claims.analysis import similarity
from claims.analysis.meanings import MeaningIndex
from claims.analysis.similarity import ClaimIndex, ClaimText
from claims.matching.vectors import StoredVectors, chosen_encoders
from claims.models import Appearance, Claim, JournalEntry
from claims.vocabulary import JournalKind

AT_ONCE = 32  # claims whose vectors are made before one match: a third of a second
AT_A_START = 1000  # claims whose stored vectors are read together

# The acts after which a claim's wording, or a quotation of it, reads differently.
REWORDING = (
    JournalKind.CLAIM_RECORDED,
    JournalKind.CLAIM_EDITED,
    JournalKind.APPEARANCE_RECORDED,
    JournalKind.APPEARANCE_EDITED,
    JournalKind.APPEARANCE_WITHDRAWN,
)
_AT_ONCE = 2000  # claims read from the database together


@dataclass(frozen=True, slots=True)
class Cursor:
    """The newest journal entry this process has read. Its digest tells whether it is still the same journal."""

    number: int = 0
    digest: str = ""


class HeldClaims:
    """An index that reads, before each use, what the journal says since its cursor; by words, and by meaning."""

    def __init__(self, vectors_for: Callable[[], Iterable[StoredVectors]] | None = None) -> None:
        self._vectors_for = vectors_for or _chosen_vectors
        self._lock = threading.Lock()
        self._index: ClaimIndex | None = None
        self._by_meaning: tuple[MeaningIndex, ...] = ()
        self._unread: set[int] = set()  # claims whose vectors are not made yet
        self._cursor = Cursor()

    def refreshed(self) -> tuple[ClaimIndex, int]:
        """The index with every claim as it reads now, and the journal number up to which that is so."""
        with self._lock:
            if self._index is None or not _is_in_journal(self._cursor):
                self._index, self._cursor = self._begin(), Cursor()
            index, self._index = self._index, None  # one that was interrupted half way is not used again
            newest = _newest()
            if newest != self._cursor:
                self._take_in(index, newest)
            self._make_some(index)
            self._index = index
            return index, self._cursor.number

    def by_meaning(self) -> tuple[MeaningIndex, ...]:
        """The claims of `refreshed` by meaning, an index for each encoder that is present."""
        return self._by_meaning

    def _begin(self) -> ClaimIndex:
        model = similarity.load_model()
        self._unread = set()
        self._by_meaning = tuple(
            MeaningIndex(vectors.encoder, vectors, centre=model.centres.get(vectors.encoder.version))
            for vectors in self._vectors_for()
        )
        return ClaimIndex(model)

    def _take_in(self, index: ClaimIndex, newest: Cursor) -> None:
        known = self._cursor.number
        # Claims that came without an entry (the first load) are read all at once.
        claim_ids = _reworded_after(known) if known else set(Claim.objects.values_list("pk", flat=True))
        index.put_many(texts(claim_ids))
        self._unread |= claim_ids
        if not known:
            self._take_in_stored(index)
        self._cursor = newest

    def _take_in_stored(self, index: ClaimIndex) -> None:
        """At a start: every claim whose vectors were made before."""
        for start in range(0, len(waiting := sorted(self._unread)), AT_A_START):
            lines = {claim_id: index.lines(claim_id) for claim_id in waiting[start : start + AT_A_START]}
            stored = [one.vectors_of.has(itertools.chain(*lines.values())) for one in self._by_meaning]  # type: ignore[attr-defined]  # StoredVectors
            ready = {key: some for key, some in lines.items() if all(known.issuperset(some) for known in stored)}
            self._put(ready)

    def _make_some(self, index: ClaimIndex) -> None:
        """A few at each use: matching by words never waits for thousands of vectors."""
        self._put({claim_id: index.lines(claim_id) for claim_id in sorted(self._unread)[:AT_ONCE]})

    def _put(self, lines: dict[int, tuple[str, ...]]) -> None:
        for one in self._by_meaning:
            one.put(lines)
        self._unread -= lines.keys()


def _chosen_vectors() -> Iterable[StoredVectors]:
    return [StoredVectors(encoder) for encoder in chosen_encoders()]


held_claims = HeldClaims()


def texts(claim_ids: Iterable[int]) -> Iterator[ClaimText]:
    """Each claim's statement and quotation, then the quotations of its appearances, one a line; in order of the ids."""
    wanted = sorted(claim_ids)
    for begin in range(0, len(wanted), _AT_ONCE):
        yield from _texts(wanted[begin : begin + _AT_ONCE])


def _texts(wanted: list[int]) -> Iterator[ClaimText]:
    lines: dict[int, list[str]] = defaultdict(list)
    for pk, statement, quotation in Claim.objects.filter(pk__in=wanted).values_list("pk", "statement", "quotation"):
        lines[pk] += [statement, quotation]
    said = Appearance.objects.filter(claim__in=wanted, withdrawn_at=None).exclude(quotation="").order_by("pk")
    for pk, quotation in said.values_list("claim_id", "quotation"):
        lines[pk].append(quotation)
    return (ClaimText(claim_id=pk, text=_joined(lines[pk])) for pk in wanted if pk in lines)


def worded_number(claim_id: int) -> int:
    """The journal number since which the claim reads as it does."""
    entries = JournalEntry.objects.filter(claim_id=claim_id, kind__in=REWORDING).order_by("-number")
    return entries.values_list("number", flat=True).first() or 0


def _joined(lines: list[str]) -> str:
    return "\n".join(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


def _newest() -> Cursor:
    last = JournalEntry.objects.order_by("-number").values_list("number", "digest").first()
    return Cursor(*last) if last else Cursor()


def _is_in_journal(cursor: Cursor) -> bool:
    """False after a restored backup, or in another database: then nothing that is held can be trusted."""
    return cursor.number == 0 or JournalEntry.objects.filter(number=cursor.number, digest=cursor.digest).exists()


def _reworded_after(number: int) -> set[int]:
    entries = JournalEntry.objects.after(number).filter(kind__in=REWORDING).exclude(claim=None)
    return {pk for pk in entries.values_list("claim_id", flat=True) if pk is not None}
