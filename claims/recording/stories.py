"""Write down stories: what the desk calls a group of claims."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import JournalEntry, Story, User
from claims.models.naming import free_slug
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Priority

EDITABLE = ("title", "slug", "assignee", "priority", "next_step", "notes")


@transaction.atomic
def record(
    *,
    title: str,
    slug: str = "",
    priority: int = Priority.NORMAL,
    assignee: User | None = None,
    next_step: str = "",
    notes: str = "",
    editor: User,
    now: datetime,
) -> Story:
    """A new story. Raises NotAllowed, or Refused for an empty title or a slug that is taken."""
    _refuse_unless_recorder(editor)
    if not title.strip():
        raise Refused(_("A story needs a title."), field="title")
    if slug and Story.objects.filter(slug=slug).exists():
        raise Refused(_("Another story has this slug: choose another."), field="slug")
    story = Story.objects.create(
        title=title.strip(),
        slug=slug or free_slug(Story, title),
        priority=priority,
        assignee=assignee,
        next_step=next_step,
        notes=notes,
        created_at=now,
    )
    JournalEntry.objects.write(
        kind=JournalKind.STORY_RECORDED, subject=story, after=_state(story, EDITABLE), actor=editor
    )
    return story


@transaction.atomic
def edit(*, story: Story, editor: User, now: datetime, **changed: Any) -> Story:
    """Change the named fields. Raises NotAllowed, or Refused for a field that cannot be edited."""
    _refuse_unless_recorder(editor)
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(_("A story's %(field)s cannot be edited.") % {"field": unknown[0]}, field=unknown[0])
    if not changed.get("title", story.title).strip():
        raise Refused(_("A story needs a title."), field="title")
    before = _state(Story.objects.get(pk=story.pk), changed)
    for name, value in changed.items():
        setattr(story, name, value)
    story.save(update_fields=list(changed))
    JournalEntry.objects.write(
        kind=JournalKind.STORY_EDITED, subject=story, before=before, after=_state(story, changed), actor=editor
    )
    return story


def _refuse_unless_recorder(editor: User) -> None:
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record stories."))


def _state(story: Story, names: Any) -> dict[str, Any]:
    state = {name: getattr(story, name) for name in names}
    if "assignee" in state:
        state["assignee"] = state["assignee"] and state["assignee"].public_id
    return state
