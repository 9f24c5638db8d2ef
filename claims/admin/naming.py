"""Find what an editor names, or write it down: a claimant, an outlet, a Source."""

from collections.abc import Sequence
from datetime import datetime

from claims.models import Claimant, Outlet, Source, User
from claims.recording import claimants, outlets, sources
from claims.vocabulary import Basis, ClaimantKind, Interest, Naming, SourceKind


def claimant(name: str, *, kind: str = "", editor: User, now: datetime) -> Claimant | None:
    """The claimant of this name, whatever the case of its letters; a new one when nobody has it."""
    if not name.strip():
        return None
    known = Claimant.objects.filter(name__iexact=name.strip(), merged_into=None).order_by("pk").first()
    return known or claimants.record(name=name, kind=kind or ClaimantKind.PERSON, editor=editor, now=now)


def outlet(name: str, *, editor: User, now: datetime) -> Outlet | None:
    if not name.strip():
        return None
    known = Outlet.objects.filter(name__iexact=name.strip(), merged_into=None).order_by("pk").first()
    return known or outlets.record(name=name, editor=editor, now=now)


def source(
    name: str,
    *,
    kind: str = "",
    interest: str = "",
    basis: str = "",
    sealed_for: Sequence[User] = (),
    editor: User,
    now: datetime,
) -> Source | None:
    """The open Source of this name, or a new one. With `sealed_for` it is always new, and its name is sealed."""
    if not name.strip():
        return None
    if not sealed_for:
        known = Source.objects.filter(name__iexact=name.strip(), merged_into=None).order_by("pk").first()
        if known is not None:
            return known
    return sources.record(
        name=name,
        kind=kind or SourceKind.BODY,
        naming=Naming.RESTRICTED if sealed_for else Naming.NAMED,
        interest=interest or Interest.UNKNOWN,
        basis=basis or Basis.UNKNOWN,
        readers=sealed_for,
        editor=editor,
        now=now,
    )
