"""Suggestions and decisions, to look at; deciding is done in the review queue."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.desk import ReadOnlyAdmin
from claims.models import Decision, FollowUpCheck, Suggestion


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = ["article", "claim", "state", "origin", "percent", "stance", "created_at", "review"]
    list_filter = ["state", "origin", "stance"]
    list_select_related = ["article", "claim"]
    search_fields = ["article__title", "claim__statement"]
    ordering = ["-score", "pk"]
    readonly_fields = ["article", "claim", "state", "origin", "score", "stance", "model_version", "created_at"]
    fields = readonly_fields

    @admin.display(description=_("score"), ordering="score")
    def percent(self, suggestion: Suggestion) -> str:
        return f"{suggestion.score:.0%}"

    @admin.display(description="")
    def review(self, suggestion: Suggestion) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("admin:review_one", args=[suggestion.pk]), _("Review"))


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    claim_path = "suggestion__claim"
    list_display = ["recorded_at", "act", "by", "reason", "suggestion"]
    list_filter = ["act"]
    list_select_related = ["by", "suggestion"]
    ordering = ["-number"]


@admin.register(FollowUpCheck)
class FollowUpCheckAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = ["claim", "finished_at", "outcome", "found"]
    list_filter = ["outcome"]
    list_select_related = ["claim"]
    ordering = ["-finished_at", "-pk"]
