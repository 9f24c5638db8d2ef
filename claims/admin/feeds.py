"""Feeds, with their health in words."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims import permissions, tasks
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of, show_refusal
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.fields import NameField
from claims.models import Feed, FeedCheck, Outlet, database_now
from claims.monitoring import feeds
from claims.refusals import Refused
from claims.vocabulary import FeedState


class HealthFilter(admin.SimpleListFilter):
    title = gettext_lazy("health")
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("failing", gettext_lazy("failing")), ("well", gettext_lazy("well"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Feed]") -> "QuerySet[Feed]":
        if self.value() == "failing":
            return queryset.filter(state=FeedState.ACTIVE, failures__gt=0)
        return queryset.filter(failures=0) if self.value() == "well" else queryset


def health(feed: Feed) -> str:
    """How a feed is, in a few words."""
    if feed.state != FeedState.ACTIVE:
        return str(feed.get_state_display())
    if feed.failures:
        return _("%(n)d failures in a row: %(error)s") % {"n": feed.failures, "error": feed.last_error}
    return _("well") if feed.last_success_at else _("not read yet")


class FeedForm(forms.Form):
    url = forms.CharField(label=gettext_lazy("Address"), max_length=2000)
    outlet_name = NameField(
        label=gettext_lazy("Outlet"),
        required=False,
        help_text=gettext_lazy("Choose, or type a new name. Empty: the feed's own title."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet_name"].propose(Outlet.objects.filter(merged_into=None))  # type: ignore[attr-defined]  # a NameField


class AddFeedPage(ActPage):
    """Read the feed once, and watch it when it is one."""

    form_class = FeedForm
    title = gettext_lazy("Add a feed")
    done = gettext_lazy("The feed is watched, and due now.")
    may = staticmethod(permissions.may_run_feeds)

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        # Not in one transaction as other acts: the network is asked before anything is written.
        try:
            feed = feeds.add(**form.cleaned_data, editor=self.editor, now=database_now(), fetch=tasks.web())
        except Refused as refused:
            show_refusal(form, refused)
            return self.form_invalid(form)
        tasks.enqueue_after_commit(tasks.poll_feed, feed_id=feed.pk)
        messages.success(self.request, str(self.done))
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("admin:claims_feed_changelist")


ACTS = {"pause": feeds.pause, "resume": feeds.resume, "try": feeds.resume}


@admin.register(Feed)
class FeedAdmin(ReadOnlyAdmin):
    may_add = staticmethod(permissions.may_run_feeds)
    change_form_outer_after_template = "admin/claims/feed.html"
    list_display = ["__str__", "outlet", "health", "last_success_at", "next_check_at"]
    list_filter = ["state", HealthFilter]
    list_select_related = ["outlet"]
    search_fields = ["title", "url", "outlet__name"]
    ordering = ["-failures", "pk"]
    readonly_fields = [
        "url",
        "title",
        "outlet",
        "state",
        "health",
        "last_success_at",
        "next_check_at",
        "interval_seconds",
        "failures",
        "last_error",
    ]
    fields = readonly_fields

    @admin.display(description=gettext_lazy("health"), ordering="failures")
    def health(self, feed: Feed) -> str:
        return health(feed)

    def get_urls(self) -> list[URLPattern]:
        act = self.admin_site.admin_view(require_POST(self.act_view))
        return [path("<int:feed_id>/act/", act, name="feed_act"), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        page: HttpResponse = AddFeedPage.as_view()(request)  # type: ignore[assignment]  # a rendered page or a redirect
        return page

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        feed = context.get("original")
        if feed is not None:
            context["checks"] = feed.checks.order_by("-started_at", "-pk")[:20]
            context["may_run_feeds"] = permissions.may_run_feeds(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def act_view(self, request: HttpRequest, feed_id: int) -> HttpResponse:
        """Pause, resume, or try now; trying now is resuming: due at once."""
        feed = get_object_or_404(Feed, pk=feed_id)
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            act(feed=feed, editor=editor_of(request), now=database_now())
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            tasks.enqueue_after_commit(tasks.poll_feed, feed_id=feed.pk)
        return HttpResponseRedirect(reverse("admin:claims_feed_change", args=[feed.pk]))


@admin.register(FeedCheck)
class FeedCheckAdmin(ReadOnlyAdmin):
    list_display = ["feed", "started_at", "outcome", "http_status", "entries", "new_items", "skipped", "error"]
    list_filter = ["outcome"]
    list_select_related = ["feed"]
    ordering = ["-started_at", "-pk"]
