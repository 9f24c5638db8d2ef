"""Claims: the list, and the page on which everything about one is seen."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from claims import permissions
from claims.admin import claim_acts, claim_sections, histories, look_again, publication
from claims.admin.act_pages import ClaimActPage
from claims.admin.acting import editor_of
from claims.admin.claim_record import RecordClaimPage
from claims.admin.claim_statuses import StatusPage
from claims.admin.desk import DeskAdmin, DeskForm
from claims.admin.evidence import EvidencePage
from claims.models import Claim, JournalEntry, database_now
from claims.recording import claims
from claims.refusals import Refused, Stale
from claims.vocabulary import JournalKind, Publication, SuggestionState, VerificationStatus

STATUS_COLOURS = {
    VerificationStatus.UNVERIFIED.label: "default",
    VerificationStatus.DISPUTED.label: "warning",
    VerificationStatus.CORROBORATED.label: "info",
    VerificationStatus.SETTLED.label: "success",
}


class WaitingFilter(admin.SimpleListFilter):
    """What the dashboard counts."""

    title = gettext_lazy("what waits")
    parameter_name = "waiting_for"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("review", gettext_lazy("to look at again")), ("late", gettext_lazy("its search is late"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Claim]") -> "QuerySet[Claim]":
        if self.value() == "review":
            return queryset.exclude(review_wanted_at=None)
        return queryset.exclude(watch__late_since=None) if self.value() == "late" else queryset


class ClaimForm(DeskForm):
    """The wording. `opened_version` is the one the editor saw; `seen_version` a newer one, read in a conflict."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened_version"] = self.instance.version
        for name in self.fields.keys() & {"statement", "quotation", "notes"}:
            self.fields[name].widget.attrs["rows"] = 3

    def changed_wording(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name in claims.EDITABLE}


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    form = ClaimForm
    may_add = staticmethod(permissions.may_record)
    may_change = staticmethod(permissions.may_record)
    list_display = ["short", "status_label", "kind", "story", "publication", "waiting", "last_searched"]
    list_filter = ["status", WaitingFilter, "kind", "publication", "story"]
    list_select_related = ["story", "watch"]
    search_fields = ["statement", "quotation", "slug"]
    ordering = ["-created_at", "-pk"]
    list_fullwidth = True
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
        seen: QuerySet[Claim] = super().get_queryset(request)
        visible = seen.filter(pk__in=Claim.objects.visible_to(request.user).values("pk"))
        is_open = Q(suggestions__state=SuggestionState.OPEN)
        return visible.annotate(waiting_count=Count("suggestions", filter=is_open))

    @admin.display(description=gettext_lazy("claim"), ordering="statement")
    def short(self, claim: Claim) -> str:
        return str(claim)

    @display(description=gettext_lazy("status"), ordering="status", label=STATUS_COLOURS)  # type: ignore[untyped-decorator]  # the theme's
    def status_label(self, claim: Claim) -> Any:
        return claim.get_status_display()

    @admin.display(description=gettext_lazy("suggestions"), ordering="waiting_count")
    def waiting(self, claim: Any) -> int:
        return int(claim.waiting_count)

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
            "status": StatusPage,
            "evidence": EvidencePage,
        }
        acts = [
            path(f"<int:claim_id>/{name}/", self.admin_site.admin_view(page.as_view()), name=f"claim_{name}")
            for name, page in pages.items()
        ]
        progress = self.admin_site.admin_view(look_again.progress_view)
        return [*acts, path("<int:claim_id>/progress/", progress, name="claim_progress"), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        page: HttpResponse = RecordClaimPage.as_view()(request)  # type: ignore[assignment]  # a rendered page or a redirect
        return page

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Claim:
        given = form.cleaned_data
        return claims.edit(
            claim_id=original.pk,
            version=given["seen_version"] or given["opened_version"],
            editor=editor_of(request),
            now=database_now(),
            **form.changed_wording(),  # type: ignore[attr-defined]  # a ClaimForm
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
            context |= claim_sections.of(claim, editor_of(request))
            context["progress"] = look_again.progress_of(claim, request.GET.get("checking_since", ""))
            context["conflict"] = self._conflict(request, claim, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def _conflict(self, request: HttpRequest, claim: Claim, context: Mapping[str, Any]) -> Any:
        """Both texts, field by field, when somebody else saved first."""
        if not isinstance(getattr(request, "refusal", None), Stale):
            return None
        stored = Claim.objects.get(pk=claim.pk)
        form = context["adminform"].form
        fields = [(form.fields[name].label, getattr(stored, name), form[name].value()) for name in _TEXTS]
        return {"version": stored.version, "fields": [one for one in fields if one[1] != one[2]]}

    def entries(self, row: Claim) -> "QuerySet[JournalEntry]":
        return JournalEntry.objects.filter(claim=row)


_TEXTS = ("statement", "quotation", "kind", "language", "notes")


def _naming_the_winner(refused: Stale, claim_id: int) -> Stale:
    """The refusal with who saved what, and when."""
    saved = JournalEntry.objects.filter(claim=claim_id, kind=JournalKind.CLAIM_EDITED).order_by("-number")
    entry = saved.select_related("actor").first()
    if entry is None:
        return refused
    what = "; ".join(
        f"{one.field}: “{one.before}” → “{one.after}”"
        for one in histories.changed(entry.before, entry.after)
        if one.field != "version"
    )
    told = _("%(who)s saved this claim at %(when)s, after you opened it. %(what)s. Nothing was overwritten.")
    return Stale(told % {"who": entry.actor, "when": f"{entry.recorded_at:%d %b %Y %H:%M} UTC", "what": what})
