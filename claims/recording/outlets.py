"""Write down publishers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.field_names import label
from claims.models import Act, JournalEntry, Outlet, User
from claims.models.naming import free_slug
from claims.recording.staleness import refuse_stale
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind

EDITABLE = ("name", "homepage", "language")


@transaction.atomic
def record(
    *, name: str, homepage: str = "", language: str = "", slug: str = "", editor: User | None, now: datetime
) -> Outlet:
    """A new outlet; an editor of None is the software. Raises like `new`, or Refused for a slug that is taken."""
    outlet = new(name=name, editor=editor)
    JournalEntry.objects.be_only_writer()  # of two who ask for one slug at once the second sees it taken
    if slug and Outlet.objects.filter(slug=slug).exists():
        raise Refused(_("Another outlet has this slug: choose another."), field="slug")
    outlet.homepage, outlet.language, outlet.slug = homepage, language, slug or free_slug(Outlet, name)
    outlet.save(force_insert=True)
    JournalEntry.objects.write_all([recorded(outlet)], actor=editor)
    return outlet


def new(*, name: str, editor: User | None) -> Outlet:
    """An outlet that may be recorded, without a slug and not saved yet. Raises NotAllowed, or Refused if nameless."""
    if editor is not None:
        _refuse_unless_recorder(editor)
    _refuse_nameless(name)
    return Outlet(name=name.strip())


def recorded(outlet: Outlet) -> Act:
    """The act of recording an outlet."""
    after = {name: getattr(outlet, name) for name in ("name", "slug", "homepage", "language")}
    return Act(JournalKind.OUTLET_RECORDED, outlet, after=after)


@transaction.atomic
def edit(*, outlet: Outlet, editor: User, now: datetime, seen: int | None = None, **changed: Any) -> Outlet:
    """Change the named fields. `seen`: the newest act on the outlet that the editor knew.

    Raises NotAllowed, Stale when somebody saved since, or Refused for a field that cannot be edited.
    """
    _refuse_unless_recorder(editor)
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(
            _("An outlet's “%(field)s” cannot be edited.") % {"field": label(Outlet, unknown[0])}, field=unknown[0]
        )
    values = {name: str(value).strip() for name, value in changed.items()}
    _refuse_nameless(values.get("name", outlet.name))
    stamp = JournalEntry.objects.stamp()  # from here on nobody else saves
    refuse_stale(outlet, seen)
    before = _state(Outlet.objects.get(pk=outlet.pk), values)
    Outlet.objects.filter(pk=outlet.pk).update(**values)
    outlet.refresh_from_db()
    JournalEntry.objects.write(
        kind=JournalKind.OUTLET_EDITED,
        subject=outlet,
        before=before,
        after=_state(outlet, values),
        actor=editor,
        stamp=stamp,
    )
    return outlet


def _refuse_unless_recorder(editor: User) -> None:
    if not (permissions.may_record(editor) or permissions.may_run_feeds(editor)):
        raise NotAllowed(_("Your role may not record outlets."))


def _refuse_nameless(name: str) -> None:
    if not name.strip():
        raise Refused(_("An outlet needs a name."), field="name")


def _state(outlet: Outlet, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(outlet, name) for name in names}
