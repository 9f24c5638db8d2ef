"""Look for a site's feeds and watch them, take over a list of feeds, bound a feed's pauses."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims import permissions, tasks
from claims.admin.act_pages import ActPage
from claims.admin.acting import show_refusal
from claims.admin.fields import NameField
from claims.models import Feed, Outlet, database_now
from claims.monitoring import discovery, feed_lists, feeds, watched_pages
from claims.monitoring.discovery import Found
from claims.refusals import Refused
from claims.vocabulary import FeedKind

PAGE = "page"  # a page watched for its text: the only choice that is no feed
MOST_BYTES = 5 * 1024 * 1024
SHOWN_REFUSALS = 5


class LookForm(forms.Form):
    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=2000,
        help_text=gettext_lazy("Of the site, a feed, a sitemap, or a page: its feeds are looked for and shown."),
    )


class WatchForm(forms.Form):
    url = forms.CharField(max_length=2000, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=[*FeedKind.choices, (PAGE, "")], widget=forms.HiddenInput)
    outlet_name = NameField(
        label=gettext_lazy("Outlet"),
        required=False,
        help_text=gettext_lazy("Choose, or type a new name. Empty: the feed's own title."),
    )
    longest_minutes = forms.IntegerField(
        label=gettext_lazy("Read at least every … minutes"), min_value=1, max_value=24 * 60, initial=60
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet_name"].propose(Outlet.objects.filter(merged_into=None))  # type: ignore[attr-defined]  # a NameField


class AddFeedPage(ActPage):
    """First look what an address has, then watch one of the things found."""

    template_name = "admin/claims/add_feed.html"
    form_class = LookForm
    title = gettext_lazy("Add a feed")
    button = gettext_lazy("Look for feeds")
    may = staticmethod(permissions.may_run_feeds)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._watch() if "watch" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        # Not in one transaction as other acts: the network is asked.
        try:
            found = discovery.discover(
                **form.cleaned_data, editor=self.editor, now=database_now(), fetch=tasks.politely()
            )
        except Refused as refused:
            show_refusal(form, refused)
            return self.form_invalid(form)
        choices = [(one, _watch_form(one, number)) for number, one in enumerate(found)]
        return self.render_to_response(self.get_context_data(form=form, found=choices))

    def get_success_url(self) -> str:
        return reverse("admin:claims_feed_changelist")

    def _watch(self) -> HttpResponse:
        form = WatchForm(self.request.POST, auto_id="id_chosen_%s")
        try:
            place = self._watched(form.cleaned_data) if form.is_valid() else ""
        except Refused as refused:
            show_refusal(form, refused)
            place = ""
        if place:
            return HttpResponseRedirect(place)
        url = form["url"].value() or ""
        return self.render_to_response(self.get_context_data(form=LookForm(initial={"url": url}), refused=form))

    def _watched(self, given: dict[str, Any]) -> str:
        """Watch what was chosen; the page to go on at."""
        said = {
            "url": given["url"],
            "outlet_name": given["outlet_name"],
            "longest_seconds": given["longest_minutes"] * 60,
        }
        if given["kind"] == PAGE:
            page = watched_pages.watch(**said, editor=self.editor, now=database_now())
            tasks.enqueue_after_commit(tasks.read_page, page_id=page.pk)
            messages.success(self.request, _("The page is watched, and due now."))
            return reverse("admin:claims_page_change", args=[page.pk])
        feed = feeds.add(**said, kind=FeedKind(given["kind"]), editor=self.editor, now=database_now(), fetch=None)
        tasks.enqueue_after_commit(tasks.poll_feed, feed_id=feed.pk)
        messages.success(self.request, _("The feed is watched, and due now."))
        return reverse("admin:claims_feed_change", args=[feed.pk])


def _watch_form(found: Found, number: int) -> WatchForm:
    initial = {"url": found.url, "kind": found.kind or PAGE, "outlet_name": found.title}
    return WatchForm(initial=initial, auto_id=f"id_{number}_%s")


class PausesForm(forms.Form):
    shortest_minutes = forms.IntegerField(
        label=gettext_lazy("Leave it alone for at least … minutes"), min_value=1, max_value=24 * 60
    )
    longest_minutes = forms.IntegerField(
        label=gettext_lazy("Read it at least every … minutes"), min_value=1, max_value=24 * 60
    )


class PausesPage(ActPage):
    form_class = PausesForm
    title = gettext_lazy("How often it is read")
    button = gettext_lazy("Save")
    done = gettext_lazy("Its pauses are kept within these bounds from now on.")
    may = staticmethod(permissions.may_run_feeds)
    feed: Feed

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.feed = get_object_or_404(Feed, pk=kwargs["feed_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {
            "shortest_minutes": max(1, round(self.feed.shortest_seconds / 60)),
            "longest_minutes": max(1, round(self.feed.longest_seconds / 60)),
        }

    def act(self, given: dict[str, Any]) -> None:
        bounds = {f"{name}_seconds": given[f"{name}_minutes"] * 60 for name in ("shortest", "longest")}
        feeds.set_pauses(feed=self.feed, **bounds, editor=self.editor, now=database_now())

    def get_success_url(self) -> str:
        return reverse("admin:claims_feed_change", args=[self.feed.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, about=self.feed)


class ImportForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("OPML file"), help_text=gettext_lazy("As other feed readers export it."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file


class ImportPage(ActPage):
    form_class = ImportForm
    title = gettext_lazy("Import feeds")
    button = gettext_lazy("Import")
    may = staticmethod(permissions.may_run_feeds)

    def act(self, given: dict[str, Any]) -> None:
        done = feed_lists.import_opml(content=given["file"].read(), editor=self.editor, now=database_now())
        told = ngettext("%(n)d feed is watched from now on", "%(n)d feeds are watched from now on", len(done.added))
        known = ngettext("%(n)d was watched before.", "%(n)d were watched before.", done.known)
        messages.success(self.request, f"{told % {'n': len(done.added)}}; {known % {'n': done.known}}")
        for url, sentence in done.refused[:SHOWN_REFUSALS]:
            messages.warning(self.request, f"{url}: {sentence}")
        rest = len(done.refused) - SHOWN_REFUSALS
        if rest > 0:
            more = ngettext(
                "%(n)d more address of the file could not be taken.",
                "%(n)d more addresses of the file could not be taken.",
                rest,
            )
            messages.warning(self.request, more % {"n": rest})

    def get_success_url(self) -> str:
        return reverse("admin:claims_feed_changelist")


def export(request: HttpRequest) -> HttpResponse:
    """Every feed as OPML, for other readers."""
    if not permissions.is_desk(request.user):
        raise PermissionDenied
    content = feed_lists.export_opml(now=database_now())
    headers = {"Content-Disposition": 'attachment; filename="feeds.opml"'}
    return HttpResponse(content, content_type="text/x-opml; charset=utf-8", headers=headers)
