"""End sessions: one's own, a colleague's, and those that a new password or a deactivation ends."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import JournalEntry, SignIn, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind

SEEN_IS_NOTED_EVERY = timedelta(minutes=1)


def note_seen(*, sign_in: UUID, session_key: str, now: datetime) -> bool:
    """Whether this session still runs. The key is noted too: it changes with a new password."""
    running = SignIn.objects.filter(public_id=sign_in, ended_at=None)
    return running.update(last_seen_at=now, session_key=session_key) == 1


def sign_out(*, sign_in: UUID, now: datetime) -> None:
    """The person left by themselves: no act that anybody has to learn of."""
    SignIn.objects.filter(public_id=sign_in, ended_at=None).update(ended_at=now)


@transaction.atomic
def end(*, sign_in: SignIn, editor: User, now: datetime) -> None:
    """End one session at once. Raises NotAllowed, or Refused when it has ended already."""
    if sign_in.user_id != editor.pk and not permissions.may_manage_people(editor):
        raise NotAllowed(_("You may end your own sessions only."))
    if not _ended([sign_in], now):
        raise Refused(_("This session has ended already."))
    _write(sign_in.user, 1, editor)


@transaction.atomic
def end_all(*, person: User, editor: User, now: datetime, but: UUID | None = None) -> int:
    """End every session of a person `but` that one; how many there were. Raises likewise."""
    if person.pk != editor.pk and not permissions.may_manage_people(editor):
        raise NotAllowed(_("You may end your own sessions only."))
    ended = end_for(person=person, now=now, but=but)
    if not ended:
        raise Refused(_("No other session runs."))
    _write(person, ended, editor)
    return ended


def end_for(*, person: User, now: datetime, but: UUID | None = None) -> int:
    """Likewise, as part of an act that writes its own line."""
    rows = SignIn.objects.exclude(session_key=None).filter(user=person, ended_at=None)
    return _ended(rows.exclude(public_id=but) if but else rows, now)


def _ended(rows: Iterable[SignIn], now: datetime) -> int:
    keys = {row.pk: row.session_key for row in rows}
    Session.objects.filter(session_key__in=keys.values()).delete()
    return SignIn.objects.filter(pk__in=keys, ended_at=None).update(ended_at=now)


def _write(person: User | None, ended: int, editor: User) -> None:
    if person is not None:
        JournalEntry.objects.write(
            kind=JournalKind.SESSION_ENDED,
            subject=person,
            after={"person": person.username, "sessions": ended},
            actor=editor,
        )
