"""Settle several claims of a story for one event: a rating and a reason each, all of them or none."""

import sys
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views import View

from claims import permissions
from claims.admin import claim_statuses, previews, status_conflicts
from claims.admin.acting import editor_of, is_a_number, show_refusal
from claims.admin.claim_statuses import SinceFields, VerdictForm
from claims.models import Claim, Evidence, JournalEntry, StatusChange, StatusProposal, Story, User, database_now
from claims.refusals import Refused, Stale
from claims.verification import proposals, statuses
from claims.vocabulary import VerificationStatus

LISTED = 300  # claims to choose from at once: narrowing by status finds the others
UNFOLDED = 12  # of more claims on one page, what is known of each is folded
# What the form of one claim sends beside its ticks for further evidence, and the form of all beside the claims.
VALUES_OF_A_CLAIM = 10
VALUES_OF_THE_PAGE = 10


@dataclass(slots=True)
class Verdict:
    """One claim with its form, what is known of it, and what happened meanwhile if anything did."""

    claim: Claim
    form: VerdictForm
    known: dict[str, Any] = field(default_factory=dict)
    conflict: status_conflicts.Conflict | None = None

    def judgement(self, since: dict[str, Any]) -> dict[str, Any]:
        given = claim_statuses.judgement_in(self.form.cleaned_data)
        return {"to": VerificationStatus.SETTLED, **since, **given}


class StoryVerdictsPage(View):
    """GET without claims asks which; with them it asks for their verdicts; POST settles or previews them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, story_id: int) -> HttpResponse:
        story = get_object_or_404(Story, pk=story_id)
        asked = _asked(request, story, request.GET)
        chosen = _carried(asked, editor_of(request))
        since = SinceFields(initial=_since(chosen, editor_of(request)))
        return _page(request, story, since, [_verdict(request, claim) for claim in chosen], left=asked[len(chosen) :])

    def post(self, request: HttpRequest, story_id: int) -> HttpResponse:
        story = get_object_or_404(Story, pk=story_id)
        asked = _asked(request, story, request.POST)
        chosen = _carried(asked, editor_of(request))
        verdicts = [_verdict(request, claim, request.POST) for claim in chosen]
        since, left = SinceFields(request.POST), asked[len(chosen) :]
        # Each form says what it misses: not only the first.
        if verdicts and not left and all([since.is_valid(), *(one.form.is_valid() for one in verdicts)]):
            done = _preview if "preview" in request.POST else _settle
            answer = done(request, verdicts, since.cleaned_data)
            if answer is not None:
                return answer
        return _page(request, story, since, verdicts, left=left)


def _claims(request: HttpRequest, story: Story) -> "QuerySet[Claim]":
    rows: QuerySet[Claim] = Claim.objects.visible_to(request.user).filter(story=story)
    return rows.select_related("rating").order_by("pk")


def _asked(request: HttpRequest, story: Story, given: QueryDict) -> list[Claim]:
    """The claims that were ticked, or all of those that were listed."""
    if "all" in given:
        return list(_listed(request, story, given)[:LISTED])
    ticked = [int(one) for one in given.getlist("claim") if is_a_number(one)]
    return list(_claims(request, story).filter(pk__in=ticked))


def _listed(request: HttpRequest, story: Story, given: QueryDict) -> "QuerySet[Claim]":
    status, rows = given.get("status", ""), _claims(request, story)
    return rows.filter(status=status) if status in VerificationStatus.values else rows


def _carried(asked: list[Claim], reader: User) -> list[Claim]:
    """As many as one request can carry with every value that their forms may send."""
    standing = Evidence.objects.visible_to(reader).standing().filter(claim__in=asked).order_by()
    ticks = dict(standing.values_list("claim").annotate(Count("pk")))
    values = accumulate(VALUES_OF_A_CLAIM + ticks.get(claim.pk, 0) for claim in asked)
    room = (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or sys.maxsize) - VALUES_OF_THE_PAGE
    return [claim for claim, so_far in zip(asked, values, strict=True) if so_far <= room]


def _verdict(request: HttpRequest, claim: Claim, given: QueryDict | None = None) -> Verdict:
    reader = editor_of(request)
    newest = claim_statuses.newest_evidence(claim, reader)
    initial = {"seen": JournalEntry.objects.last_bearing_on(claim), "evidence": newest and newest.pk}
    form = VerdictForm(given, prefix=f"claim{claim.pk}", initial=initial)
    form.offer(claim, reader)
    return Verdict(claim, form)


def _since(chosen: list[Claim], reader: User) -> dict[str, Any]:
    """The event is of the newest moment that evidence of any of the claims shows."""
    newest = [one for claim in chosen if (one := claim_statuses.newest_evidence(claim, reader)) is not None]
    return claim_statuses.shown_by(max(newest, key=lambda one: (one.shown_at, one.pk), default=None))


def _settle(request: HttpRequest, verdicts: list[Verdict], since: dict[str, Any]) -> HttpResponse | None:
    """Every claim in one transaction; None when one was refused, and then nothing is written."""
    made: list[StatusChange | StatusProposal] = []
    editor, now = editor_of(request), database_now()
    one = verdicts[0]
    try:
        with transaction.atomic():
            statuses.hold_still(verdict.claim.pk for verdict in verdicts)
            for one in verdicts:
                asked = {**one.judgement(since), "seen": claim_statuses.read_up_to(one.form.cleaned_data)}
                made.append(proposals.judge(claim_id=one.claim.pk, **asked, editor=editor, now=now))
    except Refused as refused:
        _refuse(one, refused, editor)
        return None
    claim_statuses.tell(request, *made)
    return HttpResponseRedirect(reverse("admin:claims_story_change", args=[verdicts[0].claim.story_id]))


def _preview(request: HttpRequest, verdicts: list[Verdict], since: dict[str, Any]) -> HttpResponse | None:
    editor, pages = editor_of(request), []
    for one in verdicts:
        try:
            pages.append(previews.of(one.claim, one.judgement(since), editor=editor))
        except Refused as refused:
            _refuse(one, refused, editor)
            return None
    return previews.shown(request, pages)


def _refuse(one: Verdict, refused: Refused, editor: User) -> None:
    show_refusal(one.form, refused)
    if isinstance(refused, Stale):
        one.conflict = status_conflicts.between(one.claim, one.form, editor)


def _page(
    request: HttpRequest, story: Story, since: SinceFields, verdicts: list[Verdict], *, left: list[Claim]
) -> HttpResponse:
    reader = editor_of(request)
    for one in verdicts:
        one.known = claim_statuses.weighed(one.claim, reader)
    context = {
        **admin.site.each_context(request),
        "title": _("Settle claims of a story"),
        "story": story,
        "verdicts": verdicts,
        "since": since,
        "left": left,
        "is_folded": len(verdicts) > UNFOLDED,
        **({} if verdicts else _choices(request, story)),
        "is_fullwidth": "1",
    }
    return TemplateResponse(request, "admin/claims/story_verdicts.html", context)


def _choices(request: HttpRequest, story: Story) -> dict[str, Any]:
    """The claims to choose from, narrowed by status when that is asked, and how many there are of each."""
    counts = dict(_claims(request, story).order_by().values_list("status").annotate(Count("pk")))
    statuses_there = [(value, label, counts[value]) for value, label in VerificationStatus.choices if value in counts]
    listed, total = _listed(request, story, request.GET), sum(counts.values())
    return {
        "choices": listed[:LISTED],
        "statuses": [("", _("All"), total), *statuses_there],
        "status": request.GET.get("status", ""),
        "listed": LISTED if listed[LISTED:].exists() else None,
    }


def urls() -> list[URLPattern]:
    page = admin.site.admin_view(StoryVerdictsPage.as_view())
    return [path("stories/<int:story_id>/settle/", page, name="story_settle")]
