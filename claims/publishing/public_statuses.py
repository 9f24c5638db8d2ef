"""What the public may know of how a claim's status changed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import get_language

from claims.models import Claim, Evidence, Rating, StatusChange, StatusChangeEvidence
from claims.publishing.public_claim import Moment, PublicChange, PublicRating
from claims.publishing.public_evidence import PROTECTING, is_public_today


def changes_of(claims: Iterable[Claim], *, as_of: datetime | None) -> dict[int, list[PublicChange]]:
    """By the claim's id: the changes known at `as_of`, in the order in which they were recorded."""
    rows = StatusChange.objects.filter(claim__in=list(claims)).order_by("number")
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    further = StatusChangeEvidence.objects.select_related(*(f"evidence__{name}" for name in PROTECTING))
    found = list(
        rows.select_related(
            "rating__scale", "corrects", "by", *(f"evidence__{name}" for name in PROTECTING)
        ).prefetch_related(Prefetch("further_evidence", queryset=further))
    )
    corrected = {row.corrects_id for row in found}
    by_claim: dict[int, list[PublicChange]] = defaultdict(list)
    for row in found:
        by_claim[row.claim_id].append(_change(row, is_corrected=row.pk in corrected))
    return by_claim


def public_rating(rating: Rating | None, *, language: str = "") -> PublicRating | None:
    """A rating as readers see it, in the language they read or the one given. Its scale is loaded with it."""
    if rating is None:
        return None
    label, explanation = rating.worded(language or get_language() or rating.language)
    return PublicRating(
        label=label,
        explanation=explanation,
        colour=rating.colour,
        numeric_value=rating.numeric_value,
        outcome=rating.outcome,
        slug=rating.slug,
        scale=str(rating.scale),
    )


def _change(row: StatusChange, *, is_corrected: bool) -> PublicChange:
    return PublicChange(
        number=row.number,
        status=row.to_status,
        rating=public_rating(row.rating),
        moment=Moment(row.effective_at, row.effective_precision, row.effective_zone),
        recorded_at=row.recorded_at,
        reason=row.reason,
        change_type=row.change_type,
        is_corrected=is_corrected,
        is_imported=row.is_imported,
        by=str(row.by) if settings.EDITOR_NAMES_PUBLIC else "",
        evidence=tuple(str(one.public_id) for one in _behind(row) if is_public_today(one)),
        corrects_number=row.corrects.number if row.corrects else None,
    )


def _behind(row: StatusChange) -> list[Evidence]:
    further = [one.evidence for one in row.further_evidence.all()]
    return [row.evidence, *further] if row.evidence else further
