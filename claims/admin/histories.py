"""Tell the journal's entries as lines an editor reads: when, who, what, before and after, why."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.models import Claimant, JournalEntry, Outlet, Story

MOST = 500
NAMED: dict[str, Any] = {"claimant": Claimant, "organisation": Claimant, "outlet": Outlet, "story": Story}
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of an act."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One act."""

    number: int
    at: datetime
    who: str
    what: str
    changes: tuple[Changed, ...]
    reason: str
    is_imported: bool


def lines(entries: "QuerySet[JournalEntry]") -> tuple[Line, ...]:
    """The newest entries first, at most 500. Restricted rows have nothing to tell: their entries hold no words."""
    newest = list(entries.select_related("actor").order_by("-number")[:MOST])
    names = _names(newest)
    return tuple(_line(entry, names) for entry in newest)


def _names(entries: Iterable[JournalEntry]) -> dict[str, str]:
    """What the entries' ids stand for. Not Sources, evidence and claims: the reader may not be one of theirs."""
    told = {name: set(_told_of(entries, name)) for name in NAMED}
    rows = itertools.chain.from_iterable(
        model.objects.filter(public_id__in=told[name]) for name, model in NAMED.items() if told[name]
    )
    return {str(row.public_id): str(row) for row in rows}


def _told_of(entries: Iterable[JournalEntry], field: str) -> Iterator[str]:
    for entry in entries:
        yield from (str(state[field]) for state in (entry.before, entry.after) if state.get(field))


def _line(entry: JournalEntry, names: Mapping[str, str]) -> Line:
    return Line(
        number=entry.number,
        at=entry.recorded_at,
        who=str(entry.actor) if entry.actor else _("the software"),
        what=entry.get_kind_display(),
        changes=tuple(changed(_named(entry.before, names), _named(entry.after, names))),
        reason=entry.reason,
        is_imported=entry.is_imported,
    )


def _named(state: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {field: names.get(str(value), value) if field in NAMED else value for field, value in state.items()}


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Changed]:
    """The fields of an act that say something, in their own order."""
    for field in dict.fromkeys((*before, *after)):
        was, became = _words(before.get(field)), _words(after.get(field))
        if was or became:
            yield Changed(field.replace("_", " "), was, became)


def _words(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        parts = {name.replace("_", " "): _words(one) for name, one in value.items()}
        told = ", ".join(f"{name} {words}" for name, words in parts.items() if words)
    else:
        told = "; ".join(map(_words, value)) if isinstance(value, list) else str(value)
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"
