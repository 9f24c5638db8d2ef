"""Lay out a claim's public page: the one context that the site and the desk's preview show."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from claims.publishing import claimreview, source_groups, timelines
from claims.publishing.public_claim import PublicClaim


def page_of(claim: PublicClaim, *, at: datetime) -> dict[str, object]:
    """What the templates in claims/ show of `claim`, seen at `at`. Search engines read the present only."""
    is_the_present = claim.as_of is None and claim.effective_at is None
    return {
        "claim": claim,
        "at": at,
        "timeline": timelines.timeline(claim, zone=ZoneInfo(settings.NEWSROOM_TIME_ZONE)),
        "strip": timelines.strip(claim, until=at),
        "sources": source_groups.grouped(claim.evidence),
        "jsonld": _jsonld(claim) if is_the_present else [],
        "canonical": f"{settings.SITE_URL}/claims/{claim.slug}/",
    }


def _jsonld(claim: PublicClaim) -> list[dict[str, object]]:
    return claimreview.as_jsonld(claim, newsroom=settings.NEWSROOM_NAME, site_url=settings.SITE_URL)
