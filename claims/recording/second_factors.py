"""Write down when a second factor is set up, removed or reset."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import JournalEntry, User
from claims.recording import sessions
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind


def has_one(person: User) -> bool:
    """Whether signing in asks this person for a code."""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


@transaction.atomic
def note(*, kind: JournalKind, person: User, now: datetime) -> None:
    """The person changed it by themselves; what is stored is the library's."""
    JournalEntry.objects.write(kind=kind, subject=person, after={"person": person.username}, actor=person)


@transaction.atomic
def reset(*, person: User, reason: str, editor: User | None, now: datetime) -> None:
    """Take a lost second factor from a colleague and end their sessions. Raises NotAllowed or Refused.

    Nobody resets their own: they remove it, which asks for their password. An editor of None is the operator at the
    command line.
    """
    if editor is not None and not permissions.may_manage_people(editor):
        raise NotAllowed(_("Only a chief resets a second factor."))
    if editor is not None and person.pk == editor.pk:
        raise Refused(_("Your own second factor you remove on your account’s page."))
    if not reason.strip():
        raise Refused(_("Say why, and how you know that it is them who ask."), field="reason")
    if not Authenticator.objects.filter(user=person).delete()[0]:
        raise Refused(_("This person has no second factor."))
    ended = sessions.end_for(person=person, now=now)
    JournalEntry.objects.write(
        kind=JournalKind.SECOND_FACTOR_RESET,
        subject=person,
        after={"person": person.username, "sessions_ended": ended},
        actor=editor,
        reason=reason,
    )
