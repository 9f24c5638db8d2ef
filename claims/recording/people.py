"""Write down who works here, and as what."""

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import JournalEntry, User
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
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password") from error
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
        raise Refused(_("A person's %(field)s cannot be edited.") % {"field": unknown[0]}, field=unknown[0])
    stored = User.objects.get(pk=person.pk)
    before = {name: getattr(stored, name) for name in changed}
    for name, value in changed.items():
        setattr(person, name, value)
    person.save(update_fields=list(changed))
    JournalEntry.objects.write(kind=JournalKind.USER_EDITED, subject=person, before=before, after=changed, actor=editor)
    return person


def _refuse_unless_manager(editor: User | None) -> None:
    if editor is not None and not permissions.may_manage_people(editor):
        raise NotAllowed(_("Only a chief manages people."))
