"""Suggestions and decisions, to look at; deciding is done in the review queue."""

from typing import cast

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.acting import editor_of
from claims.admin.desk import ReadOnlyAdmin
from claims.models import Decision, FollowUpCheck, MatchThresholds, Suggestion
from claims.models.suggestions import DecisionQuerySet, SuggestionQuerySet


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    list_display = ["article", "claim", "state", "origin", "percent", "stance", "created_at", "review"]
    list_filter = ["state", "origin", "stance"]
    list_select_related = ["article", "claim"]
    search_fields = ["article__title", "claim__statement"]
    ordering = ["-pk"]
    readonly_fields = ["article", "claim", "state", "origin", "score", "stance", "model_version", "created_at"]
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> SuggestionQuerySet:
        return cast("SuggestionQuerySet", super().get_queryset(request)).visible_to(editor_of(request))

    @admin.display(description=_("score"), ordering="score")
    def percent(self, suggestion: Suggestion) -> str:
        return f"{suggestion.score:.0%}"

    @admin.display(description=_("what may be done"))
    def review(self, suggestion: Suggestion) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("admin:review_one", args=[suggestion.pk]), _("Review"))


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    claim_path = "suggestion__claim"
    list_display = ["recorded_at", "act", "by", "reason", "suggestion"]
    list_filter = ["act"]
    list_select_related = ["by", "suggestion"]
    ordering = ["-number"]

    def get_queryset(self, request: HttpRequest) -> DecisionQuerySet:
        return cast("DecisionQuerySet", super().get_queryset(request)).visible_to(editor_of(request))


@admin.register(MatchThresholds)
class MatchThresholdsAdmin(ReadOnlyAdmin):
    """Every set that a chief adopted; the newest holds."""

    list_display = ["recorded_at", "silent", "show", "strict", "model_version", "by"]
    list_select_related = ["by"]
    ordering = ["-number"]
    readonly_fields = ["silent", "show", "strict", "model_version", "figures", "by", "number", "recorded_at"]
    fields = readonly_fields


@admin.register(FollowUpCheck)
class FollowUpCheckAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = ["claim", "finished_at", "outcome", "found"]
    list_filter = ["outcome"]
    list_select_related = ["claim"]
    ordering = ["-finished_at", "-pk"]
