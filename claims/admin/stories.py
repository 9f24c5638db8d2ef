"""Stories and topics on the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.acting import editor_of
from claims.admin.desk import DeskAdmin, ReadOnlyAdmin
from claims.models import Story, Topic, database_now
from claims.recording import stories
from claims.vocabulary import Publication


@admin.register(Story)
class StoryAdmin(DeskAdmin):
    may_add = staticmethod(permissions.may_record)
    may_change = staticmethod(permissions.may_record)
    list_display = ["title", "priority", "assignee", "next_step", "claim_count"]
    list_filter = ["priority"]
    list_select_related = ["assignee"]
    search_fields = ["title", "next_step"]
    ordering = ["-priority", "-pk"]
    fields = ["title", "priority", "assignee", "next_step", "notes"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Story]":
        is_seen = Q() if permissions.may_see_drafts(request.user) else ~Q(claims__publication=Publication.DRAFT)
        rows: QuerySet[Story] = super().get_queryset(request)
        return rows.annotate(claim_count=Count("claims", filter=is_seen))

    @admin.display(description=_("claims"), ordering="claim_count")
    def claim_count(self, story: Any) -> int:
        return int(story.claim_count)

    def write(self, request: HttpRequest, form: BaseForm, original: Any) -> Story:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        if original is None:
            return stories.record(**given, editor=editor, now=now)
        changed = {name: given[name] for name in form.changed_data}
        return stories.edit(story=original, editor=editor, now=now, **changed)


@admin.register(Topic)
class TopicAdmin(ReadOnlyAdmin):
    list_display = ["name", "description"]
    search_fields = ["name"]
    ordering = ["name"]
