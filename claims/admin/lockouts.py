"""Keep out whoever fails too often: what axes asks of us, and the page that says so."""

import unicodedata
from typing import Any

from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.analysis.client_addresses import client_address, counted_as
from claims.models import SignIn, User, database_now
from claims.models.sign_ins import Visitor
from claims.models.tokens import keyed_hash
from claims.recording import sign_ins
from claims.recording.sign_ins import Patience

PASSWORD, CODE = "password", "code"
LONGEST_DEVICE = 200


def address_of(request: HttpRequest) -> str | None:
    """Whoever opened the connection; behind proxies of ours, whom the outermost of them saw."""
    said = request.META.get
    return client_address(said("REMOTE_ADDR", ""), said("HTTP_X_FORWARDED_FOR", ""), proxies=settings.NUM_PROXIES)


def device_of(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_USER_AGENT", "")).replace("\0", "")[:LONGEST_DEVICE]


def visitor_of(request: HttpRequest, name: str) -> Visitor:
    """Whoever asks to come in under this name."""
    address = address_of(request)
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    return Visitor(
        name_hash=keyed_hash(plain, pepper=settings.TOKEN_PEPPER),
        user=_named(plain),
        address=address,
        network=counted_as(address),
        device=device_of(request),
    )


def _named(plain: str) -> User | None:
    """Whose name it is, in whatever letters: guesses at a name count, also where they could not open it."""
    return None if "\0" in plain else User.objects.filter(username__iexact=plain).order_by("pk").first()


def patience() -> Patience:
    return Patience(settings.LOCKOUT_FAILURES, settings.LOCKOUT_FAILURES_PER_ADDRESS, settings.LOCKOUT_LASTS)


def is_locked_out(request: HttpRequest, name: str) -> bool:
    """Whether this person is to be kept out; if so, the answer will be the page that says it."""
    request.axes_locked_out = not AxesProxyHandler.is_allowed(request, {"username": name})  # type: ignore[attr-defined]  # axes' mark
    return bool(request.axes_locked_out)  # type: ignore[attr-defined]


def note_failure(request: HttpRequest, name: str, means: str) -> None:
    row = sign_ins.refuse(visitor=visitor_of(request, name), means=means, patience=patience(), now=database_now())
    if row.lock:
        request.axes_locked_out = True  # type: ignore[attr-defined]  # axes' mark: its middleware answers with our page


class Lockouts(AxesBaseHandler, AbstractAxesHandler):
    """Axes' questions, answered from our own record, which keeps neither typed names nor forms."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        visitor = visitor_of(request, str((credentials or {}).get("username") or ""))
        return SignIn.objects.locking_out(visitor, database_now()).exists()

    def user_login_failed(
        self, sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        if request is not None and not request.axes_locked_out:  # type: ignore[attr-defined]
            note_failure(request, str(credentials.get("username") or ""), PASSWORD)

    def user_logged_in(self, sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
        """Told by whoever lets people in: see the adapter."""

    def user_logged_out(self, sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
        """Likewise."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        visitor = visitor_of(request, str((credentials or {}).get("username") or ""))
        return SignIn.objects.failures(visitor, since=database_now() - settings.LOCKOUT_LASTS).by_name


def locked_page(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Says so, the same for names that nobody has."""
    lasts = settings.LOCKOUT_LASTS
    context = {"minutes": int(lasts.total_seconds() // 60)}
    page = render(request, "account/locked.html", context, status=429)
    page["Retry-After"] = str(int(lasts.total_seconds()))
    return page
