"""The editors' door: the admin, a file a noun or page."""

from django.contrib import admin

from claims.admin import (
    articles,
    captures,
    claimants,
    claims,
    evidence,
    feeds,
    journal,
    outlets,
    pages,
    people,
    ratings,
    redactions,
    review,
    seals,
    sources,
    stories,
    suggestions,
    tokens,
)

__all__ = [
    "articles",
    "captures",
    "claimants",
    "claims",
    "evidence",
    "feeds",
    "journal",
    "outlets",
    "pages",
    "people",
    "ratings",
    "redactions",
    "review",
    "seals",
    "sources",
    "stories",
    "suggestions",
    "tokens",
]


def _own_pages() -> list[object]:
    return [*review.urls(), *seals.urls(), *redactions.urls()]


admin.site.extra_urls = _own_pages  # type: ignore[attr-defined]  # the theme's site asks for it by this name
