"""Say how far a person has read the journal, so that the next shift begins there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import JournalEntry, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Beginning:
    """After which journal number a person's shift begins, and since when; `is_said` when the person said so."""

    number: int
    at: datetime | None
    is_said: bool


@transaction.atomic
def read_up_to(*, number: int, editor: User, now: datetime) -> None:
    """ "I am up to date": everything up to this number is read.

    Raises NotAllowed, or Refused for a number that is not there yet or that the person was beyond already.
    """
    if not permissions.is_desk(editor):
        raise NotAllowed(_("Only people of the newsroom read the journal."))
    newest, held = newest_number(), _said(editor)
    if not 0 <= number <= newest:
        raise Refused(_("The journal ends at number %(n)d.") % {"n": newest}, field="number")
    if held is not None and number < held.number:
        raise Refused(_("You have read further than that already."), field="number")
    JournalEntry.objects.write(
        kind=JournalKind.SHIFT_READ,
        subject=editor,
        before={"number": held.number} if held else {},
        after={"number": number},
        actor=editor,
    )


def beginning(person: User) -> Beginning:
    """Where this person said to have read up to; else what the last sign-in proposes.

    Proposed is the person's last act before that sign-in, or a day before it where there is none.
    """
    return _said(person) or _proposed(person)


def at(moment: datetime) -> Beginning:
    """Where the journal stood at a moment, by the clock: imported rows keep an earlier time of their own."""
    before = JournalEntry.objects.filter(clock_at__lt=moment).order_by("-number")
    return Beginning(before.values_list("number", flat=True).first() or 0, moment, is_said=False)


def newest_number() -> int:
    newest = JournalEntry.objects.order_by("-number").values_list("number", flat=True).first()
    return newest or 0


def _said(person: User) -> Beginning | None:
    said = JournalEntry.objects.filter(kind=JournalKind.SHIFT_READ, subject_type="user", subject_id=person.public_id)
    entry = said.order_by("-number").first()
    return Beginning(int(entry.after["number"]), entry.recorded_at, is_said=True) if entry else None


def _proposed(person: User) -> Beginning:
    if person.last_login is None:
        return Beginning(0, None, is_said=False)
    own = JournalEntry.objects.filter(actor=person, clock_at__lt=person.last_login).order_by("-number").first()
    return Beginning(own.number, own.clock_at, is_said=False) if own else at(person.last_login - A_DAY)
