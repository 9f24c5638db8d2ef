"""What changes in the review queue while an editor reads: how many wait, who else looks, what somebody decided."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.views import View

from claims import permissions
from claims.admin import review_queue, sidebar
from claims.admin.acting import editor_of
from claims.admin.waiting import held_for
from claims.analysis.thresholds import Thresholds
from claims.models import Decision, StanceReading, Suggestion, database_now
from claims.verification import leases
from claims.verification.leases import Looks
from claims.vocabulary import SuggestionState


class LivePage(View):
    """POST: these lines again, every few seconds; whoever may decide says with it what is on the screen."""

    def post(self, request: HttpRequest, suggestion_id: int | None = None) -> HttpResponse:
        suggestion = None
        if suggestion_id is not None:
            suggestion = get_object_or_404(review_queue.visible(request), pk=suggestion_id)
        person, now = editor_of(request), database_now()
        looks = leases.looks(person=person, now=now)
        if suggestion and permissions.may_decide(person) and not looks.is_known(suggestion):
            leases.look(suggestion=suggestion, person=person, now=now)
        context = standing(request, suggestion, held_for(request), looks)
        context |= {"suggestion": suggestion, "badge": sidebar.suggestions_waiting(request)}
        return render(request, "admin/claims/review_live.html", context)


def standing(request: HttpRequest, suggestion: Suggestion | None, held: Thresholds, looks: Looks) -> dict[str, Any]:
    """How many wait, which colleagues look at the same suggestion, and how it was decided if it was."""
    return {
        "waiting": review_queue.counted(review_queue.queue(request, held)),
        "lookers": looks.at(suggestion),
        "theirs": decision_on(suggestion) if suggestion else None,
        "may_decide": permissions.may_decide(request.user),
    }


def decision_on(suggestion: Suggestion) -> dict[str, Any] | None:
    """The decision that stands, with the stance that was read; None while it is open."""
    if suggestion.state == SuggestionState.OPEN:
        return None
    decision = Decision.objects.filter(suggestion=suggestion).select_related("by").order_by("-number").first()
    readings = StanceReading.objects.filter(evidence__suggestion=suggestion, evidence__withdrawn_at=None)
    return {"decision": decision, "reading": readings.order_by("-number").first()} if decision else None


def urls() -> list[URLPattern]:
    page = admin.site.admin_view(LivePage.as_view())
    return [
        path("review/live/", page, name="review_live"),
        path("review/<int:suggestion_id>/live/", page, name="review_live_one"),
    ]
