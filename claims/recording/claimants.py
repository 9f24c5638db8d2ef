"""Write down who asserts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.field_names import label
from claims.models import Act, Claimant, JournalEntry, User
from claims.models.naming import free_slug
from claims.recording.staleness import refuse_stale
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import ClaimantKind, JournalKind

EDITABLE = ("name", "kind", "description", "same_as")


@transaction.atomic
def record(
    *,
    name: str,
    kind: str = ClaimantKind.PERSON,
    description: str = "",
    same_as: Sequence[str] = (),
    slug: str = "",
    editor: User,
    now: datetime,
) -> Claimant:
    """A new claimant. Raises like `new`, or Refused for a slug that is taken."""
    claimant = new(name=name, kind=kind, editor=editor)
    JournalEntry.objects.be_only_writer()  # of two who ask for one slug at once the second sees it taken
    if slug and Claimant.objects.filter(slug=slug).exists():
        raise Refused(_("Another claimant has this slug: choose another."), field="slug")
    claimant.description, claimant.same_as = description, list(same_as)
    claimant.slug = slug or free_slug(Claimant, name)
    claimant.save(force_insert=True)
    JournalEntry.objects.write_all([recorded(claimant)], actor=editor)
    return claimant


def new(*, name: str, kind: str = ClaimantKind.PERSON, editor: User) -> Claimant:
    """A claimant that may be recorded, without a slug and not saved yet. Raises NotAllowed, or Refused if nameless."""
    _refuse_unless_recorder(editor)
    if not name.strip():
        raise Refused(_("A claimant needs a name, or a description such as “a senior US official”."), field="name")
    return Claimant(name=name.strip(), kind=kind)


def recorded(claimant: Claimant) -> Act:
    """The act of recording a claimant."""
    return Act(JournalKind.CLAIMANT_RECORDED, claimant, after=_state(claimant, EDITABLE))


@transaction.atomic
def edit(*, claimant: Claimant, editor: User, now: datetime, seen: int | None = None, **changed: Any) -> Claimant:
    """Change the named fields. `seen`: the newest act on the claimant that the editor knew.

    Raises NotAllowed, Stale when somebody saved since, or Refused for a field that cannot be edited.
    """
    _refuse_unless_recorder(editor)
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(
            _("A claimant's “%(field)s” cannot be edited.") % {"field": label(Claimant, unknown[0])}, field=unknown[0]
        )
    if not changed.get("name", claimant.name).strip():
        raise Refused(_("A claimant needs a name."), field="name")
    stamp = JournalEntry.objects.stamp()  # from here on nobody else saves
    refuse_stale(claimant, seen)
    before = _state(Claimant.objects.get(pk=claimant.pk), changed)
    for name, value in changed.items():
        setattr(claimant, name, value)
    claimant.save(update_fields=list(changed))
    JournalEntry.objects.write(
        kind=JournalKind.CLAIMANT_EDITED,
        subject=claimant,
        before=before,
        after=_state(claimant, changed),
        actor=editor,
        stamp=stamp,
    )
    return claimant


def _refuse_unless_recorder(editor: User) -> None:
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record claimants."))


def _state(claimant: Claimant, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(claimant, name) for name in names}
