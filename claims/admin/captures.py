"""Captures: what an editor supplies by upload or typed text, sealed when it would put somebody at risk."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.evidence import AttachPage
from claims.admin.fields import MomentField, people, precision, text
from claims.analysis import captured_text
from claims.analysis.captured_text import CapturedText
from claims.models import BodyDestroyed, Capture, User, database_now
from claims.recording import captures
from claims.vocabulary import CaptureKind, Precision

SHOWN_AS_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


class CaptureForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=CaptureKind)
    content = forms.FileField(label=_("File"), required=False, help_text=_("At most 20 MB."))
    words = text(_("or its text"), rows=6, required=False, help_text=_("Typed or pasted, when there is no file."))
    shows = text(_("What it is said to show"), rows=2, required=False)
    place = forms.CharField(label=_("Where it was made"), max_length=200, required=False)
    shot_at = MomentField(label=_("When it was made (UTC)"))
    shot_precision = precision(Precision.UNKNOWN)
    url = forms.URLField(label=_("Address it was copied from"), max_length=2000, required=False, assume_scheme="https")
    readers = people(
        _("Restricted to"),
        help_text=_("Nobody chosen: the desk sees it. With names, the file and every word about it are sealed."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("content") and cleaned.get("words", "").strip():
            self.add_error("words", _("A capture is a file or a text: keep two captures for both."))
        if not cleaned.get("content") and not cleaned.get("words", "").strip() and "content" not in self.errors:
            self.add_error("content", _("A capture needs a file or a text."))
        return cleaned


def uploaded(given: dict[str, Any]) -> dict[str, Any]:
    """The bytes of the form's file, or of its typed words, with their media type and name."""
    upload = given["content"]
    if not upload:
        return {"content": given["words"].encode(), "media_type": "text/plain"}
    media_type = upload.content_type or "application/octet-stream"
    return {"content": upload.read(), "media_type": media_type, "file_name": upload.name}


def record(given: dict[str, Any], editor: User) -> Capture:
    """One capture from what the form holds."""
    return captures.record(
        kind=given["kind"],
        **uploaded(given),
        shows=given["shows"],
        place=given["place"],
        shot_at=given["shot_at"],
        shot_precision=given["shot_precision"] or Precision.UNKNOWN,
        url=given["url"],
        readers=list(given["readers"]),
        editor=editor,
        now=database_now(),
    )


class CapturePage(ActPage):
    form_class = CaptureForm
    title = _("Add a capture")
    done = _("The capture is kept. Attach it to a claim below.")
    recorded: Capture | None = None

    def act(self, given: dict[str, Any]) -> None:
        self.recorded = record(given, self.editor)

    def get_success_url(self) -> str:
        if self.recorded is None:
            return reverse("admin:claims_capture_changelist")
        if not permissions.may_open(self.editor, self.recorded.seal) and self.recorded.seal is not None:
            return reverse("admin:claims_capture_changelist")
        return reverse("admin:claims_capture_change", args=[self.recorded.pk])


@admin.register(Capture)
class CaptureAdmin(ReadOnlyAdmin):
    may_add = staticmethod(permissions.may_record)
    list_display = ["__str__", "kind", "shot_at", "place", "by", "recorded_at"]
    list_filter = ["kind"]
    list_select_related = ["by"]
    search_fields = ["shows", "file_name", "place"]
    ordering = ["-recorded_at", "-pk"]
    readonly_fields = [
        "kind",
        "shows",
        "place",
        "shot_at",
        "shot_precision",
        "url",
        "file_name",
        "media_type",
        "by",
        "recorded_at",
    ]
    fields = readonly_fields
    change_form_outer_after_template = "admin/claims/capture.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Capture]":
        rows: QuerySet[Capture] = super().get_queryset(request)
        return rows.filter(pk__in=Capture.objects.visible_to(editor_of(request)).values("pk"))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:capture_id>/content/", wrap(self.content_view), name="capture_content"),
            path("<int:capture_id>/attach/", wrap(AttachPage.as_view()), name="capture_attach"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        page: HttpResponse = CapturePage.as_view()(request)  # type: ignore[assignment]  # a rendered page or a redirect
        return page

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        capture = context.get("original")
        if capture is not None:
            context["may_decide"] = permissions.may_decide(request.user)
            context["may_redact"] = permissions.may_redact(request.user)
            read = words_of(capture, now=database_now())
            context["words"] = read.text if read is not None else None
            context["is_picture"] = capture.body_id is not None and capture.media_type in SHOWN_AS_PICTURES
        return super().render_change_form(request, context, *args, **kwargs)

    def content_view(self, request: HttpRequest, capture_id: int) -> HttpResponse:
        """The bytes: a picture as a picture, all else as a file to keep, never as a page of ours."""
        capture = get_object_or_404(self.get_queryset(request), pk=capture_id)
        if capture.body is None:
            raise Http404
        try:
            content = capture.body.content()
        except BodyDestroyed as gone:
            raise Http404 from gone
        return as_file(content, capture.media_type, capture.file_name or f"capture-{capture.pk}")


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    is_picture = media_type in SHOWN_AS_PICTURES
    kept_as = "inline" if is_picture else "attachment"
    safe_name = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)[:100]
    headers = {
        "Content-Disposition": f'{kept_as}; filename="{safe_name.encode("ascii", "replace").decode()}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media_type if is_picture else "application/octet-stream", headers=headers)


def words_of(capture: Capture, *, now: datetime) -> CapturedText | None:
    """The words of an open capture: None when it holds none, or they are gone."""
    if capture.body is None:
        return None
    try:
        content = capture.body.content()
    except BodyDestroyed:
        return None
    return captured_text.read(content, media_type=capture.media_type, url=capture.url, now=now)
