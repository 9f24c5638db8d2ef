"""The suggestions that wait, by story and claim: claims with a strong one first, then what has waited longest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Case, Count, Max, Min, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from claims.admin.acting import editor_of
from claims.admin.waiting import held_for
from claims.analysis.thresholds import Thresholds
from claims.models import Claim, Story, Suggestion

MOST = 200  # claims on the page


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim with what waits for it."""

    claim: Claim
    waiting: int
    strong: int
    strongest: float
    oldest: datetime


@dataclass(frozen=True, slots=True)
class StoryLines:
    """A story's claims with suggestions waiting, in their order; `waiting` counts all of the story."""

    story: Story | None
    lines: tuple[ClaimLine, ...]
    waiting: int | None = None


def open_suggestions(request: HttpRequest, held: Thresholds) -> "QuerySet[Suggestion]":
    return Suggestion.objects.visible_to(editor_of(request)).open().shown(held)


def lines(request: HttpRequest, held: Thresholds, *, most: int) -> tuple[ClaimLine, ...]:
    """The first `most` claims. Two questions to the database, answered from one index."""
    grouped = (
        open_suggestions(request, held)
        .values("claim")
        .annotate(
            waiting=Count("*"),
            strong=Count("score", filter=Q(score__gte=held.strict)),
            strongest=Max("score"),
            oldest=Min("created_at"),
            place=Case(When(strongest__gte=held.strict, then=Value(0)), default=Value(1)),
        )
    )
    rows: list[Any] = list(grouped.order_by("place", "oldest", "claim")[:most])
    claims = Claim.objects.select_related("story").in_bulk([row["claim"] for row in rows])
    told = ("waiting", "strong", "strongest", "oldest")
    return tuple(ClaimLine(claims[row["claim"]], *(row[name] for name in told)) for row in rows)


def by_story(found: Iterable[ClaimLine], counts: dict[int | None, int] | None = None) -> tuple[StoryLines, ...]:
    """The lines under their stories; a story stands where its first claim does."""
    stories: dict[int | None, list[ClaimLine]] = {}
    for line in found:
        stories.setdefault(line.claim.story_id, []).append(line)
    counted = counts or {}
    return tuple(StoryLines(ones[0].claim.story, tuple(ones), counted.get(key)) for key, ones in stories.items())


def worklist_view(request: HttpRequest) -> HttpResponse:
    """The page: by story and claim, at most 200 claims."""
    held = held_for(request)
    found = lines(request, held, most=MOST + 1)
    rows = open_suggestions(request, held).values_list("claim__story").annotate(waiting=Count("*")).order_by()
    context = {
        **admin.site.each_context(request),
        "title": _("Suggestions by story and claim"),
        "stories": by_story(found[:MOST], dict(rows)),
        "is_cut": len(found) > MOST,
        "most": MOST,
    }
    return TemplateResponse(request, "admin/claims/worklist_page.html", context)


def urls() -> list[URLPattern]:
    return [path("waiting/", admin.site.admin_view(worklist_view), name="worklist")]
