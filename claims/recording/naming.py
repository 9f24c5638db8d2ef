"""Find what an editor or a row names, or write it down: a claimant, an outlet, a story, a Source.

Called within the transaction of the act that names them.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from claims.models import Claimant, JournalEntry, Outlet, Source, Story, User
from claims.recording import claimants, outlets, sources, stories
from claims.refusals import Refused
from claims.vocabulary import Basis, ClaimantKind, Interest, Naming, SourceKind

_Row = TypeVar("_Row", Claimant, Outlet, Story, Source)

_NUMBER: Final = re.compile(r"(?:#(?=\d+$)|(?=\d+ — ))(\d{1,18})")  # "#12", "12 — a resident"


def _found_or_begun(find: Callable[[], _Row | None], begin: Callable[[], _Row]) -> _Row:
    """Of two people who type one new name at once the second waits, and finds what the first began."""
    known = find()
    if known is None:
        JournalEntry.objects.be_only_writer()
        known = find()
    return known or begin()


def claimant(name: str, *, kind: str = "", editor: User, now: datetime) -> Claimant | None:
    """The claimant of this name, whatever the case of its letters; a new one when nobody has it."""
    if not name.strip():
        return None
    return _found_or_begun(
        lambda: Claimant.objects.named(name),
        lambda: claimants.record(name=name, kind=kind or ClaimantKind.PERSON, editor=editor, now=now),
    )


def outlet(name: str, *, editor: User, now: datetime) -> Outlet | None:
    if not name.strip():
        return None
    return _found_or_begun(
        lambda: Outlet.objects.named(name), lambda: outlets.record(name=name, editor=editor, now=now)
    )


def story(title: str, *, editor: User, now: datetime) -> Story | None:
    """By its title, its slug or its number ("12 — its title"); a new one when none is called so."""
    if not title.strip():
        return None
    return _found_or_begun(lambda: known_story(title), lambda: stories.record(title=title, editor=editor, now=now))


def known_story(named: str) -> Story | None:
    """Of several with one title the first, but for the number that tells them apart."""
    title = named.strip()
    by_number = _numbered_story(title)
    rows = Story.objects.filter(title__iexact=title) | Story.objects.filter(slug=title)
    return by_number or rows.order_by("pk").first()


def _numbered_story(typed: str) -> Story | None:
    number, _dash, title = typed.partition(" — ")
    if not title or not _NUMBER.match(typed):
        return None
    return Story.objects.filter(pk=int(number), title__startswith=title.rstrip("…")).first()


def source(
    name: str,
    *,
    kind: str = "",
    interest: str = "",
    basis: str = "",
    is_described: bool = False,
    sealed_for: Sequence[User] = (),
    editor: User,
    now: datetime,
) -> Source | None:
    """The Source of this name or number, or a new one. With `sealed_for` a new one's name is sealed.

    Who is only described is found by number alone ("12 — a resident", "#12"). Raises Refused for a number that is
    nobody's whom this person may know, or when one recorded in the open is to be sealed.
    """
    if not name.strip():
        return None
    number = _NUMBER.match(name.strip())
    if number is not None:
        return _numbered(int(number[1]), editor, is_at_risk=bool(sealed_for))

    def begun() -> Source:
        return sources.record(
            name=name,
            kind=kind or SourceKind.BODY,
            naming=_naming(name, is_described=is_described, is_at_risk=bool(sealed_for)),
            interest=interest or Interest.UNKNOWN,
            basis=basis or Basis.UNKNOWN,
            readers=sealed_for,
            editor=editor,
            now=now,
        )

    if sealed_for or is_described:
        return begun()
    return _found_or_begun(lambda: Source.objects.named(name), begun)


def _numbered(number: int, editor: User, *, is_at_risk: bool) -> Source:
    found = Source.objects.visible_to(editor).filter(pk=number).select_related("merged_into").first()
    if found is None:
        raise Refused(_("There is no source of this number."), field="source")
    if is_at_risk and found.survivor.naming != Naming.RESTRICTED:
        raise Refused(_("This source is recorded in the open: seal it on its own page."), field="source")
    return found.survivor


def _naming(name: str, *, is_described: bool, is_at_risk: bool) -> Naming:
    """Words that described somebody before describe somebody now."""
    if is_at_risk:
        return Naming.RESTRICTED
    alike = Source.objects.filter(naming=Naming.DESCRIBED, name__iexact=name.strip())
    return Naming.DESCRIBED if is_described or alike.exists() else Naming.NAMED
