"""Say a published check in schema.org's words (https://schema.org/ClaimReview)."""

from typing import Any
from zoneinfo import ZoneInfo

from claims.publishing.public_claim import Moment, PublicAppearance, PublicClaim, PublicReview
from claims.vocabulary import ClaimantKind, Precision

# An unnamed claimant may be one or many: neither a Person nor an Organization can be said of it.
TYPES = {ClaimantKind.PERSON: "Person", ClaimantKind.BODY: "Organization"}
DAYS = (Precision.MINUTE, Precision.HOUR, Precision.DAY)


def as_jsonld(claim: PublicClaim, *, newsroom: str, site_url: str) -> list[dict[str, Any]]:
    """One ClaimReview for each published check of a rated claim; none for a claim without either."""
    if claim.rating is None or not claim.is_published:
        return []
    return [_review(claim, review, newsroom=newsroom, site_url=site_url) for review in claim.reviews]


def _review(claim: PublicClaim, review: PublicReview, *, newsroom: str, site_url: str) -> dict[str, Any]:
    said = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": review.url,
        "headline": review.headline,
        "claimReviewed": claim.statement,
        "datePublished": review.published_on,
        "inLanguage": review.language,
        "author": {"@type": "Organization", "name": newsroom, "url": site_url},
        "itemReviewed": _claim(claim, site_url=site_url),
        "reviewRating": _rating(review),
    }
    return said | ({"editor": {"@type": "Person", "name": review.byline}} if review.byline else {})


def _claim(claim: PublicClaim, *, site_url: str) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "Claim", "name": claim.statement, "url": f"{site_url}/claims/{claim.slug}/"}
    first = claim.first_appearance
    if first is not None:
        said |= _author(first) | _date(first.moment)
        said |= {"firstAppearance": _work(first)} if first.url else {}
    others = [_work(one) for one in claim.appearances if one.url and not one.is_first]
    return said | ({"appearance": others} if others else {})


def _author(first: PublicAppearance) -> dict[str, Any]:
    if first.claimant is None or first.claimant.kind not in TYPES:
        return {}
    return {"author": {"@type": TYPES[ClaimantKind(first.claimant.kind)], "name": first.claimant.name}}


def _date(moment: Moment | None) -> dict[str, str]:
    """The day where it was said, when it is known to the day."""
    if moment is None or moment.precision not in DAYS:
        return {}
    return {"datePublished": moment.at.astimezone(ZoneInfo(moment.zone)).date().isoformat()}


def _work(appearance: PublicAppearance) -> dict[str, Any]:
    return {"@type": "CreativeWork", "url": appearance.url} | _date(appearance.moment)


def _rating(review: PublicReview) -> dict[str, Any]:
    rating = review.rating
    said: dict[str, Any] = {"@type": "Rating", "alternateName": rating.label}
    if rating.explanation:
        said["ratingExplanation"] = rating.explanation
    if rating.numeric_value is not None:
        said |= {"ratingValue": rating.numeric_value, "worstRating": review.worst, "bestRating": review.best}
    return said
