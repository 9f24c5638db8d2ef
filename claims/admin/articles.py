"""Articles and their revisions, to look at."""

import io
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.desk import ReadOnlyAdmin
from claims.models import Article, BodyDestroyed, Revision, database_now
from claims.publishing import warc


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
        "live_blog",
    ]
    fields = readonly_fields
    change_form_outer_after_template = "admin/claims/revisions.html"

    @admin.display(description=_("headline"), ordering="title")
    def headline(self, article: Article) -> str:
        return str(article)[:120]

    def get_urls(self) -> list[URLPattern]:
        warc_view = self.admin_site.admin_view(self.warc_view)
        return [path("<int:article_id>/warc/", warc_view, name="article_warc"), *super().get_urls()]

    def warc_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Every snapshot of the article, in the archives' own format."""
        article = get_object_or_404(Article, pk=article_id)
        stream = io.BytesIO()
        warc.write_warc(article, stream, now=database_now())
        headers = {"Content-Disposition": f'attachment; filename="{article.public_id}.warc.gz"'}
        return HttpResponse(stream.getvalue(), content_type="application/warc", headers=headers)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article = context.get("original")
        if article is not None:
            context["may_redact"] = permissions.may_redact(request.user)
            newest = article.revisions.select_related("body").order_by("-number")[:10]
            context["copies"] = article.archived_copies.order_by("archived_at", "pk")
            context["posts"] = article.posts.order_by("-published_at", "-pk")[:50]
            context["revisions"] = [(revision, text_of(revision)) for revision in newest]
        return super().render_change_form(request, context, *args, **kwargs)


def text_of(revision: Revision) -> str | None:
    """The text as it read, None when it was removed."""
    try:
        return revision.body.text()
    except BodyDestroyed:
        return None
