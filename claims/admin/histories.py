"""Tell the journal's entries as lines an editor reads: when, who, what, before and after, why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from claims.admin.history_words import SHORT, Changed, Words
from claims.models import Claim, JournalEntry, User


@dataclass(frozen=True, slots=True)
class Line:
    """One act."""

    number: int
    at: datetime
    who: str
    what: str
    about: str
    changes: tuple[Changed, ...]
    reason: str
    is_imported: bool


def lines(
    entries: Iterable[JournalEntry],
    reader: User,
    *,
    claim: Claim | None = None,
    known: Iterable[Any] = (),
    longest: int = SHORT,
) -> tuple[Line, ...]:
    """The entries in their order. Restricted rows have nothing to tell: their entries hold no words.

    known: rows that this reader sees beside them, which need not be read again to be named.
    """
    told = list(entries)
    words = Words(told, reader, claim=claim, known=known, longest=longest)
    return tuple(_line(entry, words) for entry in told)


def _line(entry: JournalEntry, words: Words) -> Line:
    return Line(
        number=entry.number,
        at=entry.recorded_at,
        who=str(entry.actor) if entry.actor else _("the software"),
        what=entry.get_kind_display(),
        about=words.about(entry),
        changes=words.changed(entry),
        reason=entry.reason,
        is_imported=entry.is_imported,
    )
