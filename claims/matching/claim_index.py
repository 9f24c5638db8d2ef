"""Hold the claims in this process's memory, as the journal says they read now."""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from claims.analysis import similarity
from claims.analysis.similarity import ClaimIndex, ClaimText
from claims.models import Appearance, Claim, JournalEntry
from claims.vocabulary import JournalKind

# The acts after which a claim's wording, or a quotation of it, reads differently.
REWORDING = (
    JournalKind.CLAIM_RECORDED,
    JournalKind.CLAIM_EDITED,
    JournalKind.APPEARANCE_RECORDED,
    JournalKind.APPEARANCE_EDITED,
    JournalKind.APPEARANCE_WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The newest journal entry this process has read. Its digest tells whether it is still the same journal."""

    number: int = 0
    digest: str = ""


class HeldClaims:
    """An index that reads, before each use, what the journal says since its cursor."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index: ClaimIndex | None = None
        self._cursor = Cursor()

    def refreshed(self) -> tuple[ClaimIndex, int]:
        """The index with every claim as it reads now, and the journal number up to which that is so."""
        with self._lock:
            if self._index is None or not _is_in_journal(self._cursor):
                self._index, self._cursor = ClaimIndex(similarity.load_model()), Cursor()
            newest = _newest()
            if newest != self._cursor:
                self._take_in(self._index, newest)
            return self._index, self._cursor.number

    def _take_in(self, index: ClaimIndex, newest: Cursor) -> None:
        known = self._cursor.number
        # Claims that came without an entry (the first load) are read all at once.
        claim_ids = _reworded_after(known) if known else set(Claim.objects.values_list("pk", flat=True))
        for text in texts(claim_ids):
            index.put(text)
        self._cursor = newest


held_claims = HeldClaims()


def texts(claim_ids: Iterable[int]) -> list[ClaimText]:
    """Each claim's statement and quotation, then the quotations of its appearances, one a line."""
    wanted = sorted(claim_ids)
    lines: dict[int, list[str]] = defaultdict(list)
    for pk, statement, quotation in Claim.objects.filter(pk__in=wanted).values_list("pk", "statement", "quotation"):
        lines[pk] += [statement, quotation]
    said = Appearance.objects.filter(claim__in=wanted, withdrawn_at=None).exclude(quotation="").order_by("pk")
    for pk, quotation in said.values_list("claim_id", "quotation"):
        lines[pk].append(quotation)
    return [ClaimText(claim_id=pk, text=_joined(lines[pk])) for pk in wanted if pk in lines]


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
