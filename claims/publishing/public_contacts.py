"""What the public may know of whom we asked for a reply, as of any time."""

from datetime import datetime

from claims.analysis.quotations import shorten
from claims.models import Claim, ContactAttempt
from claims.publishing.public_claim import Moment, PublicContact
from claims.vocabulary import ContactAct, Precision, Visibility


def contacts(claim: Claim, *, as_of: datetime | None) -> tuple[PublicContact, ...]:
    """The public attempts known at `as_of`, in the order in which they were made, each with what came of it."""
    rows = ContactAttempt.objects.filter(claim=claim).order_by("number")
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    found = list(rows)
    outcomes = {row.answers_id: row for row in found if row.answers_id}
    asked = [row for row in found if row.act == ContactAct.ASKED and row.visibility == Visibility.PUBLIC]
    told = [(row, outcomes.get(row.pk)) for row in sorted(asked, key=lambda row: (row.happened_at, row.number))]
    return tuple(_told(row, came) for row, came in told if came is None or came.act != ContactAct.WITHDRAWN)


def _told(row: ContactAttempt, came: ContactAttempt | None) -> PublicContact:
    """Of a reply that is not public nothing is said, and no absence is claimed either."""
    public = came if came is not None and came.visibility == Visibility.PUBLIC else None
    is_waiting = came is None and row.due_at is not None
    return PublicContact(
        public_id=str(row.public_id),
        whom=row.whom,
        asked=_moment(row),
        wanted_by=Moment(row.due_at, Precision.MINUTE, row.happened_zone) if is_waiting and row.due_at else None,
        outcome=public.act if public else "",
        came=_moment(public) if public else None,
        quotation=shorten(public.quotation) if public else "",
    )


def _moment(row: ContactAttempt) -> Moment:
    return Moment(row.happened_at, row.happened_precision, row.happened_zone)
