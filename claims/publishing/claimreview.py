"""Say a published check in schema.org's words (https://schema.org/ClaimReview)."""

from typing import Any

from claims.publishing.public_claim import PublicAppearance, PublicClaim, PublicRating, PublicReview


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
        "reviewRating": _rating(review.rating),
    }
    return said | ({"editor": {"@type": "Person", "name": review.byline}} if review.byline else {})


def _claim(claim: PublicClaim, *, site_url: str) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "Claim", "name": claim.statement, "url": f"{site_url}/claims/{claim.slug}/"}
    first = claim.first_appearance
    if first is not None and first.moment is not None:
        said["datePublished"] = first.moment.at.date().isoformat()
    if first is not None and first.claimant is not None:
        kind = "Person" if first.claimant.kind == "person" else "Organization"
        said["author"] = {"@type": kind, "name": first.claimant.name}
    if first is not None and first.url:
        said["firstAppearance"] = _work(first)
    others = [_work(one) for one in claim.appearances if one.url and not one.is_first]
    return said | ({"appearance": others} if others else {})


def _work(appearance: PublicAppearance) -> dict[str, Any]:
    return {"@type": "CreativeWork", "url": appearance.url}


def _rating(rating: PublicRating) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "Rating", "alternateName": rating.label}
    if rating.explanation:
        said["ratingExplanation"] = rating.explanation
    if rating.numeric_value is not None:
        said |= {"ratingValue": rating.numeric_value, "worstRating": 1, "bestRating": 5}
    return said
