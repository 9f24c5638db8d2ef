"""One's own account: the second factor, and every session with a button that ends it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.views import PasswordChangeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from claims.admin import second_factor
from claims.admin.acting import editor_of
from claims.analysis import devices
from claims.models import SignIn, User, database_now
from claims.recording import second_factors, sessions
from claims.refusals import Refused

SIGN_IN, SEEN_AT = "sign_in", "seen_at"


@dataclass(frozen=True, slots=True)
class Running:
    """One session as its owner reads it."""

    public_id: UUID
    device: str
    address: str
    started_at: datetime
    last_seen_at: datetime | None
    is_this: bool


def begin(request: HttpRequest, row: SignIn) -> None:
    request.session[SIGN_IN] = str(row.public_id)
    request.session[SEEN_AT] = row.started_at.timestamp()


def current(request: HttpRequest) -> UUID | None:
    """Which session this is."""
    known = request.session.get(SIGN_IN)
    return UUID(known) if known else None


def note(request: HttpRequest, known: UUID) -> bool:
    """Note that a session is in use, and under which key: a new password gives it a new one."""
    now = database_now()
    request.session[SEEN_AT] = now.timestamp()
    return sessions.note_seen(sign_in=known, session_key=str(request.session.session_key), now=now)


def leave(request: HttpRequest) -> None:
    if known := current(request):
        sessions.sign_out(sign_in=known, now=database_now())


def running(person: User, *, this: UUID | None = None) -> list[Running]:
    """The newest seen first."""
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    rows = SignIn.objects.running(age=age, now=database_now()).filter(user=person)
    return [_told(row, this) for row in rows.order_by("-last_seen_at", "-pk")]


def _told(row: SignIn, this: UUID | None) -> Running:
    return Running(
        public_id=row.public_id,
        device=device_words(row.device),
        address=row.address or _("unknown address"),
        started_at=row.started_at,
        last_seen_at=row.last_seen_at,
        is_this=row.public_id == this,
    )


def device_words(user_agent: str) -> str:
    browser, system = devices.named(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("unknown device")


class LastSeenMiddleware:
    """Note once a minute that a session is in use, and stop one that was ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        # Not the readers' pages: whoever looks at a session must not share a cached page.
        self._desk = (reverse("admin:index"), reverse("mfa_index"), "/api/")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.path.startswith(self._desk):
            self._note(request)
        return self._get_response(request)

    def _note(self, request: HttpRequest) -> None:
        known = current(request)
        is_noted = time.time() - request.session.get(SEEN_AT, 0) < sessions.SEEN_IS_NOTED_EVERY.total_seconds()
        if known is not None and not is_noted and not note(request, known):
            logout(request)


class AccountPage(LoginRequiredMixin, TemplateView):
    template_name = "account/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = editor_of(self.request)
        listed = running(person, this=current(self.request))
        return super().get_context_data(
            **kwargs,
            sessions=listed,
            others=sum(not one.is_this for one in listed),
            has_second_factor=second_factors.has_one(person),
            must_have_second_factor=second_factor.must_have_one(person),
        )


class PasswordPage(PasswordChangeView):
    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        if known := current(self.request):
            note(self.request, known)
        return answer


@login_required
@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = editor_of(request)
    row = get_object_or_404(SignIn.objects.exclude(session_key=None).filter(user=person), public_id=public_id)
    if public_id == current(request):
        leave(request)
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    _tried(request, lambda: sessions.end(sign_in=row, editor=person, now=database_now()))
    return HttpResponseRedirect(reverse("mfa_index"))


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    person = editor_of(request)
    _tried(request, lambda: sessions.end_all(person=person, editor=person, now=database_now(), but=current(request)))
    return HttpResponseRedirect(reverse("mfa_index"))


def _tried(request: HttpRequest, act: Callable[[], object]) -> None:
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Ended."))
