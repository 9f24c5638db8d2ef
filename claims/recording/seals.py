"""Seal what would put somebody at risk, and open it for those named."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Seal, User
from claims.refusals import NotAllowed, Refused


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
