"""Write down who asserts, and for whom they spoke when."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Affiliation, Claimant, JournalEntry, User
from claims.models.naming import free_slug
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
    """A new claimant. Raises NotAllowed, or Refused for an empty name or a slug that is taken."""
    _refuse_unless_recorder(editor)
    if not name.strip():
        raise Refused(_("A claimant needs a name, or a description such as “a senior US official”."), field="name")
    if slug and Claimant.objects.filter(slug=slug).exists():
        raise Refused(_("Another claimant has this slug: choose another."), field="slug")
    claimant = Claimant.objects.create(
        name=name.strip(),
        kind=kind,
        description=description,
        same_as=list(same_as),
        slug=slug or free_slug(Claimant, name),
    )
    JournalEntry.objects.write(
        kind=JournalKind.CLAIMANT_RECORDED, subject=claimant, after=_state(claimant, EDITABLE), actor=editor
    )
    return claimant


@transaction.atomic
def edit(*, claimant: Claimant, editor: User, now: datetime, **changed: Any) -> Claimant:
    """Change the named fields. Raises NotAllowed, or Refused for a field that cannot be edited."""
    _refuse_unless_recorder(editor)
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(_("A claimant's %(field)s cannot be edited.") % {"field": unknown[0]}, field=unknown[0])
    if not changed.get("name", claimant.name).strip():
        raise Refused(_("A claimant needs a name."), field="name")
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
    )
    return claimant


@transaction.atomic
def affiliate(
    *,
    claimant: Claimant,
    organisation: Claimant,
    position: str,
    from_on: date | None = None,
    until_on: date | None = None,
    editor: User,
    now: datetime,
) -> Affiliation:
    """Say for whom a claimant spoke. Raises NotAllowed, or Refused when the dates or the two do not fit."""
    _refuse_unless_recorder(editor)
    if claimant.pk == organisation.pk:
        raise Refused(_("A claimant is affiliated with another body, not with itself."), field="organisation")
    if from_on and until_on and until_on < from_on:
        raise Refused(_("An affiliation ends after it begins."), field="until_on")
    affiliation = Affiliation.objects.create(
        claimant=claimant, organisation=organisation, position=position, from_on=from_on, until_on=until_on
    )
    JournalEntry.objects.write(
        kind=JournalKind.AFFILIATION_RECORDED,
        subject=affiliation,
        after={
            "claimant": claimant.public_id,
            "organisation": organisation.public_id,
            "position": position,
            "from_on": from_on,
            "until_on": until_on,
        },
        actor=editor,
    )
    return affiliation


def _refuse_unless_recorder(editor: User) -> None:
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record claimants."))


def _state(claimant: Claimant, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(claimant, name) for name in names}
