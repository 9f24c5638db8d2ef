"""The review queue: one suggestion at a time, claim and article side by side, one key for each act."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from claims import permissions
from claims.admin import claim_sections, review_live, review_queue, review_reasons
from claims.admin.acting import editor_of, is_a_number, refusals_shown_on
from claims.admin.fields import source_line
from claims.admin.review_acts import CONFIRMING, DecisionForm, OfferForm, decide
from claims.admin.review_queue import every, filter_kept
from claims.admin.waiting import held_for
from claims.analysis.thresholds import Thresholds
from claims.models import Decision, Evidence, Suggestion, database_now
from claims.verification import leases, statuses
from claims.verification.leases import Looks
from claims.vocabulary import Stance, SuggestionState, VerificationStatus

OFFERED = {Stance.FOR: VerificationStatus.CORROBORATED, Stance.AGAINST: VerificationStatus.DISPUTED}
# What the script asks for: the part of the page that changes, to be shown now or kept ready.
ASKED_BY: Final = "X-Review"
PART, AHEAD = "part", "ahead"


@dataclass(frozen=True, slots=True)
class Fold:
    """What is folded under a suggestion, or what it is folded under itself."""

    copies: list[Suggestion] = field(default_factory=list)
    first: Suggestion | None = None
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Done:
    """What was decided a moment ago: the suggestion with its copies, and the status that its evidence offers."""

    suggestions: tuple[Suggestion, ...]
    decisions: tuple[Decision, ...]
    offered: VerificationStatus | None
    offer_form: OfferForm | None
    is_relied_on: bool

    @property
    def suggestion(self) -> Suggestion:
        return self.suggestions[0]

    @property
    def may_be_undone(self) -> bool:
        return self.suggestion.state != SuggestionState.OPEN and not self.is_relied_on

    @property
    def keys(self) -> str:
        return ",".join(str(one.pk) for one in self.suggestions)


class ReviewPage(View):
    """GET shows a suggestion; POST is one act on it."""

    def get(self, request: HttpRequest, suggestion_id: int | None = None) -> HttpResponse:
        done = outcome(request, review_queue.keys(request.GET.get("done", "")))
        if suggestion_id is None:
            return show_next(request, done)
        shown = get_object_or_404(every(request), pk=suggestion_id)
        return show(request, shown, DecisionForm(suggestion=shown), done=done)

    def post(self, request: HttpRequest, suggestion_id: int) -> HttpResponse:
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        suggestion = get_object_or_404(every(request), pk=suggestion_id)
        form = DecisionForm(request.POST, suggestion=suggestion)
        decided: list[Suggestion] = []
        if form.is_valid():
            copies, left = ticked(request, suggestion)
            with refusals_shown_on(form):
                decided = decide(request, suggestion, copies, form.cleaned_data)
                say_what_was_left(request, left)
        suggestion.refresh_from_db()
        if form.errors or request.POST.get("act") == "take_back":
            return show(request, suggestion, form, done=None)
        return go_on(request, decided)


class OfferPage(View):
    """POST: accept the status that was offered after a confirmation."""

    def post(self, request: HttpRequest, suggestion_id: int) -> HttpResponse:
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        suggestion = get_object_or_404(every(request), pk=suggestion_id)
        evidence = get_object_or_404(Evidence.objects.standing(), suggestion=suggestion)
        form, offered = OfferForm(request.POST), _offered(suggestion, evidence)
        done = [suggestion.pk, *review_queue.keys(request.GET.get("done", ""))]
        if offered is None:
            messages.warning(request, _("The status was changed meanwhile: nothing was overwritten."))
            return go_on(request, every(request).filter(pk__in=done))
        if form.is_valid():
            with refusals_shown_on(form):
                statuses.change(
                    claim_id=suggestion.claim_id,
                    to=str(offered),
                    **form.cleaned_data,
                    effective_precision=evidence.shown_precision,
                    evidence=evidence,
                    editor=editor_of(request),
                    now=database_now(),
                )
        if form.errors:
            return show_next(request, outcome(request, done, offer_form=form))
        messages.success(request, _("The status is changed."))
        return go_on(request, every(request).filter(pk__in=done))


def ticked(request: HttpRequest, suggestion: Suggestion) -> tuple[list[Suggestion], int]:
    """The copies that the decision is taken for as well, and how many of those ticked somebody has decided on."""
    wanted = {int(raw) for raw in request.POST.getlist("with_it") if is_a_number(raw)}
    if not wanted or suggestion.state != SuggestionState.OPEN:
        return [], 0
    # Also through copies that somebody has decided on since.
    copies = [one for one in every(request).folded_under(suggestion) if one.pk in wanted]
    chosen = [one for one in copies if one.state == SuggestionState.OPEN]
    return chosen, len(copies) - len(chosen)


def say_what_was_left(request: HttpRequest, left: int) -> None:
    if left:
        sentence = ngettext(
            "Somebody has decided on %(n)d of the copies meanwhile: that decision stands.",
            "Somebody has decided on %(n)d of the copies meanwhile: those decisions stand.",
            left,
        )
        messages.info(request, sentence % {"n": left})


def go_on(request: HttpRequest, decided: Any) -> HttpResponse:
    """To the next suggestion; to the same one again when its decision was taken back."""
    done = list(dict.fromkeys(one.pk for one in decided))
    undone = request.POST.get("act") == "undo"
    target = reverse("admin:review_one", args=done[:1]) if undone else reverse("admin:review")
    if asked_by(request) == PART:
        found = outcome(request, done)
        if not undone or found is None:
            return show_next(request, found)
        return show(request, found.suggestion, DecisionForm(suggestion=found.suggestion), done=found)
    return HttpResponseRedirect(f"{target}?{filter_kept(request, done=','.join(map(str, done)))}")


def outcome(request: HttpRequest, done: list[int], offer_form: OfferForm | None = None) -> Done | None:
    """What was decided on just now, as far as this person may see it."""
    found = every(request).in_bulk(done) if done else {}
    suggestions = tuple(found[pk] for pk in dict.fromkeys(done) if pk in found)
    if not suggestions:
        return None
    newest = {one.suggestion_id: one for one in Decision.objects.filter(suggestion__in=found).order_by("number")}
    evidence = Evidence.objects.standing().filter(suggestion=suggestions[0]).first()
    offered = _offered(suggestions[0], evidence)
    if offered and offer_form is None:
        offer_form = OfferForm(initial={"effective_at": evidence.shown_at if evidence else None})
    return Done(
        suggestions=suggestions,
        decisions=tuple(newest[one.pk] for one in suggestions if one.pk in newest),
        offered=offered,
        offer_form=offer_form if offered else None,
        is_relied_on=evidence is not None and _is_judged(suggestions[0]) and evidence.decided_changes.exists(),
    )


def _offered(suggestion: Suggestion, evidence: Evidence | None) -> VerificationStatus | None:
    """Disputed or Corroborated, for a claim that nobody has judged yet."""
    if evidence is None or _is_judged(suggestion):
        return None
    reading = claim_sections.newest_readings([evidence]).get(evidence.pk)
    return OFFERED.get(Stance(reading.stance)) if reading else None


def _is_judged(suggestion: Suggestion) -> bool:
    return suggestion.claim.status != VerificationStatus.UNVERIFIED


def show_next(request: HttpRequest, done: Done | None) -> HttpResponse:
    held, looks = held_for(request), leases.looks(person=editor_of(request), now=database_now())
    shown = review_queue.next_one(request, held, looks.taken)
    copies = review_queue.folded_under(request, shown, held) if shown and review_queue.folds(request) else []
    form = DecisionForm(suggestion=shown) if shown else None
    return page(request, shown, form, done, held, looks, Fold(copies=copies))


def show(request: HttpRequest, suggestion: Suggestion, form: DecisionForm, *, done: Done | None) -> HttpResponse:
    """This one, whether it stands first in the queue or not."""
    held, looks = held_for(request), leases.looks(person=editor_of(request), now=database_now())
    return page(request, suggestion, form, done, held, looks, fold_of(request, suggestion, held, form))


def page(
    request: HttpRequest,
    suggestion: Suggestion | None,
    form: DecisionForm | None,
    done: Done | None,
    held: Thresholds,
    looks: Looks,
    fold: Fold,
) -> HttpResponse:
    """The page, or its changing part. A copy of a confirmed text rests on the same Source unless the editor says so."""
    told = review_reasons.tell(suggestion) if suggestion else None
    if form is not None and told is not None and told.copy_of is not None and told.copy_of.source is not None:
        form.initial["source"] = source_line(told.copy_of.source.survivor)
    part, may_decide = asked_by(request), permissions.may_decide(request.user)
    context = {
        "suggestion": suggestion,
        "told": told,
        "form": form,
        "marked": chosen(form) or (suggestion.stance if suggestion else ""),
        "done": done,
        **review_live.standing(request, suggestion, held, looks),
        "fold": fold,
        "is_strong": suggestion is not None and suggestion.score >= held.strict,
        "asks_for_weaker": review_queue.asks_for_weaker(request),
        "weaker_waiting": review_queue.counted(every(request).open().weaker(held)),
        "next_query": filter_kept(request, after=suggestion.pk) if suggestion else "",
        "query": filter_kept(request),
        "address": _address(request, suggestion, done),
        "is_part": bool(part),
    }
    if suggestion is not None and part != AHEAD and may_decide:
        leases.look(suggestion=suggestion, person=looks.person, now=looks.now)
    if part:
        answer = TemplateResponse(request, "admin/claims/review_part.html", context)
    else:
        whole = {**admin.site.each_context(request), "title": _("Review queue"), "is_fullwidth": "1", **context}
        answer = TemplateResponse(request, "admin/claims/review.html", whole)
    patch_vary_headers(answer, [ASKED_BY])
    return answer


def chosen(form: DecisionForm | None) -> str:
    """What an editor chose whose act was refused."""
    act = form.data.get("act", "") if form is not None else ""
    return act if act in CONFIRMING or act == "not_about" else ""


def asked_by(request: HttpRequest) -> str:
    asked = request.headers.get(ASKED_BY, "")
    return asked if asked in {PART, AHEAD} else ""


def fold_of(request: HttpRequest, suggestion: Suggestion, held: Thresholds, form: DecisionForm) -> Fold:
    """What an editor left out of a decision that was refused stays left out."""
    if suggestion.state != SuggestionState.OPEN:
        return Fold()
    first = review_queue.first_of(request, suggestion, held)
    if first is not None:
        return Fold(first=first)
    copies = review_queue.folded_under(request, suggestion, held)
    chosen = request.POST.getlist("with_it") if form.is_bound else [str(one.pk) for one in copies]
    return Fold(copies=copies, left_out=frozenset(one.pk for one in copies if str(one.pk) not in chosen))


def _address(request: HttpRequest, suggestion: Suggestion | None, done: Done | None) -> str:
    """Where a reload shows the same again."""
    if done is not None and (suggestion is None or suggestion.pk != done.suggestion.pk):
        return f"{reverse('admin:review')}?{filter_kept(request, done=done.keys)}"
    one = reverse("admin:review_one", args=[suggestion.pk]) if suggestion else reverse("admin:review")
    return f"{one}?{filter_kept(request)}"


def urls() -> list[URLPattern]:
    wrap = admin.site.admin_view
    return [
        path("review/", wrap(ReviewPage.as_view(http_method_names=["get", "head"])), name="review"),
        path("review/<int:suggestion_id>/", wrap(ReviewPage.as_view()), name="review_one"),
        path("review/<int:suggestion_id>/status/", wrap(OfferPage.as_view()), name="review_offer"),
        *review_live.urls(),
    ]
