"""What people of the desk write to each other about a story, and whom it reaches."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.bodies import Body
from claims.models.claims import sees_drafts
from claims.models.history import HistoryQuerySet, HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.stories import Story
from claims.models.users import User


class StoryNoteQuerySet(HistoryQuerySet["StoryNote"]):
    def visible_to(self, user: object) -> Self:
        """The list form of `permissions.may_see_notes`: a note may speak of a draft."""
        return self.all() if sees_drafts(user) else self.none()


class StoryNote(HistoryRow, PublicIdentity):
    """One note on a story. Its text is a Body, which a chief can destroy."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="notes", verbose_name=_("story"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="notes")
    by = models.ForeignKey(User, models.PROTECT, related_name="notes", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    objects = StoryNoteQuerySet.as_manager()  # type: ignore[misc]  # narrower than every history row's

    class Meta:
        verbose_name = _("note on a story")
        verbose_name_plural = _("notes on stories")

    def __str__(self) -> str:
        return f"{self.story_id} {self.number}"


class MentionQuerySet(models.QuerySet["Mention"]):
    def reaching(self, user: object) -> Self:
        """What was written to this person, as long as the person may read notes."""
        return self.filter(person=user) if sees_drafts(user) else self.none()

    def unseen(self) -> Self:
        return self.filter(seen_at=None)


class Mention(PublicIdentity):
    """Somebody named in a note: it waits until that person has seen it."""

    note = models.ForeignKey(StoryNote, models.PROTECT, related_name="mentions", verbose_name=_("note"))
    person = models.ForeignKey(User, models.PROTECT, related_name="mentions", verbose_name=_("person"))
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        indexes = [models.Index(fields=["person"], condition=Q(seen_at=None), name="mention_unseen")]
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="one_mention_per_note_and_person")]

    def __str__(self) -> str:
        return f"{self.note_id} {self.person_id}"
