"""Claims: the list, and the page on which everything about one is seen."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from claims import permissions
from claims.admin import (
    claim_acts,
    claim_sections,
    complaints,
    contacts,
    history_pages,
    look_again,
    publication,
    sealed_notes,
    wording_conflicts,
)
from claims.admin.act_pages import ClaimActPage
from claims.admin.acting import editor_of, is_a_number
from claims.admin.claim_record import RecordClaimPage
from claims.admin.claim_statuses import StatusPage
from claims.admin.desk import DeskAdmin, DeskForm
from claims.admin.evidence import EvidencePage
from claims.admin.fields import LARGEST_VERSION, NewestSeen
from claims.admin.history_words import Words
from claims.admin.waiting import CountOf, held_for
from claims.analysis import intervals, told_times
from claims.analysis.calibration import is_noisy
from claims.models import Claim, ImportRun, JournalEntry, Story, Suggestion, database_now
from claims.recording import claims
from claims.refusals import Refused, Stale
from claims.vocabulary import (
    JournalKind,
    Publication,
    ReviewCause,
    SuggestionState,
    VerificationStatus,
)

STATUS_COLOURS = {
    **dict.fromkeys(VerificationStatus, "default"),
    VerificationStatus.DISPUTED: "warning",
    VerificationStatus.CORROBORATED: "info",
    VerificationStatus.SETTLED: "success",
}


STORIES_OFFERED = 20


class WaitingFilter(admin.SimpleListFilter):
    """What the dashboard counts."""

    title = gettext_lazy("what waits")
    parameter_name = "waiting_for"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("review", gettext_lazy("to look at again")),
            ("related", gettext_lazy("a related claim was settled")),
            ("deadline", gettext_lazy("past its deadline")),
            ("late", gettext_lazy("its search is late")),
        ]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Claim]") -> "QuerySet[Claim]":
        waiting = {
            "review": ~Q(review_wanted_at=None),
            "related": Q(pk__in=Claim.objects.to_look_at_again().filter(review_wanted_for=ReviewCause.RELATED_SETTLED)),
            "deadline": Q(pk__in=Claim.objects.past_deadline(database_now())),
            "late": ~Q(watch__late_since=None),
        }
        return queryset.filter(waiting.get(self.value() or "", Q()))


class StoryFilter(admin.SimpleListFilter):
    """The most pressing stories, and the one in force: a newsroom has many, and each has a page that links here."""

    title = gettext_lazy("story")
    parameter_name = "story__id__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        chosen = Story.objects.filter(pk=self._chosen() or 0)
        pressing = Story.objects.order_by("-priority", "-pk")[:STORIES_OFFERED]
        return [(str(one.pk), str(one)) for one in dict.fromkeys([*chosen, *pressing])]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Claim]") -> "QuerySet[Claim]":
        chosen = self._chosen()
        return queryset if chosen is None else queryset.filter(story=chosen)

    def _chosen(self) -> int | None:
        typed = self.value() or ""
        return int(typed) if is_a_number(typed) else None


class ImportFilter(admin.SimpleListFilter):
    """The claims of one import, as its page asks for them."""

    title = gettext_lazy("import")
    parameter_name = "imported_by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        # Offered only where it is in force: a newsroom has many imports, and each has its page.
        return [(self.value() or "", gettext_lazy("this import"))] if self.value() else []

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Claim]") -> "QuerySet[Claim]":
        chosen = self.value() or ""
        visible = ImportRun.objects.visible_to(request.user)
        return queryset.filter(imported_row__run__in=visible.filter(pk=chosen)) if is_a_number(chosen) else queryset


class ClaimForm(DeskForm):
    """The wording. `opened_version` is the one the editor saw; `seen_version` a newer one, read in a conflict."""

    opened_version = forms.IntegerField(label="", widget=forms.HiddenInput, max_value=LARGEST_VERSION)
    seen_version = forms.IntegerField(label="", required=False, widget=NewestSeen, max_value=LARGEST_VERSION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened_version"] = self.instance.version
        if "story" in self.fields:
            self.fields["story"].widget.widget.known = self.instance.story  # a FoundAsOneTypes within the admin's own
        for name in self.fields.keys() & {"statement", "quotation", "notes"}:
            self.fields[name].widget.attrs["rows"] = 3

    def changed_wording(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name in claims.EDITABLE}


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    form = ClaimForm
    may_add = staticmethod(permissions.may_record)
    may_change = staticmethod(permissions.may_record)
    list_display = ["short", "status_label", "kind", "story", "publication", "waiting", "agreed", "last_searched"]
    list_filter = ["status", WaitingFilter, "kind", "publication", StoryFilter, ImportFilter]
    search_fields = ["statement", "quotation", "slug"]
    autocomplete_fields = ["story"]
    ordering = ["-created_at", "-pk"]
    list_fullwidth = True
    list_before_template = "admin/claims/claim_list.html"
    fieldsets = [
        (None, {"fields": ["statement", "quotation", ("kind", "language"), "story", "topics", "notes"]}),
        (
            gettext_lazy("The period it speaks about"),
            {
                "fields": [
                    "speaks_about_from",
                    "speaks_about_until",
                    ("speaks_about_precision", "speaks_about_zone"),
                    "opened_version",
                    "seen_version",
                ]
            },
        ),
    ]
    change_form_outer_before_template = "admin/claims/claim_head.html"
    change_form_outer_after_template = "admin/claims/claim_sections.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Claim]":
        visible: QuerySet[Claim] = super().get_queryset(request).visible_to(request.user)  # type: ignore[attr-defined]  # a ClaimQuerySet
        # Counted for the rows of one page; a join would count for every claim there is, whatever the page shows.
        seen = Suggestion.objects.visible_to(editor_of(request))
        shown = seen.shown(held_for(request)).filter(claim=OuterRef("pk"))
        decided = shown.judged()
        return visible.select_related("story", "rating", "watch").annotate(
            waiting_count=CountOf(shown.open().values("pk")),
            confirmed_count=CountOf(decided.filter(state=SuggestionState.CONFIRMED).values("pk")),
            decided_count=CountOf(decided.values("pk")),
        )

    @admin.display(description=gettext_lazy("claim"), ordering="statement")
    def short(self, claim: Claim) -> str:
        return str(claim)

    @display(description=gettext_lazy("status"), ordering="status", label=STATUS_COLOURS)  # type: ignore[untyped-decorator]  # the theme's
    def status_label(self, claim: Claim) -> Any:
        return claim.status, claim.get_status_display()

    @admin.display(description=gettext_lazy("suggestions"), ordering="waiting_count")
    def waiting(self, claim: Any) -> int:
        return int(claim.waiting_count)

    @admin.display(description=gettext_lazy("suggestions that were right"), ordering="confirmed_count")
    def agreed(self, claim: Any) -> str:
        if not claim.decided_count:
            return "–"
        share = intervals.share(claim.confirmed_count, claim.decided_count)
        told = _("%(right)d of %(counted)d") % {"right": share.right, "counted": share.counted}
        return _("%(told)s, noisy") % {"told": told} if is_noisy(share, settings.MATCH_PRECISION) else told

    @admin.display(description=gettext_lazy("last searched"), ordering="watch__last_checked_at")
    def last_searched(self, claim: Claim) -> Any:
        return claim.watch.last_checked_at if hasattr(claim, "watch") else None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and not permissions.may_decide(request.user) and obj.publication != Publication.DRAFT:
            return False
        return self.may_change(request.user)

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, type[ClaimActPage]] = {
            **claim_acts.PAGES,
            **publication.PAGES,
            **contacts.PAGES,
            **complaints.PAGES,
            **sealed_notes.PAGES,
            "status": StatusPage,
            "evidence": EvidencePage,
        }
        acts = [
            path(f"<int:claim_id>/{name}/", self.admin_site.admin_view(page.as_view()), name=f"claim_{name}")
            for name, page in pages.items()
        ]
        progress = self.admin_site.admin_view(look_again.progress_view)
        return [*acts, path("<int:claim_id>/progress/", progress, name="claim_progress"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may_record = permissions.may_record(request.user)
        return super().changelist_view(request, {"may_record": may_record, **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        page: HttpResponse = RecordClaimPage.as_view()(request)  # type: ignore[assignment]  # a rendered page or a redirect
        return page

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Claim:
        given = form.cleaned_data
        untouched = wording_conflicts.untouched(original, given)
        changed: dict[str, Any] = form.changed_wording()  # type: ignore[attr-defined]  # a ClaimForm
        return claims.edit(
            claim_id=original.pk,
            version=given["seen_version"] or given["opened_version"],
            editor=editor_of(request),
            now=database_now(),
            **{name: value for name, value in changed.items() if name not in untouched},
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # Nothing changed: no new version, but a stale page is still told.
        if form.changed_wording() or form.cleaned_data["opened_version"] != Claim.objects.get(pk=obj.pk).version:
            super().save_model(request, obj, form, change)

    def explained(self, refused: Refused, object_id: str | None) -> Refused:
        return _naming_the_winner(refused, int(object_id or 0)) if isinstance(refused, Stale) else refused

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        claim = context.get("original")
        if claim is not None:
            context |= claim_sections.of(claim, editor_of(request), held_for(request))
            context["progress"] = look_again.progress_of(claim, request.GET.get("checking_since", ""))
            context["conflict"] = self._conflict(request, claim, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def _conflict(self, request: HttpRequest, claim: Claim, context: Mapping[str, Any]) -> Any:
        """Both texts, field by field, when somebody else saved first."""
        if not isinstance(getattr(request, "refusal", None), Stale):
            return None
        return wording_conflicts.between(Claim.objects.get(pk=claim.pk), context["adminform"].form)

    def history(self, request: HttpRequest, row: Claim) -> dict[str, Any]:
        return history_pages.shown(request, history_pages.of_claim(row, editor_of(request)), claim=row)


def _naming_the_winner(refused: Stale, claim_id: int) -> Stale:
    """The refusal with who saved what, and when."""
    saved = JournalEntry.objects.filter(claim=claim_id, kind=JournalKind.CLAIM_EDITED).order_by("-number")
    entry = saved.select_related("actor").first()
    if entry is None or entry.actor is None:
        return refused
    what = "; ".join(
        f"{one.field}: “{one.before}” → “{one.after}”" for one in Words([entry], entry.actor).changed(entry)
    )
    told = _("%(who)s saved this claim at %(when)s, after you opened it. %(what)s. Nothing was overwritten.")
    return Stale(told % {"who": entry.actor, "when": told_times.minute(entry.recorded_at), "what": what})
