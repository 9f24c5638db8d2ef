"""Rule 4: which status holds, as of what we knew, for when it was so."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from claims.vocabulary import ChangeType, ClaimKind, RatingScaleKind, VerificationStatus


class Change(Protocol):
    """What rule 4 needs to know of a status change."""

    @property
    def number(self) -> int: ...
    @property
    def effective_at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def corrects_number(self) -> int | None: ...


Known = TypeVar("Known", bound=Change)


def standing(changes: Iterable[Known], *, as_of: datetime | None = None) -> list[Known]:
    """The changes known at `as_of` (None: now) that none known then corrects."""
    known = [change for change in changes if as_of is None or change.recorded_at <= as_of]
    corrected = {change.corrects_number for change in known}
    return [change for change in known if change.number not in corrected]


def current(
    changes: Iterable[Known], *, as_of: datetime | None = None, effective_at: datetime | None = None
) -> Known | None:
    """The change that holds: among the standing ones the greatest effective_at, then the greatest journal number.

    `as_of`: what we knew then. `effective_at`: what we know to have been so then. None when no change holds:
    the claim is (or was) unverified.
    """
    candidates = [
        change
        for change in standing(changes, as_of=as_of)
        if effective_at is None or change.effective_at <= effective_at
    ]
    return max(candidates, key=lambda change: (change.effective_at, change.number), default=None)


SCALE_OF_KIND = {
    ClaimKind.PREDICTION: RatingScaleKind.PREDICTIONS,
    ClaimKind.PROMISE: RatingScaleKind.PROMISES,
}


def scales_for(kind: str) -> frozenset[str]:
    """The scales a claim of this kind may be rated on; pictures and recordings are facts, judged as media."""
    scale = SCALE_OF_KIND.get(ClaimKind(kind))
    return frozenset({scale}) if scale else frozenset({RatingScaleKind.STATEMENTS, RatingScaleKind.MEDIA})


NEEDS_EVIDENCE = frozenset({VerificationStatus.SETTLED, VerificationStatus.DISPUTED, VerificationStatus.CORROBORATED})


def missing(*, leaving: str, to: str, reason: str, has_rating: bool, has_evidence: bool, change_type: str) -> str:
    """The first field that rule 3 asks for and that is not there: reason, rating, evidence, change_type, or ""."""
    if not reason.strip():
        return "reason"
    if to == VerificationStatus.SETTLED and not has_rating:
        return "rating"
    if to in NEEDS_EVIDENCE and not has_evidence:
        return "evidence"
    if leaving == VerificationStatus.SETTLED and change_type not in ChangeType.values:
        return "change_type"
    return ""
