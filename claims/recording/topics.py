"""Write down the subjects that readers follow across stories."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.field_names import label
from claims.models import JournalEntry, Topic, User
from claims.models.naming import free_slug
from claims.recording.staleness import refuse_stale
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind

EDITABLE = ("name", "description")


@transaction.atomic
def record(*, name: str, description: str = "", editor: User, now: datetime) -> Topic:
    """A new topic; its slug stays, readers keep its address. Raises NotAllowed, or Refused for a name that is taken."""
    _refuse_unless_recorder(editor)
    JournalEntry.objects.be_only_writer()  # of two who ask for one name at once the second sees it taken
    _refuse_bad_name(name)
    topic = Topic.objects.create(name=name.strip(), description=description.strip(), slug=free_slug(Topic, name))
    JournalEntry.objects.write(
        kind=JournalKind.TOPIC_RECORDED,
        subject=topic,
        after={"name": topic.name, "description": topic.description, "slug": topic.slug},
        actor=editor,
    )
    return topic


@transaction.atomic
def edit(*, topic: Topic, editor: User, now: datetime, seen: int | None = None, **changed: Any) -> Topic:
    """Change the named fields. Raises NotAllowed, Stale when somebody saved since, or Refused."""
    _refuse_unless_recorder(editor)
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(
            _("A topic's “%(field)s” cannot be edited.") % {"field": label(Topic, unknown[0])}, field=unknown[0]
        )
    stamp = JournalEntry.objects.stamp()  # from here on nobody else saves
    refuse_stale(topic, seen)
    stored = Topic.objects.get(pk=topic.pk)
    if "name" in changed:
        _refuse_bad_name(changed["name"], but=stored)
    before = {name: getattr(stored, name) for name in changed}
    for name, value in changed.items():
        setattr(stored, name, value.strip())
    stored.save(update_fields=list(changed))
    after = {name: getattr(stored, name) for name in changed}
    JournalEntry.objects.write(
        kind=JournalKind.TOPIC_EDITED, subject=stored, before=before, after=after, actor=editor, stamp=stamp
    )
    return stored


def _refuse_unless_recorder(editor: User) -> None:
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record topics."))


def _refuse_bad_name(name: str, *, but: Topic | None = None) -> None:
    if not name.strip():
        raise Refused(_("A topic needs a name."), field="name")
    others = Topic.objects.filter(name__iexact=name.strip())
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused(_("There is a topic of this name already."), field="name")
