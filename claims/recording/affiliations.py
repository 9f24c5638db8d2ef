"""Write down for whom a claimant spoke, from when until when."""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.field_names import label
from claims.models import Affiliation, Claimant, JournalEntry, User
from claims.recording.staleness import refuse_stale
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Precision

EDITABLE = ("organisation", "position", "from_on", "from_precision", "until_on", "until_precision")


@transaction.atomic
def record(
    *,
    claimant: Claimant,
    organisation: Claimant,
    position: str = "",
    from_on: date | None = None,
    from_precision: str = Precision.DAY,
    until_on: date | None = None,
    until_precision: str = Precision.DAY,
    editor: User,
    now: datetime,
) -> Affiliation:
    """Say for whom a claimant spoke. A month lasts from its first to its last day.

    Raises NotAllowed, or Refused when the dates or the two do not fit.
    """
    _refuse_unless_recorder(editor)
    affiliation = Affiliation(
        claimant=claimant,
        organisation=organisation,
        position=position.strip(),
        from_on=_first_day(from_on, from_precision),
        from_precision=from_precision or Precision.DAY,
        until_on=_last_day(until_on, until_precision),
        until_precision=until_precision or Precision.DAY,
    )
    _refuse_what_does_not_fit(affiliation)
    affiliation.save(force_insert=True)
    after = {"claimant": claimant.public_id, **_state(affiliation)}
    JournalEntry.objects.write(kind=JournalKind.AFFILIATION_RECORDED, subject=affiliation, after=after, actor=editor)
    return affiliation


@transaction.atomic
def edit(
    *, affiliation: Affiliation, editor: User, now: datetime, seen: int | None = None, **changed: Any
) -> Affiliation:
    """Change the named fields, such as when it ended. Raises NotAllowed, Stale or Refused."""
    _refuse_unless_recorder(editor)
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(
            _("An affiliation's “%(field)s” cannot be edited.") % {"field": label(Affiliation, unknown[0])},
            field=unknown[0],
        )
    stamp = JournalEntry.objects.stamp()
    refuse_stale(affiliation, seen)
    stored = Affiliation.objects.select_related("claimant", "organisation").get(pk=affiliation.pk)
    if stored.withdrawn_at is not None:
        raise Refused(_("This affiliation was withdrawn."))
    before = _state(stored)
    for name, value in changed.items():
        setattr(stored, name, value)
    stored.from_on = _first_day(stored.from_on, stored.from_precision)
    stored.until_on = _last_day(stored.until_on, stored.until_precision)
    _refuse_what_does_not_fit(stored)
    stored.save(update_fields=list(EDITABLE))
    JournalEntry.objects.write(
        kind=JournalKind.AFFILIATION_EDITED,
        subject=stored,
        before=before,
        after=_state(stored),
        actor=editor,
        stamp=stamp,
    )
    return stored


@transaction.atomic
def withdraw(
    *, affiliation: Affiliation, reason: str, editor: User, now: datetime, seen: int | None = None
) -> Affiliation:
    """Take an affiliation back; it stays readable in the history. Raises NotAllowed, Stale or Refused."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not withdraw affiliations."))
    if not reason.strip():
        raise Refused(_("Say why the affiliation is withdrawn."), field="reason")
    stamp = JournalEntry.objects.stamp()
    refuse_stale(affiliation, seen)
    if Affiliation.objects.standing().filter(pk=affiliation.pk).update(withdrawn_at=now) != 1:
        raise Refused(_("This affiliation was withdrawn already."))
    affiliation.withdrawn_at = now
    JournalEntry.objects.write(
        kind=JournalKind.AFFILIATION_WITHDRAWN,
        subject=affiliation,
        after={"withdrawn": True},
        actor=editor,
        reason=reason.strip(),
        stamp=stamp,
    )
    return affiliation


def _refuse_unless_recorder(editor: User) -> None:
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record claimants."))


def _refuse_what_does_not_fit(affiliation: Affiliation) -> None:
    if affiliation.claimant.survivor == affiliation.organisation.survivor:
        raise Refused(_("A claimant is affiliated with another body, not with itself."), field="organisation")
    begins, ends = affiliation.from_on, affiliation.until_on
    if begins and ends and ends < begins:
        raise Refused(_("An affiliation ends after it begins."), field="until_on")


def _first_day(day: date | None, precision: str) -> date | None:
    return day.replace(day=1) if day and precision == Precision.MONTH else day


def _last_day(day: date | None, precision: str) -> date | None:
    return day.replace(day=monthrange(day.year, day.month)[1]) if day and precision == Precision.MONTH else day


def _state(affiliation: Affiliation) -> dict[str, Any]:
    state = {name: getattr(affiliation, name) for name in EDITABLE}
    return {**state, "organisation": affiliation.organisation.public_id}
