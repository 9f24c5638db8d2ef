"""Who came in, who was kept out, and who may do what: for those who manage people."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims import permissions
from claims.admin import history_pages, own_sessions
from claims.admin.acting import editor_of, refusals_shown_on
from claims.admin.history_pages import Narrowing
from claims.models import JournalEntry, SignIn, User, database_now
from claims.recording import sign_ins
from claims.vocabulary import Lock


class Concerning(Narrowing):
    """Of a person: what they did, and what was done to their account."""

    def __init__(self, data: Any, *, entries: "QuerySet[JournalEntry]") -> None:
        super().__init__(data, entries=entries)
        self.fields["person"].label = _("Whom it concerns")

    def people(self, entries: "QuerySet[JournalEntry]") -> list[tuple[str, str]]:
        return [(str(one.public_id), str(one)) for one in User.objects.order_by("username")]

    def by(self, person: str) -> Q:
        one = User.objects.get(public_id=person)
        return Q(actor=one) | Q(subject_type="user", subject_id=one.public_id) | Q(after__person=one.username)


def page_view(request: HttpRequest) -> HttpResponse:
    if not permissions.may_manage_people(request.user):
        raise PermissionDenied
    told = history_pages.shown(request, JournalEntry.objects.of_people(), narrowing=Concerning)
    attempts = _attempts(told["page"].object_list)
    context = {
        **admin.site.each_context(request),
        **told,
        "title": _("Sign-ins and roles"),
        "lines": [replace(line, about=attempts.get(line.number, line.about)) for line in told["lines"]],
        "locks": _locks(),
    }
    return TemplateResponse(request, "admin/claims/sign_ins.html", context)


def _attempts(entries: Iterable[JournalEntry]) -> dict[int, str]:
    """From where and with what, by the entries' numbers, as long as it is kept."""
    asked = {entry.subject_id for entry in entries if entry.subject_type == "signin"}
    rows = {row.public_id: row for row in SignIn.objects.filter(public_id__in=asked)}
    unknown = _("unknown address")
    return {
        entry.number: f"{row.address or unknown} · {own_sessions.device_words(row.device)}"
        for entry in entries
        if (row := rows.get(entry.subject_id)) is not None
    }


def _locks() -> list[SignIn]:
    """What is locked now; one row for each person or address."""
    rows = SignIn.objects.locking(database_now()).select_related("user").order_by("locked_until")
    found = {(row.lock, row.name_hash if row.lock == Lock.NAME else row.network): row for row in rows}
    return list(found.values())


def unlock_view(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a lock off a person or an address."""
    if not permissions.may_manage_people(request.user):
        raise PermissionDenied
    row = get_object_or_404(SignIn.objects.exclude(lock=""), public_id=public_id)
    form = forms.Form(request.POST)
    with refusals_shown_on(form):
        sign_ins.unlock(lock=row, editor=editor_of(request), now=database_now())
    if form.errors:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    else:
        messages.success(request, _("Unlocked."))
    return HttpResponseRedirect(reverse("admin:sign_ins"))


def urls() -> list[URLPattern]:
    return [
        path("sign-ins/", admin.site.admin_view(page_view), name="sign_ins"),
        path("sign-ins/<uuid:public_id>/unlock/", admin.site.admin_view(require_POST(unlock_view)), name="unlock"),
    ]
