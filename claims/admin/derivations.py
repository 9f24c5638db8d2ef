"""Derivations on the desk: what articles rest on, decided with one click, and everything decided to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from claims import permissions
from claims.admin import derivation_texts, survivors
from claims.admin.acting import editor_of, is_a_number, refusals_shown_on
from claims.admin.derivation_texts import Shown
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.fields import RowsField
from claims.models import Derivation, DerivationDecision, database_now
from claims.models.derivations import DerivationQuerySet
from claims.verification import derivations
from claims.vocabulary import DerivationKind, Interest, SuggestionState

MOST_CARDS = 10
MOST_DECIDED = 10
# Copies first: they are surest, and most change the count.
ORDER = (DerivationKind.COPY, DerivationKind.BRIEFING, DerivationKind.REWRITE, DerivationKind.QUOTES)
RELATED = (
    "article__outlet__merged_into",
    "revision__body",
    "original__outlet__merged_into",
    "original_revision__body",
    "source__merged_into",
    "claimant__merged_into",
    "claim",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One question: a derivation, or all reports of one briefing."""

    shown: tuple[Shown, ...]

    @property
    def first(self) -> Derivation:
        return self.shown[0].derivation

    @property
    def is_source_made(self) -> bool:
        """Whether confirming writes down a Source that is not there yet."""
        return self.first.original_id is None and self.first.source_id is None

    @property
    def usual_interest(self) -> str:
        return Interest.PARTY if self.first.claimant_id else Interest.UNKNOWN


class DecidingForm(forms.Form):
    """The derivations of one card, the act, and what may be said about it."""

    which = RowsField(
        queryset=Derivation.objects.none(),
        error_messages={
            "required": gettext_lazy("Choose at least one report."),
            "invalid_choice": gettext_lazy("There is no such derivation."),
            "invalid_pk_value": gettext_lazy("There is no such derivation."),
        },
    )
    act = forms.ChoiceField(choices=[("confirm", ""), ("dismiss", ""), ("undo", "")])
    reason = forms.CharField(max_length=500, required=False)
    interest = forms.ChoiceField(choices=[("", ""), *Interest.choices], required=False)

    def __init__(self, *args: Any, rows: "QuerySet[Derivation]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].queryset = rows  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


class DerivationsPage(View):
    """GET shows what waits; POST is one act on one card."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        form = DecidingForm(request.POST, rows=every(request))
        if form.is_valid():
            with refusals_shown_on(form):
                decide(request, form.cleaned_data)
        if form.errors:
            return page(request, refusals=[str(one) for listed in form.errors.values() for one in listed])
        messages.success(request, DONE[form.cleaned_data["act"]])
        return HttpResponseRedirect(f"{reverse('admin:derivations')}?{request.GET.urlencode()}")


DONE = {
    "confirm": gettext_lazy("Confirmed: they count as one source."),
    "dismiss": gettext_lazy("Dismissed."),
    "undo": gettext_lazy("Taken back: it waits again and counts for nothing."),
}


def decide(request: HttpRequest, given: dict[str, Any]) -> None:
    """The one act that the pressed button names, on all that were chosen."""
    editor, now = editor_of(request), database_now()
    for one in given["which"].order_by("pk"):
        if given["act"] == "confirm":
            derivations.confirm(derivation_id=one.pk, interest=given["interest"], editor=editor, now=now)
        elif given["act"] == "dismiss":
            reason = given["reason"] or "It does not rest on it."
            derivations.dismiss(derivation_id=one.pk, reason=reason, editor=editor, now=now)
        else:
            reason = given["reason"] or "Taken back on the desk."
            derivations.reverse(derivation_id=one.pk, reason=reason, editor=editor, now=now)


def every(request: HttpRequest) -> "QuerySet[Derivation]":
    """What this person may see; one article's when asked."""
    rows = Derivation.objects.visible_to(editor_of(request)).select_related(*RELATED)
    asked = request.GET.get("article", "")
    return rows.filter(article=int(asked)) if is_a_number(asked) else rows


def cards(rows: Iterable[Derivation]) -> list[Card]:
    """One card for each; the reports of a briefing, which follow each other, share one."""
    groups = groupby(rows, key=lambda one: one.briefing or one.pk)
    return [Card(tuple(map(derivation_texts.show, listed))) for _key, listed in groups]


def waiting(request: HttpRequest) -> list[Derivation]:
    """The open ones of the first cards, kind by kind, the strongest first."""
    place = Case(*(When(kind=kind, then=Value(number)) for number, kind in enumerate(ORDER)))
    # The reports of one briefing follow each other; all others have none.
    rows = every(request).filter(state=SuggestionState.OPEN).order_by(place, "briefing", "-similarity", "pk")
    return list(rows[:MOST_CARDS])


def page(request: HttpRequest, *, refusals: Iterable[str] = ()) -> HttpResponse:
    decided = every(request).exclude(state=SuggestionState.OPEN).exclude(decisions=None)
    context = {
        **admin.site.each_context(request),
        "title": _("Derivations"),
        "refusals": list(refusals),
        "cards": cards(waiting(request)),
        "waiting": every(request).filter(state=SuggestionState.OPEN).count(),
        "decided": DerivationDecision.objects.filter(derivation__in=decided)
        .select_related("by", "derivation__article", "derivation__original", "derivation__source__merged_into")
        .order_by("-number")[:MOST_DECIDED],
        "interests": Interest.choices,
        "query": request.GET.urlencode(),
        "may_decide": permissions.may_decide(request.user),
        "is_fullwidth": "1",
    }
    return TemplateResponse(request, "admin/claims/derivations.html", context)


def urls() -> list[URLPattern]:
    return [path("derivations/", admin.site.admin_view(DerivationsPage.as_view()), name="derivations")]


@admin.register(Derivation)
class DerivationAdmin(ReadOnlyAdmin):
    list_display = [
        "article",
        "kind",
        "original",
        survivors.column("source", gettext_lazy("source")),
        "state",
        "origin",
        "created_at",
    ]
    list_filter = ["state", "kind"]
    list_select_related = ["article", "original", "source__merged_into"]
    search_fields = ["article__title", "original__title"]
    ordering = ["-created_at", "-pk"]
    readonly_fields = [
        "article",
        "kind",
        "original",
        survivors.line("source", gettext_lazy("source")),
        survivors.line("claimant", gettext_lazy("claimant")),
        "described",
        "state",
        "origin",
        "similarity",
    ]
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> DerivationQuerySet:
        return cast("DerivationQuerySet", super().get_queryset(request)).visible_to(editor_of(request))


@admin.register(DerivationDecision)
class DerivationDecisionAdmin(ReadOnlyAdmin):
    claim_path = "derivation__claim"
    list_display = ["recorded_at", "act", "by", "reason", "derivation"]
    list_filter = ["act"]
    list_select_related = ["by", "derivation"]
    ordering = ["-number"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[DerivationDecision]":
        rows: QuerySet[DerivationDecision] = super().get_queryset(request)
        return rows.exclude(derivation__in=Derivation.objects.sealed_from(editor_of(request)).values("pk"))
