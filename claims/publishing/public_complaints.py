"""What the public may know of complaints: only how many led to a correction of what readers saw."""

from datetime import datetime

from claims.models import Claim, ComplaintAnswer


def upheld(claim: Claim, *, as_of: datetime | None) -> int:
    """How many complaints about the claim a correction followed, by the newest answer to each at `as_of`."""
    rows = ComplaintAnswer.objects.filter(complaint__claim=claim).order_by("number")
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    corrected = dict(rows.values_list("complaint", "led_to__recorded_at"))
    seen_since = claim.published_at
    return sum(1 for at in corrected.values() if at is not None and seen_since is not None and at >= seen_since)
