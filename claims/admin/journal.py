"""The journal and the other append-only tables, to look at."""

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.acting import editor_of
from claims.admin.desk import ReadOnlyAdmin
from claims.models import ClaimReview, JournalEntry, Redaction, StatusChange
from claims.models.journal import JournalQuerySet


@admin.register(JournalEntry)
class JournalEntryAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = ["number", "recorded_at", "who", "kind", "claim", "reason"]
    list_filter = ["kind"]
    list_select_related = ["actor", "claim"]
    ordering = ["-number"]
    search_fields = ["reason"]
    readonly_fields = [
        "number",
        "recorded_at",
        "kind",
        "subject_type",
        "subject_id",
        "claim",
        "who",
        "before",
        "after",
        "reason",
        "is_imported",
        "digest",
    ]
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> JournalQuerySet:
        seen = cast("JournalQuerySet", super().get_queryset(request)).told().told_to(editor_of(request))
        return seen if permissions.may_manage_people(request.user) else seen.of_work()

    @admin.display(description=_("by"), ordering="actor")
    def who(self, entry: JournalEntry) -> Any:
        return entry.actor or _("the software")


@admin.register(StatusChange)
class StatusChangeAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = ["claim", "from_status", "to_status", "rating", "effective_at", "recorded_at", "by"]
    list_filter = ["to_status", "change_type"]
    list_select_related = ["claim", "rating", "by"]
    ordering = ["-number"]
    # Not the evidence: it may be restricted, and the claim's page shows what this person may see.
    readonly_fields = [
        "claim",
        "from_status",
        "to_status",
        "rating",
        "effective_at",
        "effective_precision",
        "effective_zone",
        "reason",
        "change_type",
        "corrects",
        "by",
        "number",
        "recorded_at",
    ]
    fields = readonly_fields


@admin.register(Redaction)
class RedactionAdmin(ReadOnlyAdmin):
    list_display = ["recorded_at", "kind", "by", "reason"]
    list_select_related = ["by"]
    ordering = ["-recorded_at", "-pk"]
    readonly_fields = ["kind", "reason", "by", "recorded_at"]
    fields = readonly_fields


@admin.register(ClaimReview)
class ClaimReviewAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = ["headline", "claim", "rating", "published_on", "language"]
    list_select_related = ["claim", "rating"]
    search_fields = ["headline", "url"]
    ordering = ["-published_on", "-pk"]
