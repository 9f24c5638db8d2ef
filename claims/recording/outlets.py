"""Write down publishers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import JournalEntry, Outlet, User
from claims.models.naming import free_slug
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind


@transaction.atomic
def record(
    *, name: str, homepage: str = "", language: str = "", slug: str = "", editor: User | None, now: datetime
) -> Outlet:
    """A new outlet; an editor of None is the software.

    Raises NotAllowed, or Refused for an empty name or a slug that is taken.
    """
    if editor is not None and not (permissions.may_record(editor) or permissions.may_run_feeds(editor)):
        raise NotAllowed(_("Your role may not record outlets."))
    if not name.strip():
        raise Refused(_("An outlet needs a name."), field="name")
    if slug and Outlet.objects.filter(slug=slug).exists():
        raise Refused(_("Another outlet has this slug: choose another."), field="slug")
    outlet = Outlet.objects.create(
        name=name.strip(), homepage=homepage, language=language, slug=slug or free_slug(Outlet, name)
    )
    JournalEntry.objects.write(
        kind=JournalKind.OUTLET_RECORDED,
        subject=outlet,
        after={"name": outlet.name, "slug": outlet.slug, "homepage": homepage, "language": language},
        actor=editor,
    )
    return outlet
