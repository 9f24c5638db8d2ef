"""Write down what people of the desk tell each other about a story."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import mentions
from claims.models import Body, JournalEntry, Mention, Story, StoryNote, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind

LONGEST = 5000  # characters


@transaction.atomic
def write(*, story: Story, text: str, editor: User, now: datetime) -> StoryNote:
    """A note that stays, and a mention for each colleague it names with an @.

    A name that nobody here has stays plain words. Raises NotAllowed, or Refused for an empty or too long note, or one
    that names somebody who may not read it.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not write notes."))
    if not text.strip():
        raise Refused(_("Write the note first."), field="text")
    if len(text) > LONGEST:
        raise Refused(_("A note has at most %(n)d characters: write two.") % {"n": LONGEST}, field="text")
    people = [person for person in named(text) if person != editor]
    _refuse_unreachable(people)
    stamp = JournalEntry.objects.stamp()
    note = StoryNote.objects.record(
        story=story,
        body=Body.objects.keep(text.strip().encode(), media_type="text/plain; charset=utf-8", now=now),
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
    )
    Mention.objects.bulk_create(Mention(note=note, person=person) for person in people)
    # Never the words: the journal is read by those who may not see drafts, and a note must be able to go.
    after = {"story": story.public_id, "mentions": [person.public_id for person in people]}
    JournalEntry.objects.write(kind=JournalKind.STORY_NOTED, subject=note, after=after, actor=editor, stamp=stamp)
    return note


def named(text: str) -> list[User]:
    """The people of the newsroom whom a text names with an @."""
    known = User.objects.filter(is_active=True).alias(lower=Lower("username"))
    return list(known.filter(lower__in=mentions.mentioned(text)).order_by("username"))


@transaction.atomic
def seen(*, mention: Mention, editor: User, now: datetime) -> None:
    """The person mentioned has seen it. Raises NotAllowed for anybody else, or Refused the second time."""
    if mention.person_id != editor.pk:
        raise NotAllowed(_("Only the person mentioned has seen it."))
    if Mention.objects.unseen().filter(pk=mention.pk).update(seen_at=now) != 1:
        raise Refused(_("You have said already that you saw this."))
    JournalEntry.objects.write(kind=JournalKind.MENTION_SEEN, subject=mention, after={"seen_at": now}, actor=editor)


def _refuse_unreachable(people: Iterable[User]) -> None:
    for person in people:
        if not permissions.may_see_notes(person):
            told = _("%(who)s may not see drafts, so a note does not reach them: leave out @%(name)s.")
            raise Refused(told % {"who": person, "name": person.username}, field="text")
