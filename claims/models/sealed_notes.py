"""Notes on a claim that only named people read."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.history import HistoryQuerySet, HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.seals import Seal
from claims.models.users import User


class SealedNoteQuerySet(HistoryQuerySet["SealedNote"]):
    def visible_to(self, user: User) -> Self:
        named = Seal.readers.through.objects.filter(seal=OuterRef("seal"), user=user)
        return self.filter(Exists(named))


class SealedNote(HistoryRow, PublicIdentity):
    """That a note was written, by whom and when; its words are in the seal."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="sealed_notes", verbose_name=_("claim"))
    seal = models.OneToOneField(Seal, models.PROTECT, related_name="sealed_note")
    by = models.ForeignKey(User, models.PROTECT, related_name="sealed_notes", verbose_name=_("by"))
    recorded_at = models.DateTimeField(_("recorded"))

    objects = SealedNoteQuerySet.as_manager()  # type: ignore[misc]  # narrower than every history row's

    class Meta:
        verbose_name = _("sealed note")
        verbose_name_plural = _("sealed notes")

    def __str__(self) -> str:
        return f"{self.public_id}"
