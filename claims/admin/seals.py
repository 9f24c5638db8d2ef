"""Open what is sealed, for those named, on a page that nothing keeps; and name further people."""

import json
from base64 import b64decode
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from claims import permissions
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of
from claims.admin.captures import as_file
from claims.admin.fields import people
from claims.models import Seal, SealDestroyed, SealLocked, database_now
from claims.recording import seals


class RevealPage(View):
    """GET asks; POST shows. For anybody not named there is no such page."""

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        return self._page(request, _sealed_for(request, public_id), {})

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        seal = _sealed_for(request, public_id)
        try:
            opened = seals.reveal(seal=seal, reader=editor_of(request))
        except SealDestroyed:
            return self._page(request, seal, {"refusal": _("It was redacted: its key is destroyed.")})
        except SealLocked:
            return self._page(request, seal, {"refusal": _("None of the newsroom's sealing keys opens it.")})
        inside = _inside(opened, seal.media_type)
        if "download" in request.POST and inside.get("base64"):
            return as_file(b64decode(inside["base64"]), inside.get("media_type", ""), inside.get("file_name", "sealed"))
        return self._page(request, seal, {"inside": inside, "has_file": bool(inside.pop("base64", ""))})

    def _page(self, request: HttpRequest, seal: Seal, more: dict[str, Any]) -> HttpResponse:
        may_redact = permissions.may_redact(request.user)
        context = {
            **admin.site.each_context(request),
            "title": _("Sealed"),
            "seal": seal,
            "may_redact": may_redact,
            **more,
        }
        page = TemplateResponse(request, "admin/claims/reveal.html", context)
        add_never_cache_headers(page)
        return page


class ShareForm(forms.Form):
    readers = people(gettext_lazy("Further people who may read it"))


class SharePage(ActPage):
    """Name further readers; for anybody not named there is no such page."""

    form_class = ShareForm
    title = gettext_lazy("Let further people read it")
    may = staticmethod(permissions.is_desk)

    @property
    def seal(self) -> Seal:
        return _sealed_for(self.request, self.kwargs["public_id"])

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["readers"].queryset = form.fields["readers"].queryset.exclude(seals=self.seal)
        return form

    def act(self, given: dict[str, Any]) -> None:
        seals.share(seal=self.seal, readers=list(given["readers"]), editor=self.editor, now=database_now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = ", ".join(str(one) for one in self.seal.readers.order_by("username"))
        told = _("It is readable by: %(names)s.") % {"names": named}
        return super().get_context_data(**kwargs, explanation=told)

    def get_success_url(self) -> str:
        return reverse("admin:reveal", args=[self.kwargs["public_id"]])


def _sealed_for(request: HttpRequest, public_id: UUID) -> Seal:
    seal = get_object_or_404(Seal, public_id=public_id)
    if not permissions.may_open(request.user, seal):
        raise Http404
    return seal


def _inside(opened: bytes, media_type: str) -> dict[str, str]:
    if media_type == "application/json":
        return {name: str(value) for name, value in json.loads(opened).items()}
    return {"text": opened.decode("utf-8", errors="replace")}


def urls() -> list[URLPattern]:
    wrap = admin.site.admin_view
    return [
        path("reveal/<uuid:public_id>/", wrap(RevealPage.as_view()), name="reveal"),
        path("reveal/<uuid:public_id>/share/", wrap(SharePage.as_view()), name="share_seal"),
    ]
