"""Articles and their revisions, to look at."""

import io
from contextlib import suppress
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin import comparisons, survivors
from claims.admin.acting import editor_of
from claims.admin.desk import ReadOnlyAdmin
from claims.analysis import addresses, search_words
from claims.models import Article, ArticleText, Derivation, Revision, database_now
from claims.models.pages import address_digest
from claims.publishing import warc


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = [
        "headline",
        survivors.column("outlet", _("outlet")),
        "published_at",
        "first_seen_at",
        "revision_count",
        "disappeared_at",
    ]
    list_select_related = ["outlet__merged_into"]
    search_fields = ["title"]  # shows the box; get_search_results says what it finds
    search_help_text = _(
        "Words of the headline and the text in any language, all of which must stand there; or an address."
    )
    ordering = ["-first_seen_at", "-pk"]
    readonly_fields = [
        "title",
        "url",
        survivors.line("outlet", _("outlet")),
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

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        """By the index over all words; a scan of the headlines would take as long as there are articles."""
        return (searched(queryset, search_term) if search_term.strip() else queryset), False

    def get_urls(self) -> list[URLPattern]:
        pages = {"warc": self.warc_view, "compare": self.compare_view}
        own = [
            path(f"<int:article_id>/{name}/", self.admin_site.admin_view(view), name=f"article_{name}")
            for name, view in pages.items()
        ]
        return [*own, *super().get_urls()]

    def warc_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Every snapshot of the article, in the archives' own format."""
        article = get_object_or_404(Article, pk=article_id)
        stream = io.BytesIO()
        warc.write_warc(article, stream, now=database_now())
        headers = {"Content-Disposition": f'attachment; filename="{article.public_id}.warc.gz"'}
        return HttpResponse(stream.getvalue(), content_type="application/warc", headers=headers)

    def compare_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Any two revisions, word by word, below what rests on the article."""
        article = get_object_or_404(Article, pk=article_id)
        listed = list(article.revisions.select_related("body").defer("body__compressed").order_by("number"))
        old, new = _chosen(listed, request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("What changed"),
            "article": article,
            "revisions": listed,
            "comparison": comparisons.of(old, new) if old is not None and new is not None else None,
            "resting": comparisons.resting(article, new, editor_of(request)) if new is not None else [],
            "is_newest": new is not None and new == listed[-1],
            "may_decide": permissions.may_decide(request.user),
        }
        return TemplateResponse(request, "admin/claims/comparison.html", context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article = context.get("original")
        if article is not None:
            context["may_redact"] = permissions.may_redact(request.user)
            newest = list(article.revisions.select_related("body").order_by("-number")[:10])
            context["copies"] = article.archived_copies.order_by("archived_at", "pk")
            related = ("article", "original", "source__merged_into", "claimant__merged_into")
            told = Derivation.objects.visible_to(editor_of(request)).select_related(*related).order_by("pk")
            context["rests_on"] = told.filter(article=article)
            context["resting_on_it"] = told.filter(original=article)[:50]
            if newest:
                context["may_decide"] = permissions.may_decide(request.user)
                context["resting"] = comparisons.resting(article, newest[0], editor_of(request))
            context["posts"] = article.posts.order_by("-published_at", "-pk")[:50]
            context["revisions"] = [(revision, revision.kept_text) for revision in newest]
        return super().render_change_form(request, context, *args, **kwargs)


def searched(articles: "QuerySet[Any]", typed: str) -> "QuerySet[Any]":
    """The articles that hold every word that was typed, or the one at the address that was."""
    if "://" in typed:
        with suppress(ValueError):
            return articles.filter(url_sha256=address_digest(addresses.canonical_url(typed)))
    words = search_words.of_typed(typed)
    holding = ArticleText.objects.holding(words).values("article_id")
    return articles.filter(pk__in=holding) if words else articles.none()


def _chosen(listed: list[Revision], request: HttpRequest) -> tuple[Revision | None, Revision | None]:
    """The two revisions that are asked for, the older first; without a word the newest and the one before it."""
    by_number = {str(one.number): one for one in listed}
    new = by_number.get(request.GET.get("to", ""), listed[-1] if listed else None)
    before = [one for one in listed if new is not None and one.number < new.number]
    old = by_number.get(request.GET.get("from", ""), before[-1] if before else new)
    if old is not None and new is not None and old.number > new.number:
        return new, old
    return old, new
