"""What somebody is writing down and has not recorded yet."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.captures import Capture
from claims.models.identifiers import PublicIdentity
from claims.models.pages import Page
from claims.models.users import User


class SittingQuerySet(models.QuerySet["Sitting"]):
    def of(self, user: User) -> Self:
        """Nobody else's, whatever the role: what is not recorded yet is its writer's own."""
        return self.filter(editor=user)


class Sitting(PublicIdentity):
    """One person's unsaved form, and the page or capture beside it. It is no part of the record.

    `typed` holds the form's fields as they were typed. `version` counts the saves: of two tabs neither overwrites the
    other.
    """

    editor = models.ForeignKey(User, models.PROTECT, related_name="sittings", verbose_name=_("by"))
    page = models.ForeignKey(Page, models.PROTECT, null=True, blank=True, related_name="sittings")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="sittings")
    typed = models.JSONField(_("typed"), default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    recorded_count = models.PositiveIntegerField(_("claims recorded"), default=0, editable=False)
    begun_at = models.DateTimeField(_("begun"), editable=False)
    saved_at = models.DateTimeField(_("saved"), editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("unfinished form")
        verbose_name_plural = _("unfinished forms")
        indexes = [models.Index(fields=["editor", "-saved_at"], name="sitting_by_editor")]
        constraints = [
            models.CheckConstraint(condition=Q(page=None) | Q(capture=None), name="one_thing_beside_a_sitting")
        ]

    def __str__(self) -> str:
        return f"{self.public_id}"
