"""Notes on stories, and the mentions that reach a person."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from claims import permissions
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of, is_a_number
from claims.admin.fields import text
from claims.analysis import mentions
from claims.analysis.mentions import Piece
from claims.models import Mention, Story, StoryNote, User, database_now
from claims.recording import notes
from claims.refusals import Refused

MOST = 100  # of one list


@dataclass(frozen=True, slots=True)
class Shown:
    """A note as it is read: its words with the people it reached set apart, none when it was destroyed."""

    note: StoryNote
    pieces: tuple[Piece, ...] | None
    reached: tuple[Mention, ...]


def show(note: StoryNote) -> Shown:
    """The note with `body`, `by` and `mentions` read already."""
    reached = tuple(note.mentions.all())
    words = note.body.kept_text
    if words is None:
        return Shown(note, None, reached)
    return Shown(note, mentions.pieces(words, [one.person.username.lower() for one in reached]), reached)


def of_story(story: Story, reader: User, *, most: int = MOST) -> list[Shown]:
    """The newest notes on a story that this person may read, the newest first."""
    return [show(one) for one in read(StoryNote.objects.visible_to(reader).filter(story=story))[:most]]


def read(rows: "QuerySet[StoryNote]") -> "QuerySet[StoryNote]":
    reached = Mention.objects.select_related("person").order_by("pk")
    return rows.select_related("body", "by").prefetch_related(Prefetch("mentions", reached)).order_by("-number")


def to(person: User, *, is_seen: bool, most: int) -> list[tuple[Mention, Shown]]:
    """What was written to this person: what waits the oldest first, what was seen the newest first."""
    rows = Mention.objects.reaching(person).exclude(seen_at=None) if is_seen else unseen(person)
    rows = rows.select_related("note__story", "note__by", "note__body")
    found = list(rows.order_by("-seen_at" if is_seen else "pk")[:most])
    name = person.username.lower()
    return [(one, _addressed(one, name)) for one in found]


def unseen(person: User) -> "QuerySet[Mention]":
    return Mention.objects.reaching(person).unseen()


def _addressed(mention: Mention, name: str) -> Shown:
    words = mention.note.body.kept_text
    return Shown(mention.note, None if words is None else mentions.pieces(words, [name]), ())


def within_reach(reader: User) -> list[User]:
    """Whom a note can name: people who may read it."""
    people = User.objects.filter(is_active=True).exclude(pk=reader.pk).order_by("username")
    return [person for person in people if permissions.may_see_notes(person)]


class NoteForm(forms.Form):
    text = text(
        gettext_lazy("Note"),
        required=False,
        help_text=gettext_lazy("It stays: a note is never changed. @name reaches a colleague."),
    )


class NotePage(ActPage):
    """Write a note on a story."""

    form_class = NoteForm
    title = gettext_lazy("Write a note")
    story: Story
    written: StoryNote

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.story = get_object_or_404(Story, pk=kwargs["story_id"])
        return super().dispatch(request, *args, **kwargs)

    def act(self, given: dict[str, Any]) -> None:
        self.written = notes.write(story=self.story, **given, editor=self.editor, now=database_now())

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        answer = super().form_valid(form)
        if not form.errors:
            messages.success(self.request, _reached(self.written, self.editor))
        return answer

    def get_success_url(self) -> str:
        return reverse("admin:claims_story_change", args=[self.story.pk]) + "#notes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, about=self.story.title)


def _reached(note: StoryNote, author: User) -> str:
    """What became of a note: whom it reached, and which names nobody here has."""
    people = [mention.person for mention in note.mentions.select_related("person").order_by("pk")]
    known = {person.username.lower() for person in people} | {author.username.lower()}
    unknown = [name for name in mentions.mentioned(note.body.text()) if name not in known]
    told = [_("The note is written.")]
    if people:
        told.append(_("It reaches %(who)s.") % {"who": ", ".join(map(str, people))})
    if unknown:
        told.append(_("Nobody here is called %(names)s.") % {"names": ", ".join(f"@{name}" for name in unknown)})
    return " ".join(told)


class MentionsPage(View):
    """GET lists what was written to this person; POST says that one of it, or all of it, is seen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person, is_seen = editor_of(request), request.GET.get("seen") == "1"
        waiting = unseen(person).count()
        context = {
            **admin.site.each_context(request),
            "title": _("Mentions"),
            "mentions": to(person, is_seen=is_seen, most=MOST),
            "asks_for_seen": is_seen,
            "waiting": waiting,
            "may_see_notes": permissions.may_see_notes(person),
        }
        return TemplateResponse(request, "admin/claims/mentions.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        person, asked = editor_of(request), request.POST.get("mention", "")
        if not permissions.may_see_notes(person):
            raise PermissionDenied
        if not is_a_number(asked):
            messages.error(request, _("Choose the mention that you have seen."))
            return HttpResponseRedirect(reverse("admin:mentions"))
        mention = get_object_or_404(Mention.objects.reaching(person), pk=asked)
        try:
            notes.seen(mention=mention, editor=person, now=database_now())
        except Refused as refused:
            messages.error(request, refused.sentence)
        return HttpResponseRedirect(reverse("admin:mentions"))


def urls() -> list[URLPattern]:
    return [path("mentions/", admin.site.admin_view(MentionsPage.as_view()), name="mentions")]
