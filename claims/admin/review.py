"""The review queue: one suggestion at a time, claim and article side by side, one key for each act."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from claims import permissions
from claims.admin import claim_sections, naming, review_reasons
from claims.admin.acting import editor_of, refusals_shown_on
from claims.admin.desk import without_drafts
from claims.admin.fields import MomentField, NameField, precision
from claims.models import Evidence, Source, Suggestion, database_now
from claims.refusals import Refused
from claims.verification import decisions, statuses
from claims.vocabulary import Basis, Interest, SourceKind, Stance, VerificationStatus

CONFIRMING = {"for": Stance.FOR, "against": Stance.AGAINST, "observing": Stance.OBSERVING}
OFFERED = {Stance.FOR: VerificationStatus.CORROBORATED, Stance.AGAINST: VerificationStatus.DISPUTED}
AS_USUAL = ("", gettext_lazy("as usual for this source"))


class DecisionForm(forms.Form):
    """What an editor may add to a decision; nothing of it is required."""

    source = NameField(
        label=gettext_lazy("Source"),
        required=False,
        help_text=gettext_lazy("Who the information comes from, not who printed it: choose, or type a new name."),
    )
    source_kind = forms.ChoiceField(label=gettext_lazy("A new source is a"), choices=SourceKind, required=False)
    interest = forms.ChoiceField(label=gettext_lazy("Interest"), choices=[AS_USUAL, *Interest.choices], required=False)
    basis = forms.ChoiceField(label=gettext_lazy("Basis"), choices=[AS_USUAL, *Basis.choices], required=False)
    headline_stance = forms.ChoiceField(
        label=gettext_lazy("Headline, if it says more"),
        choices=[("", gettext_lazy("the same")), *Stance.choices],
        required=False,
    )
    shown_at = MomentField(label=gettext_lazy("The moment it shows (UTC)"))
    shown_precision = precision()
    reason = forms.CharField(label=gettext_lazy("Reason for dismissing"), max_length=500, required=False)

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("source_kind", SourceKind.BODY)
        self.initial.setdefault("shown_at", suggestion.article.published_at or suggestion.article.first_seen_at)
        self.fields["source"].propose(Source.objects.filter(seal=None, merged_into=None))  # type: ignore[attr-defined]  # a NameField


class OfferForm(forms.Form):
    """One line: the status that the evidence suggests, its reason, and since when."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, required=False)
    effective_at = MomentField(label=gettext_lazy("Since (UTC)"))


class ReviewPage(View):
    """GET shows a suggestion; POST is one act on it."""

    def get(self, request: HttpRequest, suggestion_id: int | None = None) -> HttpResponse:
        waiting = queue(request)
        if suggestion_id is None:
            shown = after(waiting, request).first()
        else:
            shown = get_object_or_404(every(request), pk=suggestion_id)
        form = DecisionForm(suggestion=shown) if shown else None
        return show(request, shown, form, done=decided(request))

    def post(self, request: HttpRequest, suggestion_id: int) -> HttpResponse:
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        suggestion = get_object_or_404(every(request), pk=suggestion_id)
        form = DecisionForm(request.POST, suggestion=suggestion)
        if form.is_valid():
            with refusals_shown_on(form):
                decide(request, suggestion, form.cleaned_data)
        if form.errors:
            return show(request, suggestion, form, done=None)
        return HttpResponseRedirect(f"{reverse('admin:review')}?{_query(request, done=suggestion.pk)}")


def decide(request: HttpRequest, suggestion: Suggestion, given: dict[str, Any]) -> None:
    """The one act that the pressed button names."""
    act, editor, now = request.POST.get("act", ""), editor_of(request), database_now()
    if act in CONFIRMING:
        named = naming.source(
            given["source"],
            kind=given["source_kind"],
            interest=given["interest"],
            basis=given["basis"],
            editor=editor,
            now=now,
        )
        decisions.confirm(
            suggestion_id=suggestion.pk,
            stance=CONFIRMING[act],
            headline_stance=given["headline_stance"],
            source=named,
            interest=given["interest"] or None,
            basis=given["basis"] or None,
            shown_at=given["shown_at"],
            shown_precision=given["shown_precision"] or "day",
            editor=editor,
            now=now,
        )
    elif act not in {"undo", "not_about", "dismiss"}:
        raise Refused(_("Choose one of the acts: for, against, reports it only, not about it, dismiss, undo."))
    elif act == "undo":
        reason = given["reason"] or _("Taken back in the review queue.")
        decisions.reverse(suggestion_id=suggestion.pk, reason=reason, editor=editor, now=now)
    else:
        reason = _("Not about it.") if act == "not_about" else given["reason"]
        decisions.dismiss(suggestion_id=suggestion.pk, reason=reason, editor=editor, now=now)


class OfferPage(View):
    """POST: accept the status that was offered after a confirmation."""

    def post(self, request: HttpRequest, suggestion_id: int) -> HttpResponse:
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        suggestion = get_object_or_404(every(request), pk=suggestion_id)
        evidence = get_object_or_404(Evidence.objects.standing(), suggestion=suggestion)
        form = OfferForm(request.POST)
        if form.is_valid():
            with refusals_shown_on(form):
                statuses.change(
                    claim_id=suggestion.claim_id,
                    to=str(_offered(suggestion, evidence) or ""),
                    **form.cleaned_data,
                    effective_precision=evidence.shown_precision,
                    evidence=evidence,
                    editor=editor_of(request),
                    now=database_now(),
                )
        if form.errors:
            shown = after(queue(request), request).first()
            decision_form = DecisionForm(suggestion=shown) if shown else None
            return show(request, shown, decision_form, done={**outcome(suggestion), "offer_form": form})
        messages.success(request, _("The status is changed."))
        return HttpResponseRedirect(f"{reverse('admin:review')}?{_query(request)}")


def every(request: HttpRequest) -> "QuerySet[Suggestion]":
    rows = Suggestion.objects.select_related("claim__story", "article__outlet", "revision__body")
    return without_drafts(rows, request, "claim")


def queue(request: HttpRequest) -> "QuerySet[Suggestion]":
    """The open suggestions, strongest first; one story's or one claim's when asked."""
    rows = every(request).open().order_by("-score", "pk")  # type: ignore[attr-defined]  # a SuggestionQuerySet
    wanted = {"story": "claim__story", "claim": "claim"}
    asked = {column: request.GET[name] for name, column in wanted.items() if request.GET.get(name, "").isdigit()}
    found: QuerySet[Suggestion] = rows.filter(**asked)
    return found


def after(rows: "QuerySet[Suggestion]", request: HttpRequest) -> "QuerySet[Suggestion]":
    """What follows the one that was passed over; from the top when it was the last."""
    passed = request.GET.get("after", "")
    last = Suggestion.objects.filter(pk=passed).first() if passed.isdigit() else None
    if last is None:
        return rows
    rest = rows.filter(Q(score__lt=last.score) | Q(score=last.score, pk__gt=last.pk))
    return rest if rest.exists() else rows


def decided(request: HttpRequest) -> dict[str, Any] | None:
    """The suggestion decided a moment ago, with the status it offers."""
    done = request.GET.get("done", "")
    suggestion = every(request).filter(pk=done).first() if done.isdigit() else None
    return outcome(suggestion) if suggestion else None


def outcome(suggestion: Suggestion) -> dict[str, Any]:
    evidence = Evidence.objects.standing().filter(suggestion=suggestion).first()
    offered = _offered(suggestion, evidence)
    moment = evidence.shown_at if evidence else None
    return {
        "suggestion": suggestion,
        "offered": offered,
        "offer_form": OfferForm(initial={"effective_at": moment}) if offered else None,
    }


def _offered(suggestion: Suggestion, evidence: Evidence | None) -> VerificationStatus | None:
    """Disputed or Corroborated, for a claim that nobody has judged yet."""
    if evidence is None or suggestion.claim.status != VerificationStatus.UNVERIFIED:
        return None
    reading = claim_sections.newest_readings([evidence]).get(evidence.pk)
    return OFFERED.get(Stance(reading.stance)) if reading else None


def _query(request: HttpRequest, **more: Any) -> str:
    """The queue's filter, kept from act to act."""
    kept = request.GET.copy()
    for name in ("done", "after"):
        kept.pop(name, None)
    for name, value in more.items():
        kept[name] = str(value)
    return kept.urlencode()


def show(
    request: HttpRequest, suggestion: Suggestion | None, form: DecisionForm | None, *, done: dict[str, Any] | None
) -> HttpResponse:
    """The page. A copy of a confirmed text rests on the same Source unless the editor says otherwise."""
    told = review_reasons.tell(suggestion) if suggestion else None
    if form is not None and told is not None and told.copy_of is not None and told.copy_of.source is not None:
        form.initial["source"] = told.copy_of.source.name
    context = {
        **admin.site.each_context(request),
        "title": _("Review queue"),
        "suggestion": suggestion,
        "told": told,
        "form": form,
        "done": done,
        "waiting": queue(request).count(),
        "next_query": _query(request, after=suggestion.pk) if suggestion else "",
        "query": _query(request),
        "may_decide": permissions.may_decide(request.user),
        "is_fullwidth": "1",
    }
    return TemplateResponse(request, "admin/claims/review.html", context)


def urls() -> list[URLPattern]:
    page = admin.site.admin_view(ReviewPage.as_view())
    return [
        path("review/", page, name="review"),
        path("review/<int:suggestion_id>/", page, name="review_one"),
        path("review/<int:suggestion_id>/status/", admin.site.admin_view(OfferPage.as_view()), name="review_offer"),
    ]
