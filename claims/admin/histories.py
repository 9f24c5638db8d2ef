"""Tell the journal's entries as lines an editor reads: when, who, what, before and after, why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.models import JournalEntry

MOST = 500
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
    newest = entries.select_related("actor").order_by("-number")[:MOST]
    return tuple(_line(entry) for entry in newest)


def _line(entry: JournalEntry) -> Line:
    return Line(
        number=entry.number,
        at=entry.recorded_at,
        who=str(entry.actor) if entry.actor else _("the software"),
        what=entry.get_kind_display(),
        changes=tuple(changed(entry.before, entry.after)),
        reason=entry.reason,
        is_imported=entry.is_imported,
    )


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
    told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"
