"""Check now: a claim's search made due, and watched while it runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from claims import tasks
from claims.admin.act_pages import ClaimActPage
from claims.models import Claim, ClaimWatch, FollowUpCheck, database_now
from claims.monitoring import searches
from claims.recording import claims

LONG = timedelta(seconds=60)  # after which somebody should see whether a worker runs


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is that somebody asked for: "waiting", "asking", "searching", "done" or "closed"."""

    since: datetime
    state: str
    checks: tuple[FollowUpCheck, ...]
    providers: tuple[dict[str, Any], ...]
    is_long: bool

    @property
    def is_over(self) -> bool:
        return self.state in {"done", "closed"}

    @property
    def articles(self) -> int:
        return sum(int(check.searched.get("articles", 0)) for check in self.checks)

    @property
    def remaining(self) -> int:
        return int(self.checks[-1].searched.get("remaining", 0)) if self.checks else 0

    @property
    def found(self) -> int:
        return sum(check.found for check in self.checks)


class LookAgainPage(ClaimActPage):
    """Makes the search due; the claim's page then shows how it goes."""

    form_class = forms.Form
    title = _("Check now")
    asked_at: datetime | None = None

    def act(self, given: dict[str, Any]) -> None:
        self.asked_at = database_now()
        claims.look_again(claim=self.claim, editor=self.editor, now=self.asked_at)
        tasks.enqueue_after_commit(tasks.check_claim, claim_id=self.claim.pk)

    def get_success_url(self) -> str:
        page = reverse("admin:claims_claim_change", args=[self.claim.pk])
        if self.asked_at is None:
            return page
        return f"{page}?{urlencode({'checking_since': self.asked_at.isoformat()})}#searches"


def progress_view(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The lines that the claim's page shows and asks for again every second until the search is over."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=claim_id)
    context = {"claim": claim, "progress": progress_of(claim, request.GET.get("checking_since", ""))}
    return render(request, "admin/claims/search_progress.html", context)


def progress_of(claim: Claim, since_raw: str) -> Progress | None:
    """How the search that was asked for at that moment goes; None when no moment is given."""
    since = _moment(since_raw)
    if since is None:
        return None
    watch = ClaimWatch.objects.filter(claim=claim).first()
    if watch is None:
        return None
    now = database_now()
    checks = tuple(claim.checks.filter(recorded_at__gte=since).order_by("pk"))
    is_done = bool(checks) and not int(checks[-1].searched.get("remaining", 0))
    is_open = Claim.objects.open().filter(pk=claim.pk).exists()
    is_asked = watch.asked_at is not None and watch.asked_at >= since
    state = "waiting"
    if is_done:
        state = "done"
    elif not is_open:
        state = "closed"
    elif checks or (watch.lease_until is not None and watch.lease_until > now):
        state = "searching" if is_asked or not searches.concern(claim) else "asking"
    providers = checks[0].searched.get("providers", []) if checks else watch.asked if is_asked else []
    return Progress(since, state, checks, tuple(providers), is_long=now - since > LONG)


def _moment(raw: str) -> datetime | None:
    try:
        moment = parse_datetime(raw.replace(" ", "+"))
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
