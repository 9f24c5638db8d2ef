"""Statuses that one editor proposed: the list, and the page on which a second one decides."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from claims import permissions
from claims.admin import claim_statuses, previews
from claims.admin.acting import editor_of, refusals_shown_on
from claims.admin.fields import text
from claims.models import Evidence, StatusProposal, User, database_now
from claims.models.proposals import ProposalQuerySet
from claims.refusals import Refused
from claims.verification import proposals
from claims.verification.judgements import as_given

A_PAGE = 50


class DecisionForm(forms.Form):
    reason = text(gettext_lazy("What is missing"), rows=2, required=False)


def waiting(user: object) -> ProposalQuerySet:
    """What waits for a second editor, as far as this person may see the claim."""
    return StatusProposal.objects.open().visible_to(user)


class ProposalsPage(View):
    """The list, the oldest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = waiting(request.user).with_staleness().select_related("claim", "rating", "by").order_by("number")
        context = {
            **admin.site.each_context(request),
            "title": _("Verdicts to approve"),
            "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        }
        return TemplateResponse(request, "admin/claims/proposals.html", context)


class ProposalPage(View):
    """GET shows what was proposed beside what is known; POST is one decision."""

    def get(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        proposal = _found(request, proposal_id)
        if "preview" not in request.GET or not permissions.may_decide(request.user):
            return _page(request, proposal, DecisionForm())
        try:
            return previews.shown(request, [_preview(proposal, editor_of(request))])
        except Refused as refused:
            messages.error(request, refused.sentence)
            return HttpResponseRedirect(reverse("admin:proposal", args=[proposal.pk]))

    def post(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        proposal = _found(request, proposal_id)
        form = DecisionForm(request.POST)
        if form.is_valid():
            with refusals_shown_on(form):
                _decide(request, proposal, form.cleaned_data["reason"])
        if form.errors:
            return _page(request, _found(request, proposal_id), form)
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[proposal.claim_id]))


def _found(request: HttpRequest, proposal_id: int) -> StatusProposal:
    rows = StatusProposal.objects.visible_to(request.user).with_staleness()
    related = ("claim__story", "claim__rating", "rating__scale", "by", "criterion", "decision__by")
    return get_object_or_404(rows.select_related(*related), pk=proposal_id)


def _decide(request: HttpRequest, proposal: StatusProposal, reason: str) -> None:
    """The one act that the pressed button names."""
    act, editor, now = request.POST.get("act", ""), editor_of(request), database_now()
    if act == "approve":
        proposals.approve(proposal_id=proposal.pk, editor=editor, now=now)
        messages.success(request, _("Approved: the status holds."))
    elif act == "send_back":
        proposals.send_back(proposal_id=proposal.pk, reason=reason, editor=editor, now=now)
        messages.success(request, _("Sent back, with what is missing."))
    elif act == "take_back":
        proposals.take_back(proposal_id=proposal.pk, reason=reason, editor=editor, now=now)
        messages.success(request, _("Taken back."))
    else:
        raise Refused(_("Choose one of the acts: approve, send back, take back."))


def _preview(proposal: StatusProposal, reader: User) -> previews.Preview:
    """As it would read once approved: the judgement stays its author's."""
    return previews.of(proposal.claim, as_given(proposals.judgement_of(proposal)), editor=proposal.by, reader=reader)


def _page(request: HttpRequest, proposal: StatusProposal, form: DecisionForm) -> HttpResponse:
    reader = editor_of(request)
    seen = Evidence.objects.visible_to(reader).filter(claim=proposal.claim)
    related = ("article", "capture", "appearance", "follow_up_check", "source")
    named = {one.pk: one for one in seen.select_related(*related)}
    chosen = [named[pk] for pk in [proposal.evidence_id, *proposal.further_evidence] if pk in named]
    is_decided = hasattr(proposal, "decision")
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("A verdict to approve"),
        "proposal": proposal,
        "claim": proposal.claim,
        "evidence": [claim_statuses.described(one) for one in chosen],
        "hidden_evidence": len({proposal.evidence_id, *proposal.further_evidence} - {None}) - len(chosen),
        **claim_statuses.weighed(proposal.claim, reader),
        "form": form,
        "is_decided": is_decided,
        "is_own": proposal.by_id == reader.pk,
        "may_decide": permissions.may_decide(reader) and not is_decided,
    }
    return TemplateResponse(request, "admin/claims/proposal.html", context)


def urls() -> list[URLPattern]:
    return [
        path("proposals/", admin.site.admin_view(ProposalsPage.as_view()), name="proposals"),
        path("proposals/<int:proposal_id>/", admin.site.admin_view(ProposalPage.as_view()), name="proposal"),
    ]
