"""Write down who information comes from; a person at risk is sealed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Claimant, JournalEntry, Source, User
from claims.recording import seals
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import Basis, Interest, JournalKind, Naming, SourceKind


@transaction.atomic
def record(
    *,
    name: str,
    kind: str = SourceKind.BODY,
    naming: str = Naming.NAMED,
    interest: str = Interest.UNKNOWN,
    basis: str = Basis.UNKNOWN,
    claimant: Claimant | None = None,
    readers: Sequence[User] = (),
    editor: User,
    now: datetime,
    imported_at: datetime | None = None,
) -> Source:
    """A new Source. With naming `restricted` its name is sealed for `readers` and stands nowhere else.

    Raises NotAllowed, or Refused for an empty name, or a restricted Source with a claimant or without readers.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record sources."))
    if not name.strip():
        raise Refused(_("A source needs a name, or a description such as “a resident”."), field="name")
    is_restricted = naming == Naming.RESTRICTED
    if is_restricted and claimant is not None:
        raise Refused(_("A restricted source is not linked to a claimant: the link would name it."), field="claimant")
    sealed = seals.seal(name.encode(), media_type="text/plain", readers=readers, now=now) if is_restricted else None
    source = Source.objects.create(
        name="" if is_restricted else name.strip(),
        kind=kind,
        naming=naming,
        interest=interest,
        basis=basis,
        claimant=claimant,
        seal=sealed,
    )
    after = {"name": source.name, "kind": kind, "naming": naming, "interest": interest, "basis": basis}
    JournalEntry.objects.write(
        kind=JournalKind.SOURCE_RECORDED,
        subject=source,
        after={"naming": naming} if is_restricted else after,
        actor=editor,
        stamp=JournalEntry.objects.stamp(imported_at=imported_at),
    )
    return source
