"""Propose the claimants, outlets and stories whose names hold what is being typed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from claims.admin.fields import story_lines
from claims.models import Claimant, Outlet, Story
from claims.recording import naming

OFFERED = 8
LONGEST = 200  # letters of a name


@dataclass(frozen=True, slots=True)
class Names:
    """Known names, those that begin so first; and in words whether what is typed is known or new."""

    names: tuple[str, ...]
    told: str


def like(typed: str, *, of: str) -> Names:
    """Raises KeyError for a noun that is not proposed."""
    noun, wanted = _NOUNS[of], typed.replace("\0", "").strip()[:LONGEST]
    if not wanted:
        return Names((), "")
    begins = Case(When(_holds(noun, "istartswith", wanted), then=Value(0)), default=Value(1))
    rows = noun.rows.filter(_holds(noun, "icontains", wanted)).annotate(rank=begins).order_by("rank", noun.field, "pk")
    found = tuple(noun.lines(rows[:OFFERED]))
    if noun.known(wanted) is not None:
        return Names(found, "")
    return Names(found, _("New: “%(name)s” is written down with the claim.") % {"name": wanted})


@dataclass(frozen=True, slots=True)
class _Noun:
    """What is proposed: its rows, the field that holds the name, how rows are told, and which one a name means."""

    rows: "QuerySet[Any]"
    field: str
    lines: Callable[[Iterable[Any]], Iterable[str]]
    known: Callable[[str], object]


def _mergeable(model: Any) -> _Noun:
    rows = model.objects.filter(merged_into=None)
    return _Noun(rows, "name", lambda found: (one.name for one in found), model.objects.named)


_NOUNS = {
    "claimant": _mergeable(Claimant),
    "outlet": _mergeable(Outlet),
    "story": _Noun(Story.objects.all(), "title", story_lines, naming.known_story),
}


def _holds(noun: "_Noun", lookup: str, wanted: str) -> Q:
    """SQLite folds the case of ASCII only: the usual spellings of other letters are asked for as well."""
    spelled = {wanted} if wanted.isascii() else {wanted, wanted.capitalize(), wanted.title(), wanted.upper()}
    condition = Q()
    for one in spelled:
        condition |= Q(**{f"{noun.field}__{lookup}": one})
    return condition
