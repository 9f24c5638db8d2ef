"""Write down who works here, and as what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.field_names import label
from claims.models import JournalEntry, User
from claims.recording import sessions
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Role

EDITABLE = ("role", "first_name", "last_name", "email", "is_active")


@transaction.atomic
def record(
    *,
    username: str,
    password: str,
    role: str = Role.READER,
    first_name: str = "",
    last_name: str = "",
    email: str = "",
    editor: User | None,
    now: datetime,
) -> User:
    """A new person; an editor of None is the operator at the command line.

    Raises NotAllowed, or Refused for a name that is taken or a weak password.
    """
    _refuse_unless_manager(editor)
    if User.objects.filter(username=username).exists():
        raise Refused(_("Somebody has this user name: choose another."), field="username")
    _refuse_weak(password, None)
    person = User.objects.create_user(
        username=username,
        email=email,
        password=password,
        first_name=first_name,
        last_name=last_name,
        role=role,
        is_staff=True,
    )
    JournalEntry.objects.write(
        kind=JournalKind.USER_RECORDED, subject=person, after={"username": username, "role": role}, actor=editor
    )
    return person


@transaction.atomic
def edit(*, person: User, editor: User, now: datetime, **changed: Any) -> User:
    """Change the named fields. Raises NotAllowed, or Refused for a field that cannot be edited."""
    _refuse_unless_manager(editor)
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(
            _("A person's “%(field)s” cannot be edited.") % {"field": label(User, unknown[0])}, field=unknown[0]
        )
    stored = User.objects.get(pk=person.pk)
    before = {name: getattr(stored, name) for name in changed}
    for name, value in changed.items():
        setattr(person, name, value)
    person.save(update_fields=list(changed))
    after = dict(changed)
    if "email" in changed:
        # The journal forgets nothing: an address that somebody has left is not kept there.
        del before["email"], after["email"]
        after["email_changed"] = True
    if stored.is_active and not person.is_active:
        after["sessions_ended"] = sessions.end_for(person=person, now=now)
    JournalEntry.objects.write(kind=JournalKind.USER_EDITED, subject=person, before=before, after=after, actor=editor)
    return person


@transaction.atomic
def change_password(*, person: User, password: str, editor: User, now: datetime, but: UUID | None = None) -> User:
    """A new password, one's own or for a colleague who lost theirs. Ends every session `but` that one.

    Raises NotAllowed, or Refused for a weak password.
    """
    if person.pk != editor.pk:
        _refuse_unless_manager(editor)
    _refuse_weak(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    ended = sessions.end_for(person=person, now=now, but=but)
    JournalEntry.objects.write(
        kind=JournalKind.PASSWORD_CHANGED,
        subject=person,
        after={"person": person.username, "sessions_ended": ended},
        actor=editor,
    )
    return person


def _refuse_weak(password: str, person: User | None) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password") from error


def _refuse_unless_manager(editor: User | None) -> None:
    if editor is not None and not permissions.may_manage_people(editor):
        raise NotAllowed(_("Only a chief manages people."))
