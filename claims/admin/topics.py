"""Topics on the desk: what readers follow across stories, and the claims of each."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.acting import editor_of
from claims.admin.seen_forms import SeenDeskAdmin
from claims.models import Claim, Topic, database_now
from claims.recording import topics
from claims.vocabulary import Publication

MOST = 200  # claims shown of one topic


@admin.register(Topic)
class TopicAdmin(SeenDeskAdmin):
    may_add = staticmethod(permissions.may_record)
    may_change = staticmethod(permissions.may_record)
    list_display = ["name", "description", "claim_count"]
    search_fields = ["name", "description"]
    ordering = ["name"]
    fields = ["name", "description"]
    compared = ("name", "description")
    change_form_outer_after_template = "admin/claims/topic.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Topic]":
        is_seen = Q() if permissions.may_see_drafts(request.user) else ~Q(claims__publication=Publication.DRAFT)
        rows: QuerySet[Topic] = super().get_queryset(request)
        return rows.annotate(claim_count=Count("claims", filter=is_seen))

    @admin.display(description=_("claims"), ordering="claim_count")
    def claim_count(self, topic: Any) -> int:
        return int(topic.claim_count)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        topic = context.get("original")
        if topic is not None:
            seen = Claim.objects.visible_to(request.user).filter(topics=topic).select_related("story")
            claims = list(seen.order_by("story__title", "-created_at", "-pk")[:MOST])
            context["claims"] = claims
            context["is_followed"] = any(one.publication == Publication.PUBLISHED for one in claims)
        return super().render_change_form(request, context, *args, **kwargs)

    def write(self, request: HttpRequest, form: BaseForm, original: Any) -> Topic:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        if original is None:
            return topics.record(**given, editor=editor, now=now)
        return topics.edit(topic=original, editor=editor, now=now, **given)
