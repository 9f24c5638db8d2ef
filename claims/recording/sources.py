"""Write down who information comes from; a person at risk is sealed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.field_names import label
from claims.models import Claimant, JournalEntry, Source, User
from claims.recording import seals
from claims.recording.staleness import refuse_stale
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import Basis, Interest, JournalKind, Naming, SourceKind

EDITABLE = ("name", "kind", "naming", "interest", "basis", "claimant")
# Who is at risk tomorrow must be able to go: the journal says that these changed, and not into what.
UNTOLD = ("name", "claimant")


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
    _refuse_nameless(name)
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
    after = {"kind": kind, "naming": naming, "interest": interest, "basis": basis}
    JournalEntry.objects.write(
        kind=JournalKind.SOURCE_RECORDED,
        subject=source,
        after={"naming": naming} if is_restricted else after,
        actor=editor,
        stamp=JournalEntry.objects.stamp(imported_at=imported_at),
    )
    return source


@transaction.atomic
def edit(*, source: Source, editor: User, now: datetime, seen: int | None = None, **changed: Any) -> Source:
    """Change the named fields of a Source recorded in the open. `seen`: the newest act on it that the editor knew.

    `interest` is what public numbers rest on, so it takes who may decide. Raises NotAllowed, Stale when somebody saved
    since, or Refused for what cannot be edited.
    """
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not change sources."))
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(
            _("A source's “%(field)s” cannot be edited.") % {"field": label(Source, unknown[0])}, field=unknown[0]
        )
    stamp = JournalEntry.objects.stamp()  # from here on nobody else saves
    refuse_stale(source, seen)
    stored = Source.objects.select_related("claimant").get(pk=source.pk)
    if stored.naming == Naming.RESTRICTED:
        raise Refused(_("A source under seal stays as it is."))
    if changed.get("naming") == Naming.RESTRICTED:
        raise Refused(_("Seal it on its own page: what rests on it is sealed with it."), field="naming")
    values = {name: value.strip() if isinstance(value, str) else value for name, value in changed.items()}
    _refuse_nameless(values.get("name", stored.name))
    was = {name: getattr(stored, name) for name in values}
    Source.objects.filter(pk=source.pk).update(**values)
    source.refresh_from_db()
    told = [name for name in values if name not in UNTOLD]
    untold = {f"{name}_changed": True for name in UNTOLD if name in values and values[name] != was[name]}
    JournalEntry.objects.write(
        kind=JournalKind.SOURCE_EDITED,
        subject=source,
        before={name: was[name] for name in told},
        after={name: values[name] for name in told} | untold,
        actor=editor,
        stamp=stamp,
    )
    return source


def _refuse_nameless(name: str) -> None:
    if not name.strip():
        raise Refused(_("A source needs a name, or a description such as “a resident”."), field="name")
