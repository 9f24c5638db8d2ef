"""Web addresses: read now, watched for their text, and filled with an editor's copy where they cannot be read."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from claims import permissions, tasks
from claims.admin import survivors
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of
from claims.admin.captures import uploaded
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.fields import text
from claims.analysis import kept_sentences
from claims.models import FeedItem, Page, database_now
from claims.monitoring import supplied_copies, watched_pages
from claims.recording import captures
from claims.refusals import Refused
from claims.vocabulary import CaptureKind


class WatchedFilter(admin.SimpleListFilter):
    title = gettext_lazy("watched for its text")
    parameter_name = "watched"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("yes"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Page]") -> "QuerySet[Page]":
        return queryset.exclude(longest_seconds=None) if self.value() == "yes" else queryset


class CopyForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Headline"), max_length=1000, required=False)
    content = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("The saved page, a text, a picture or a PDF of it; at most 20 MB."),
    )
    words = text(
        gettext_lazy("Its text"),
        rows=12,
        required=False,
        help_text=gettext_lazy("Pasted or typed. Empty: it is read from the file, where that is a page or a text."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("content") and not cleaned.get("words", "").strip() and "content" not in self.errors:
            self.add_error("words", _("A copy needs a file or a text."))
        return cleaned


class CopyPage(ActPage):
    """One act: the capture is kept, and its text stands in the page's place."""

    form_class = CopyForm
    title = gettext_lazy("Supply a copy")
    button = gettext_lazy("Keep the copy")
    done = gettext_lazy("The copy is kept, and stands in the page's place until the page can be read.")
    page: Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        newest = FeedItem.objects.filter(page=self.page).exclude(title="").order_by("-last_seen_at", "-pk").first()
        return {"title": newest.title if newest else ""}

    def act(self, given: dict[str, Any]) -> None:
        now = database_now()
        capture = captures.record(
            kind=CaptureKind.PAYWALLED if given["content"] else CaptureKind.PASTED,
            **uploaded(given),
            shows=given["title"],
            url=self.page.url,
            editor=self.editor,
            now=now,
        )
        revision = supplied_copies.fill(
            page=self.page, capture=capture, title=given["title"], text=given["words"], editor=self.editor, now=now
        )
        if revision is not None:
            tasks.enqueue_after_commit(tasks.match_article, article_id=revision.article_id)

    def get_success_url(self) -> str:
        return reverse("admin:claims_page_change", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs, about=self.page.url, explanation=kept_sentences.told(self.page.obstacle)
        )


@admin.register(Page)
class PageAdmin(ReadOnlyAdmin):
    """`?state__exact=needs_copy` is the list of those that wait for an editor's copy."""

    list_display = [
        "url",
        "state",
        "in_the_way",
        survivors.column("outlet", gettext_lazy("outlet")),
        "last_read_at",
        "failures",
    ]
    list_filter = ["state", WatchedFilter]
    list_select_related = ["outlet__merged_into"]
    search_fields = ["url"]
    ordering = ["-first_seen_at", "-pk"]
    readonly_fields = [
        "url",
        survivors.line("outlet", gettext_lazy("outlet")),
        "article",
        "state",
        "in_the_way",
        "failures",
        "last_read_at",
        "last_changed_at",
        "next_check_at",
        "first_seen_at",
        "watched",
    ]
    fields = readonly_fields
    change_form_outer_after_template = "admin/claims/page.html"

    @admin.display(description=gettext_lazy("what is in the way"), ordering="obstacle")
    def in_the_way(self, page: Page) -> str:
        return kept_sentences.told(page.obstacle)

    @admin.display(description=gettext_lazy("watched"))
    def watched(self, page: Page) -> str:
        if page.longest_seconds is None:
            return _("as every page: often while it changes, more rarely as it ages")
        minutes = max(1, round(page.longest_seconds / 60))
        return ngettext("at least every minute", "at least every %(n)d minutes", minutes) % {"n": minutes}

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:page_id>/act/", wrap(require_POST(self.act_view)), name="page_act"),
            path("<int:page_id>/copy/", wrap(CopyPage.as_view()), name="page_copy"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        page = context.get("original")
        if page is not None:
            context["snapshots"] = page.snapshots.order_by("-fetched_at", "-pk")[:20]
            context["may_run_feeds"] = permissions.may_run_feeds(request.user)
            context["may_record"] = permissions.may_record(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def act_view(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Read now, watch, or no longer watch."""
        page, act = get_object_or_404(Page, pk=page_id), request.POST.get("act", "")
        editor, now = editor_of(request), database_now()
        try:
            if act == "read":
                watched_pages.read_now(page=page, editor=editor, now=now)
            elif act == "watch":
                watched_pages.watch(url=page.url, editor=editor, now=now)
            elif act == "unwatch":
                watched_pages.unwatch(page=page, editor=editor)
            else:
                raise Http404
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            if act != "unwatch":
                tasks.enqueue_after_commit(tasks.read_page, page_id=page.pk)
        return HttpResponseRedirect(reverse("admin:claims_page_change", args=[page.pk]))
