"""Seal what would put somebody at risk, open it for those named, and name further people."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import JournalEntry, Seal, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind


def seal(content: bytes, *, media_type: str, readers: Sequence[User], now: datetime) -> Seal:
    """Seal `content` for its readers. Raises Refused when nobody is named: it could never be opened."""
    if not readers:
        raise Refused(_("Name at least one person who may read what is sealed."), field="readers")
    return Seal.objects.keep(
        content, media_type=media_type, readers=readers, sealing_keys=settings.SEALING_KEYS, now=now
    )


def reveal(*, seal: Seal, reader: User) -> bytes:
    """The sealed bytes for one who is named. Raises NotAllowed, SealDestroyed or SealLocked."""
    if not permissions.may_open(reader, seal):
        raise NotAllowed(_("This is sealed for other people."))
    return seal.open_with(settings.SEALING_KEYS)


@transaction.atomic
def share(*, seal: Seal, readers: Sequence[User], editor: User, now: datetime) -> Seal:
    """Let further people read what is sealed; only one who may read it names them.

    Raises NotAllowed, or Refused when nobody new is named or the seal is destroyed.
    """
    if not permissions.may_open(editor, seal):
        raise NotAllowed(_("This is sealed for other people."))
    if seal.destroyed_at is not None:
        raise Refused(_("It was redacted: its key is destroyed."))
    further = [one for one in readers if not permissions.may_open(one, seal)]
    if not further:
        raise Refused(_("Name at least one further person."), field="readers")
    seal.readers.add(*further)
    JournalEntry.objects.write(
        kind=JournalKind.SEAL_SHARED,
        subject=seal,
        after={"readers": sorted(str(one.public_id) for one in further)},
        actor=editor,
    )
    return seal
