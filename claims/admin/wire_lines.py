"""A claim's wire line, to copy into a live page."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import formats
from django.utils.translation import gettext as _

from claims.models import Claim, database_now
from claims.publishing import public_claims, wire_lines
from claims.vocabulary import Publication


def wire_line(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The line on a page, or as plain text for the script that copies it."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=claim_id)
    line = wire_lines.line(
        public_claims.previewed(claim),
        zone=ZoneInfo(settings.NEWSROOM_TIME_ZONE),
        page_url=f"{settings.SITE_URL}/claims/{claim.slug}/" if claim.publication == Publication.PUBLISHED else "",
        caution=caution(claim),
    )
    if request.GET.get("as") == "text":
        return HttpResponse(line, content_type="text/plain; charset=utf-8")
    context = {**admin.site.each_context(request), "title": _("Wire line"), "claim": claim, "line": line}
    return TemplateResponse(request, "admin/claims/wire_line.html", context)


def caution(claim: Claim) -> str:
    """What stands over the line of a claim that is not for everybody, or not yet."""
    if claim.publication == Publication.DRAFT:
        return _("DRAFT, NOT FOR PUBLICATION")
    if claim.publication == Publication.UNPUBLISHED:
        return _("TAKEN DOWN, NOT FOR PUBLICATION")
    if claim.embargo_until and claim.embargo_until > database_now():
        return _("EMBARGO UNTIL %(moment)s UTC") % {"moment": formats.date_format(claim.embargo_until, _("j F Y, H:i"))}
    return ""


def urls() -> list[URLPattern]:
    page = admin.site.admin_view(wire_line)
    return [path("claims/claim/<int:claim_id>/wire-line/", page, name="wire_line")]
