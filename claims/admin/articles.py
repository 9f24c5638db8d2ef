"""Articles and their revisions, to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.desk import ReadOnlyAdmin
from claims.models import Article, BodyDestroyed, Revision


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ["headline", "outlet", "published_at", "first_seen_at", "revision_count", "disappeared_at"]
    list_select_related = ["outlet"]
    search_fields = ["title", "url"]
    ordering = ["-first_seen_at", "-pk"]
    readonly_fields = [
        "title",
        "url",
        "outlet",
        "language",
        "published_at",
        "first_seen_at",
        "disappeared_at",
        "revision_count",
    ]
    fields = readonly_fields
    change_form_outer_after_template = "admin/claims/revisions.html"

    @admin.display(description=_("headline"), ordering="title")
    def headline(self, article: Article) -> str:
        return str(article)[:120]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article = context.get("original")
        if article is not None:
            context["may_redact"] = permissions.may_redact(request.user)
            newest = article.revisions.select_related("body").order_by("-number")[:10]
            context["revisions"] = [(revision, text_of(revision)) for revision in newest]
        return super().render_change_form(request, context, *args, **kwargs)


def text_of(revision: Revision) -> str | None:
    """The text as it read, None when it was removed."""
    try:
        return revision.body.text()
    except BodyDestroyed:
        return None
