"""Stories on the desk."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin import notes, waiting
from claims.admin.acting import editor_of
from claims.admin.desk import DeskAdmin, DeskForm
from claims.admin.fields import NewestSeen
from claims.admin.waiting import CountOf, held_for
from claims.analysis.thresholds import Thresholds
from claims.models import Claim, Story, Suggestion, User, database_now
from claims.recording import stories
from claims.refusals import Stale
from claims.vocabulary import VerificationStatus

MOST = 200  # claims on a story's page


@dataclass(frozen=True, slots=True)
class OfStatus:
    """A story's claims of one status: how many, and the newest of them."""

    status: VerificationStatus
    count: int
    claims: tuple[Claim, ...]
    link: str

    @property
    def more(self) -> int:
        return self.count - len(self.claims)


def of(person: User) -> "QuerySet[Story]":
    """The stories that a person looks after, the most pressing first."""
    return Story.objects.filter(assignee=person).order_by("-priority", "-pk")


class WhoseFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("mine")), ("nobody", _("nobody’s"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Story]") -> "QuerySet[Story]":
        if self.value() == "mine":
            return queryset.filter(assignee=editor_of(request))
        return queryset.filter(assignee=None) if self.value() == "nobody" else queryset


class StoryForm(DeskForm):
    """`opened_at` is the journal number the editor saw; `seen_at` a newer one, read in a conflict."""

    opened_at = forms.IntegerField(label="", required=False, widget=forms.HiddenInput)
    seen_at = forms.IntegerField(label="", required=False, widget=NewestSeen)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_at"] = stories.last_change(self.instance)
        if "background" in self.fields:
            self.fields["background"].widget.attrs["rows"] = 3
        if "assignee" in self.fields:
            self.fields["assignee"].queryset = User.objects.filter(is_active=True).order_by("username")  # type: ignore[attr-defined]  # a ModelChoiceField


@admin.register(Story)
class StoryAdmin(DeskAdmin):
    form = StoryForm
    may_add = staticmethod(permissions.may_record)
    may_change = staticmethod(permissions.may_record)
    list_display = ["title", "priority", "assignee", "next_step", "claim_count", "waiting"]
    list_filter = [WhoseFilter, "priority"]
    list_select_related = ["assignee"]
    search_fields = ["title", "next_step"]
    ordering = ["-priority", "-pk"]
    change_form_outer_before_template = "admin/claims/story_head.html"
    change_form_outer_after_template = "admin/claims/story_sections.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        told = ["title", ("priority", "assignee"), "next_step", "background"]
        return [*told, "opened_at", "seen_at"] if self.may_change(request.user) else told

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Story]":
        rows: QuerySet[Story] = super().get_queryset(request)
        seen = Claim.objects.visible_to(request.user).filter(story=OuterRef("pk"))
        shown = Suggestion.objects.visible_to(editor_of(request)).open().shown(held_for(request))
        waits = shown.filter(claim__in=Claim.objects.visible_to(request.user).filter(story=OuterRef(OuterRef("pk"))))
        return rows.annotate(claim_count=CountOf(seen.values("pk")), waiting_count=CountOf(waits.values("pk")))

    @admin.display(description=_("claims"), ordering="claim_count")
    def claim_count(self, story: Any) -> Any:
        listed = reverse("admin:claims_claim_changelist")
        return format_html('<a href="{}?story__id__exact={}">{}</a>', listed, story.pk, story.claim_count)

    @admin.display(description=_("suggestions"), ordering="waiting_count")
    def waiting(self, story: Any) -> Any:
        return format_html('<a href="{}?story={}">{}</a>', reverse("admin:review"), story.pk, story.waiting_count)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(notes.NotePage.as_view())
        return [path("<int:story_id>/note/", page, name="story_note"), *super().get_urls()]

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Story:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        opened, seen = given.pop("opened_at", None), given.pop("seen_at", None)
        if original is None:
            return stories.record(**given, editor=editor, now=now)
        changed = {name: given[name] for name in form.changed_data if name in stories.EDITABLE}
        return stories.edit(story=original, editor=editor, now=now, read_at=seen or opened, **changed)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        story = context.get("original")
        if story is not None:
            context |= self._page(request, story)
            context["conflict"] = self._conflict(request, story, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def _page(self, request: HttpRequest, story: Story) -> dict[str, Any]:
        reader, may_note = editor_of(request), permissions.may_record(request.user)
        return {
            "story": story,
            "groups": waiting.of_story(request, story, now=database_now()),
            "statuses": by_status(story, reader, held_for(request)),
            "notes": notes.of_story(story, reader),
            "may_see_notes": permissions.may_see_notes(reader),
            "may_redact": permissions.may_redact(reader),
            "may_record": may_note,
            "may_decide": permissions.may_decide(reader),
            "note_form": notes.NoteForm() if may_note else None,
            "within_reach": notes.within_reach(reader) if may_note else (),
        }

    def _conflict(self, request: HttpRequest, story: Story, context: dict[str, Any]) -> Any:
        """Both texts of what somebody else changed first."""
        refusal = getattr(request, "refusal", None)
        if not isinstance(refusal, Stale):
            return None
        stored, bound = (
            Story.objects.select_related("assignee").get(pk=story.pk),
            context["adminform"].form[refusal.field],
        )
        theirs = getattr(stored, f"get_{refusal.field}_display", lambda: getattr(stored, refusal.field))()
        return {"seen_at": stories.last_change(stored), "label": bound.label, "theirs": theirs}


def by_status(story: Story, reader: User, held: Thresholds) -> list[OfStatus]:
    """The story's claims, status by status, as many of the newest as a page holds. Two questions."""
    rows = Claim.objects.visible_to(reader).filter(story=story)
    shown = Suggestion.objects.visible_to(reader).open().shown(held).filter(claim=OuterRef("pk"))
    newest = (
        rows.annotate(waiting_count=CountOf(shown.values("pk"))).select_related("rating").order_by("-created_at", "-pk")
    )
    found: dict[str, list[Claim]] = {}
    for claim in newest[:MOST]:
        found.setdefault(claim.status, []).append(claim)
    counts = dict(rows.order_by().values_list("status").annotate(counted=Count("pk")))
    listed = f"{reverse('admin:claims_claim_changelist')}?story__id__exact={story.pk}&status__exact="
    return [
        OfStatus(status, counts[status], tuple(found.get(status, ())), f"{listed}{status}")
        for status in VerificationStatus
        if status in counts
    ]
