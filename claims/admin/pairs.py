"""The queue of pairs: two claims side by side, and one key for each thing they may be to one another."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from claims import permissions
from claims.admin import pair_reasons
from claims.admin.acting import editor_of, is_a_number, refusals_shown_on
from claims.models import RelationSuggestion, User, database_now
from claims.models.relation_suggestions import RelationSuggestionQuerySet
from claims.recording import relations
from claims.refusals import Refused
from claims.verification import relation_decisions
from claims.vocabulary import RelationKind

CONFIRMING = {"contradicts": RelationKind.CONTRADICTS, "repeats": RelationKind.REPEATS}


class PairForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason for dismissing"), max_length=500, required=False)


class PairPage(View):
    """GET shows a pair; POST is one act on it."""

    def get(self, request: HttpRequest, suggestion_id: int | None = None) -> HttpResponse:
        if suggestion_id is None:
            shown = after(queue(request), request).first()
        else:
            shown = get_object_or_404(every(request), pk=suggestion_id)
        return show(request, shown, PairForm())

    def post(self, request: HttpRequest, suggestion_id: int) -> HttpResponse:
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        suggestion = get_object_or_404(every(request), pk=suggestion_id)
        form = PairForm(request.POST)
        if form.is_valid():
            with refusals_shown_on(form):
                decide(suggestion, request.POST.get("act", ""), form.cleaned_data["reason"], editor_of(request))
        if form.errors:
            return show(request, suggestion, form)
        return HttpResponseRedirect(f"{reverse('admin:pairs')}?{_query(request, done=suggestion.pk)}")


def decide(suggestion: RelationSuggestion, act: str, reason: str, editor: User) -> None:
    """The one act that the pressed button names; confirming is two stage calls in one transaction."""
    now = database_now()
    if act in CONFIRMING:
        # The newer claim repeats the older; a contradiction has no direction.
        relation = relations.relate(
            claim=suggestion.other, kind=CONFIRMING[act], other=suggestion.claim, editor=editor, now=now
        )
        relation_decisions.confirm(suggestion_id=suggestion.pk, relation=relation, editor=editor, now=now)
    elif act == "dismiss":
        relation_decisions.dismiss(suggestion_id=suggestion.pk, reason=reason, editor=editor, now=now)
    elif act == "undo":
        why = reason or "Taken back in the queue of pairs."
        made = relation_decisions.reverse(suggestion_id=suggestion.pk, reason=why, editor=editor, now=now)
        if made is not None and made.withdrawn_at is None:
            relations.withdraw(relation=made, reason=why, editor=editor, now=now)
    else:
        raise Refused(_("Choose one of the acts: contradicts, repeats, dismiss, undo."))


def every(request: HttpRequest) -> RelationSuggestionQuerySet:
    seen = RelationSuggestion.objects.visible_to(request.user)
    return seen.select_related("claim__story", "claim__rating", "other__story", "other__rating")


def queue(request: HttpRequest) -> RelationSuggestionQuerySet:
    """The undecided pairs, most alike first; those of one claim when asked."""
    rows = every(request).open().order_by("-score", "pk")
    asked = request.GET.get("claim", "")
    return rows.filter(Q(claim=asked) | Q(other=asked)) if is_a_number(asked) else rows


def after(rows: RelationSuggestionQuerySet, request: HttpRequest) -> RelationSuggestionQuerySet:
    """What follows the one that was passed over; from the top when it was the last."""
    passed = request.GET.get("after", "")
    last = RelationSuggestion.objects.filter(pk=passed).first() if is_a_number(passed) else None
    if last is None:
        return rows
    rest = rows.filter(Q(score__lt=last.score) | Q(score=last.score, pk__gt=last.pk))
    return rest if rest.exists() else rows


def show(request: HttpRequest, suggestion: RelationSuggestion | None, form: PairForm) -> HttpResponse:
    done = request.GET.get("done", "")
    context = {
        **admin.site.each_context(request),
        "title": _("Pairs of claims"),
        "suggestion": suggestion,
        "told": pair_reasons.tell(suggestion) if suggestion else None,
        "form": form,
        "done": every(request).filter(pk=done).first() if is_a_number(done) else None,
        "waiting": queue(request).count(),
        "next_query": _query(request, after=suggestion.pk) if suggestion else "",
        "query": _query(request),
        "may_decide": permissions.may_decide(request.user),
        "is_fullwidth": "1",
    }
    return TemplateResponse(request, "admin/claims/pairs.html", context)


def _query(request: HttpRequest, **more: Any) -> str:
    """The queue's filter, kept from act to act."""
    kept = request.GET.copy()
    for name in ("done", "after"):
        kept.pop(name, None)
    for name, value in more.items():
        kept[name] = str(value)
    return kept.urlencode()


def urls() -> list[URLPattern]:
    wrap = admin.site.admin_view
    return [
        path("pairs/", wrap(PairPage.as_view(http_method_names=["get", "head"])), name="pairs"),
        path("pairs/<int:suggestion_id>/", wrap(PairPage.as_view()), name="pair"),
    ]
