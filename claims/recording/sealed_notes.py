"""Write a note on a claim that only named people read."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Claim, JournalEntry, SealedNote, User
from claims.recording import seals
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind


@transaction.atomic
def seal(*, claim: Claim, text: str, readers: Sequence[User], editor: User, now: datetime) -> SealedNote:
    """A new note, sealed for `readers`. Raises NotAllowed, or Refused when it says nothing or nobody is named."""
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not write notes."))
    if not text.strip():
        raise Refused(_("Write the note."), field="text")
    sealed = seals.seal(text.strip().encode(), media_type="text/plain", readers=readers, now=now)
    stamp = JournalEntry.objects.stamp()
    note = SealedNote.objects.record(claim=claim, seal=sealed, by=editor, recorded_at=stamp.recorded_at)
    JournalEntry.objects.write(
        kind=JournalKind.NOTE_SEALED, subject=note, claim=claim, after={"sealed": True}, actor=editor, stamp=stamp
    )
    return note
