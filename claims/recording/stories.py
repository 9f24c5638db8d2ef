"""Write down stories: what the desk calls a group of claims."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.field_names import label
from claims.models import Act, JournalEntry, Story, User
from claims.models.naming import free_slug
from claims.refusals import NotAllowed, Refused, Stale
from claims.vocabulary import JournalKind, Priority

EDITABLE = ("title", "slug", "assignee", "priority", "next_step", "background")


@transaction.atomic
def record(
    *,
    title: str,
    slug: str = "",
    priority: int = Priority.NORMAL,
    assignee: User | None = None,
    next_step: str = "",
    background: str = "",
    editor: User,
    now: datetime,
) -> Story:
    """A new story. Raises like `new`, or Refused for a slug that is taken."""
    story = new(title=title, editor=editor, now=now)
    JournalEntry.objects.be_only_writer()  # of two who ask for one slug at once the second sees it taken
    if slug and Story.objects.filter(slug=slug).exists():
        raise Refused(_("Another story has this slug: choose another."), field="slug")
    story.slug = slug or free_slug(Story, title)
    story.priority, story.assignee, story.next_step, story.background = priority, assignee, next_step, background
    story.save(force_insert=True)
    JournalEntry.objects.write_all([recorded(story)], actor=editor)
    return story


def new(*, title: str, editor: User, now: datetime) -> Story:
    """A story that may be recorded, without a slug and not saved yet. Raises NotAllowed, or Refused without a title."""
    _refuse_unless_recorder(editor)
    if not title.strip():
        raise Refused(_("A story needs a title."), field="title")
    return Story(title=title.strip(), created_at=now)


def recorded(story: Story) -> Act:
    """The act of recording a story."""
    return Act(JournalKind.STORY_RECORDED, story, after=_state(story, EDITABLE))


@transaction.atomic
def edit(*, story: Story, editor: User, now: datetime, read_at: int | None = None, **changed: Any) -> Story:
    """Change the named fields of a story as it was when the journal stood at `read_at`.

    Raises Stale when somebody changed one of them since, NotAllowed, or Refused for a field that cannot be edited.
    """
    _refuse_unless_recorder(editor)
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(
            _("A story's “%(field)s” cannot be edited.") % {"field": label(Story, unknown[0])}, field=unknown[0]
        )
    if not changed.get("title", story.title).strip():
        raise Refused(_("A story needs a title."), field="title")
    stored = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    _refuse_stale(stored, changed, read_at)
    before = _state(stored, changed)
    for name, value in changed.items():
        setattr(story, name, value)
    story.save(update_fields=list(changed))
    JournalEntry.objects.write(
        kind=JournalKind.STORY_EDITED, subject=story, before=before, after=_state(story, changed), actor=editor
    )
    return story


def last_change(story: Story) -> int:
    """The journal number of the newest change to a story: the version that its form is opened with."""
    entries = JournalEntry.objects.filter(subject_type="story", subject_id=story.public_id)
    return entries.order_by("-number").values_list("number", flat=True).first() or 0


def _refuse_stale(story: Story, changed: Mapping[str, Any], read_at: int | None) -> None:
    """The journal is the version: two people may change different fields, not one field unseen."""
    if read_at is None:
        return
    since = JournalEntry.objects.filter(subject_type="story", subject_id=story.public_id).after(read_at)
    for entry in since.filter(kind=JournalKind.STORY_EDITED).select_related("actor"):
        lost = sorted(entry.after.keys() & changed.keys())
        if lost:
            told = _("%(who)s changed the %(field)s after you opened this story; nothing was overwritten.")
            raise Stale(told % {"who": entry.actor, "field": label(Story, lost[0])}, field=lost[0])


def _refuse_unless_recorder(editor: User) -> None:
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record stories."))


def _state(story: Story, names: Any) -> dict[str, Any]:
    state = {name: getattr(story, name) for name in names}
    if "assignee" in state:
        state["assignee"] = state["assignee"] and state["assignee"].public_id
    return state
