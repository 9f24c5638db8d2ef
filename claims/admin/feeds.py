"""Feeds, with their health in words."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from claims import permissions, tasks
from claims.admin import feed_acts, quality, survivors
from claims.admin.acting import editor_of
from claims.admin.desk import ReadOnlyAdmin
from claims.analysis import kept_sentences
from claims.fetching import deployment
from claims.matching import thresholds
from claims.models import Feed, FeedCheck, JournalEntry, Suggestion, database_now
from claims.models.journal import JournalQuerySet
from claims.monitoring import feeds
from claims.refusals import Refused
from claims.verification import agreement
from claims.verification.agreement import Asked
from claims.vocabulary import FeedState


class HealthFilter(admin.SimpleListFilter):
    title = gettext_lazy("health")
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("failing", gettext_lazy("failing")), ("well", gettext_lazy("well"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Feed]") -> "QuerySet[Feed]":
        if self.value() == "failing":
            return Feed.objects.failing() & queryset
        return queryset.filter(state=FeedState.ACTIVE, failures=0) if self.value() == "well" else queryset


def health(feed: Feed) -> str:
    """How a feed is, in a few words."""
    set_aside, well = _("set aside"), _("well")
    if feed.state == FeedState.QUARANTINED:
        return f"{set_aside}. {kept_sentences.told(feed.last_error)}"
    if feed.state != FeedState.ACTIVE:
        return str(feed.get_state_display())
    if feed.failures:
        told = _("down") if feed.down_since else _("failing")
        since = date_format(localtime(feed.failing_since), _("j M H:i")) if feed.failing_since else ""
        found = {"told": told, "since": since, "n": feed.failures, "error": kept_sentences.told(feed.last_error)}
        sentence = ngettext(
            "%(told)s since %(since)s, %(n)d time in a row: %(error)s",
            "%(told)s since %(since)s, %(n)d times in a row: %(error)s",
            feed.failures,
        )
        return sentence % found
    if feed.last_success_at is None:
        return _("not read yet")
    return f"{well}. {kept_sentences.told(feed.notice)}" if feed.notice else well


ACTS = {"pause": feeds.pause, "resume": feeds.resume, "try": feeds.try_now}


@admin.register(Feed)
class FeedAdmin(ReadOnlyAdmin):
    may_add = staticmethod(permissions.may_run_feeds)
    change_form_outer_after_template = "admin/claims/feed.html"
    list_before_template = "admin/claims/feed_list.html"
    list_display = [
        "__str__",
        survivors.column("outlet", gettext_lazy("outlet")),
        "kind",
        "health",
        "last_success_at",
        "next_check_at",
    ]
    list_filter = ["kind", "state", HealthFilter]
    list_select_related = ["outlet__merged_into"]
    search_fields = ["title", "url", "outlet__name", "outlet__merged_into__name"]
    ordering = ["-failures", "pk"]
    readonly_fields = [
        "url",
        "title",
        survivors.line("outlet", gettext_lazy("outlet")),
        "kind",
        "health",
        "last_success_at",
        "next_check_at",
        "pauses",
        "newest_item_at",
        "moved",
        "agreed",
    ]
    fields = readonly_fields

    @admin.display(description=gettext_lazy("health"), ordering="failures")
    def health(self, feed: Feed) -> str:
        return health(feed)

    @admin.display(description=pgettext_lazy("how often", "read"))
    def pauses(self, feed: Feed) -> str:
        bounds = {
            "shortest": _span(feed.shortest_seconds),
            "longest": _span(feed.longest_seconds),
            "pace": _span(feed.interval_seconds),
        }
        if feed.shortest_seconds == feed.longest_seconds:
            return _("every %(longest)s; its own pace is %(pace)s") % bounds
        return _("every %(shortest)s to %(longest)s; its own pace is %(pace)s") % bounds

    @admin.display(description=gettext_lazy("moves"), empty_value="–")
    def moved(self, feed: Feed) -> str | None:
        if not feed.moved_to:
            return None
        sentence = ngettext(
            "It redirects for good to %(url)s (%(n)d time); three times in 24 hours and it is read there.",
            "It redirects for good to %(url)s (%(n)d times); three times in 24 hours and it is read there.",
            feed.moved_polls,
        )
        return sentence % {"url": feed.moved_to, "n": feed.moved_polls}

    @admin.display(description=gettext_lazy("suggestions that were right"))
    def agreed(self, feed: Feed) -> str:
        rows, wanted = Suggestion.objects.judged(), settings.MATCH_PRECISION
        asked = Asked(rows=rows, thresholds=thresholds.current(), wanted=wanted)
        return quality.in_words(agreement.of_feed(asked, feed.pk), wanted=wanted)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:feed_id>/act/", wrap(require_POST(self.act_view)), name="feed_act"),
            path("<int:feed_id>/pauses/", wrap(feed_acts.PausesPage.as_view()), name="feed_pauses"),
            path("import/", wrap(feed_acts.ImportPage.as_view()), name="feeds_import"),
            path("export/", wrap(feed_acts.export), name="feeds_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may_run_feeds = permissions.may_run_feeds(request.user)
        private_targets = deployment.private_targets() if may_run_feeds else ""
        more = {**(extra_context or {}), "may_run_feeds": may_run_feeds, "private_targets": private_targets}
        page: HttpResponse = super().changelist_view(request, more)
        return page

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        page: HttpResponse = feed_acts.AddFeedPage.as_view()(request)  # type: ignore[assignment]  # a rendered page or a redirect
        return page

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        feed = context.get("original")
        if feed is not None:
            context["checks"] = feed.checks.order_by("-started_at", "-pk")[:20]
            context["may_run_feeds"] = permissions.may_run_feeds(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def act_view(self, request: HttpRequest, feed_id: int) -> HttpResponse:
        """Pause, resume, or try now."""
        feed = get_object_or_404(Feed, pk=feed_id)
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            act(feed=feed, editor=editor_of(request), now=database_now())
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            if request.POST["act"] != "pause":
                tasks.enqueue_after_commit(tasks.poll_feed, feed_id=feed.pk)
        return HttpResponseRedirect(reverse("admin:claims_feed_change", args=[feed.pk]))


def _span(seconds: int) -> str:
    """A pause in words: 90 s, 15 min, 6 h."""
    if seconds < 120:
        return _("%(n)d s") % {"n": seconds}
    return (
        _("%(n)d min") % {"n": round(seconds / 60)} if seconds < 7200 else _("%(n)d h") % {"n": round(seconds / 3600)}
    )


@admin.register(FeedCheck)
class FeedCheckAdmin(ReadOnlyAdmin):
    list_display = ["feed", "started_at", "outcome", "http_status", "entries", "new_items", "skipped", "why"]
    list_filter = ["outcome"]
    list_select_related = ["feed"]
    ordering = ["-started_at", "-pk"]
    readonly_fields = ["feed", "started_at", "finished_at", "outcome", "http_status", "bytes", "entries", "new_items"]
    readonly_fields += ["skipped", "why"]

    @admin.display(description=gettext_lazy("error"), ordering="error")
    def why(self, row: FeedCheck) -> str:
        return kept_sentences.told(row.error)

    def entries(self, row: FeedCheck) -> JournalQuerySet:
        """Operational and prunable: the journal holds nothing of it."""
        return JournalEntry.objects.none()
