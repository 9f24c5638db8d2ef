"""Redact: a chief destroys what puts somebody at risk, without having to read it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims import permissions
from claims.admin.act_pages import ActPage
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.fields import text
from claims.analysis import told_times
from claims.models import Body, Seal, database_now
from claims.publishing import redactions

HOLDS = {
    "source": _("a source's name"),
    "capture": _("a capture"),
    "evidence": _("a note on evidence"),
    "contact_attempt": _("whom we asked, or a reply"),
    "complaint": _("how to reach a complainant"),
    "sealed_note": _("a note on a claim"),
}


def what_it_holds(seal: Seal) -> Any:
    """The kind of what is sealed, never its words."""
    return next((words for name, words in HOLDS.items() if hasattr(seal, name)), "–")


class RedactForm(forms.Form):
    reason = text(_("Reason"), required=False, help_text=_("It stays readable: say why, without saying what it was."))


class RedactSealPage(ActPage):
    form_class = RedactForm
    title = _("Destroy what is sealed")
    done = _("Its key is destroyed: nobody can read it again.")
    may = staticmethod(permissions.may_redact)

    def act(self, given: dict[str, Any]) -> None:
        seal = get_object_or_404(Seal, pk=self.kwargs["seal_id"])
        redactions.destroy_seal(seal=seal, **given, editor=self.editor, now=database_now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seal = get_object_or_404(Seal.objects.select_related(*HOLDS).defer("ciphertext"), pk=self.kwargs["seal_id"])
        about = f"{what_it_holds(seal)}, {_size(seal.size)}, {told_times.minute(seal.created_at)}"
        return super().get_context_data(**kwargs, about=about)

    def get_success_url(self) -> str:
        return reverse("admin:claims_seal_changelist")


class RedactBodyPage(ActPage):
    form_class = RedactForm
    title = _("Destroy stored content")
    done = _("The content is destroyed; its digest stays.")
    may = staticmethod(permissions.may_redact)

    def act(self, given: dict[str, Any]) -> None:
        body = get_object_or_404(Body, pk=self.kwargs["body_id"])
        redactions.destroy_body(body=body, **given, editor=self.editor, now=database_now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body = get_object_or_404(Body, pk=self.kwargs["body_id"])
        return super().get_context_data(**kwargs, about=f"SHA-256 {body.sha256}, {_size(body.size)}")

    def get_success_url(self) -> str:
        return reverse("admin:claims_redaction_changelist")


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    """What is sealed, for chiefs: when and how large, never what."""

    list_display = ["public_id", "holds", "size", "created_at", "destroyed_at", "redact"]
    list_select_related = list(HOLDS)
    ordering = ["-created_at", "-pk"]
    readonly_fields = ["public_id", "holds", "size", "created_at", "destroyed_at"]
    fields = readonly_fields

    def has_module_permission(self, request: HttpRequest) -> bool:
        return permissions.may_redact(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.may_redact(request.user)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Seal]":
        rows: QuerySet[Seal] = super().get_queryset(request)
        return rows.defer("ciphertext")

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(RedactSealPage.as_view())
        return [path("<int:seal_id>/redact/", page, name="redact_seal"), *super().get_urls()]

    @admin.display(description=_("holds"))
    def holds(self, seal: Seal) -> Any:
        return what_it_holds(seal)

    @admin.display(description=_("what may be done"))
    def redact(self, seal: Seal) -> SafeString | str:
        if seal.destroyed_at is not None:
            return ""
        return format_html('<a href="{}">{}</a>', reverse("admin:redact_seal", args=[seal.pk]), _("Destroy"))


def urls() -> list[URLPattern]:
    return [path("redact/<int:body_id>/", admin.site.admin_view(RedactBodyPage.as_view()), name="redact_body")]


def _size(size: int) -> str:
    return ngettext("%(n)d byte", "%(n)d bytes", size) % {"n": size}
