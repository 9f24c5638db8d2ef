"""What needs a person now: numbers, each a link to its list."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.desk import without_drafts
from claims.models import Claim, ClaimWatch, Feed, Page, Suggestion
from claims.vocabulary import PageState, Publication

NEWEST = 8


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the dashboard."""

    label: str | Promise
    count: int
    link: str


def numbers(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The dashboard's context; the theme calls it by its name in the settings."""
    claims = Claim.objects.visible_to(request.user)
    suggestions = without_drafts(Suggestion.objects.open(), request, "claim")
    strongest = suggestions.select_related("claim", "article__outlet").order_by("-score", "pk")
    wanted = claims.exclude(review_wanted_at=None)
    return {
        **context,
        "title": _("What needs a person now"),
        "numbers": _waiting(request, claims, suggestions, wanted),
        "strongest": strongest[:NEWEST],
        "review_wanted": wanted.order_by("review_wanted_at")[:NEWEST],
        "may_record": permissions.may_record(request.user),
    }


def _waiting(request: HttpRequest, claims: Any, suggestions: Any, wanted: Any) -> list[Number]:
    late = without_drafts(ClaimWatch.objects.late(), request, "claim")
    listed = reverse("admin:claims_claim_changelist")
    told = [
        Number(_("suggestions waiting"), suggestions.count(), reverse("admin:review")),
        Number(_("searches that are late"), late.count(), f"{listed}?waiting_for=late"),
        Number(_("claims to look at again"), wanted.count(), f"{listed}?waiting_for=review"),
        Number(_("feeds that fail"), Feed.objects.failing().count(), _feeds()),
        Number(
            _("pages that need a copy"),
            Page.objects.filter(state=PageState.NEEDS_COPY).count(),
            reverse("admin:claims_page_changelist") + "?state__exact=needs_copy",
        ),
    ]
    if permissions.may_see_drafts(request.user):
        drafts = claims.filter(publication=Publication.DRAFT).count()
        told.append(Number(_("drafts"), drafts, f"{listed}?publication__exact=draft"))
    return told


def _feeds() -> str:
    return reverse("admin:claims_feed_changelist") + "?health=failing"
