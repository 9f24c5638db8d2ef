"""What happened since your last shift, claim by claim, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views import View

from claims.admin import shift_words
from claims.admin.acting import editor_of, is_a_number
from claims.admin.shift_words import Line
from claims.models import Claim, Feed, JournalEntry, Rating, Story, User, database_now
from claims.recording import shifts
from claims.recording.shifts import Beginning
from claims.refusals import Refused

MOST = 500  # acts that are told one by one: who was away for longer reads the numbers, the claims and the journal
HOURS = (24, 168)


@dataclass(frozen=True, slots=True)
class Since:
    """How much happened, since when; `is_more` when there is more than is counted."""

    beginning: Beginning
    count: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to one claim, or to a story or feed: `link` is its page."""

    name: str
    link: str
    claim: Claim | None
    lines: tuple[Line, ...]


def acts(person: User, after: int) -> "QuerySet[JournalEntry]":
    """What others and the software did that a shift should know of and this person may, the newest first."""
    told = JournalEntry.objects.told().told_to(person).after(after).filter(kind__in=shift_words.TOLD)
    return told.exclude(actor=person).order_by("-number")


def since(person: User) -> Since:
    """The number for the dashboard. Two or three questions, however long the person was away."""
    beginning = shifts.beginning(person)
    found = acts(person, beginning.number)[: MOST + 1].count()
    return Since(beginning, min(found, MOST), found > MOST)


class ShiftPage(View):
    """GET tells it; POST says "I am up to date" as far as the page told it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = editor_of(request)
        newest = shifts.newest_number()
        beginning = _asked(request) or shifts.beginning(person)
        # Up to the newest number read before: what comes while this page is made belongs to the next one.
        found = list(
            acts(person, beginning.number)
            .filter(number__lte=newest)
            .select_related("actor", "claim__story")[: MOST + 1]
        )
        context = {
            **admin.site.each_context(request),
            "title": _("Since your last shift"),
            "beginning": beginning,
            "newest": newest,
            "count": len(found[:MOST]),
            "is_more": len(found) > MOST,
            "told": tell(found[:MOST]),
            "hours": HOURS,
        }
        return TemplateResponse(request, "admin/claims/shift.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        number = request.POST.get("number", "")
        try:
            if not is_a_number(number):
                raise Refused(_("Say up to which number you have read."))
            shifts.read_up_to(number=int(number), editor=editor_of(request), now=database_now())
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("You are up to date. Your next shift begins here."))
        return HttpResponseRedirect(reverse("admin:index"))


def tell(entries: Iterable[JournalEntry]) -> list[Told]:
    """The acts, newest first, by what they happened to; within it from the first to the last."""
    entries = list(entries)
    named = _named(entries)
    groups: dict[Any, list[JournalEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.claim_id or shift_words.subject_of(entry), []).append(entry)
    return [_told(ones, named) for ones in groups.values()]


def _told(entries: list[JournalEntry], named: dict[str, Any]) -> Told:
    claim = entries[0].claim
    lines = shift_words.lines(reversed(entries), named)
    if claim is not None:
        return Told(str(claim), reverse("admin:claims_claim_change", args=[claim.pk]), claim, lines)
    subject = named.get(shift_words.subject_of(entries[0]))
    if subject is None:
        return Told(_("The desk"), reverse("admin:claims_journalentry_changelist"), None, lines)
    return Told(
        str(subject), reverse(f"admin:claims_{subject._meta.model_name}_change", args=[subject.pk]), None, lines
    )


def _named(entries: Iterable[JournalEntry]) -> dict[str, Any]:
    """The stories, feeds and ratings that the entries speak of, by their public ids. Three questions."""
    ids = {shift_words.subject_of(entry) for entry in entries if entry.claim_id is None}
    rated = {str(entry.after["rating"]) for entry in entries if entry.after.get("rating")}
    rows = [
        *Story.objects.filter(public_id__in=ids),
        *Feed.objects.filter(public_id__in=ids).select_related("outlet"),
        *Rating.objects.filter(public_id__in=rated),
    ]
    return {str(row.public_id): row for row in rows}


def _asked(request: HttpRequest) -> Beginning | None:
    """The last day or week, when asked for."""
    hours = request.GET.get("hours", "")
    if hours not in map(str, HOURS):
        return None
    at = database_now() - timedelta(hours=int(hours))
    return shifts.at(at)


def urls() -> list[URLPattern]:
    return [path("shift/", admin.site.admin_view(ShiftPage.as_view()), name="shift")]
