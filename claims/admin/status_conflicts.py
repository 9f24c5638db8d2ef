"""Show what happened to a claim while somebody was judging it: both texts, and every act."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from claims.admin import histories
from claims.admin.acting import is_a_number
from claims.models import Claim, JournalEntry, StatusChange, User
from claims.vocabulary import VerificationStatus


@dataclass(frozen=True, slots=True)
class Conflict:
    """`number`: the newest act that a further judgement must have read; `fields`: label, theirs, yours."""

    number: int
    lines: tuple[histories.Line, ...]
    fields: tuple[tuple[str, str, str], ...]


def between(claim: Claim, form: forms.Form, reader: User) -> Conflict:
    """Everything since the form was opened; where somebody else changed the status, their words beside ours."""
    seen = form["seen"].value()
    opened = int(seen) if is_a_number(str(seen)) else 0
    since = JournalEntry.objects.told().told_to(reader).about(claim).bearing_on_a_verdict().after(opened)
    theirs = claim.status_changes.filter(number__gt=opened).select_related("rating", "by").order_by("-number").first()
    return Conflict(
        number=JournalEntry.objects.last_bearing_on(claim),
        lines=histories.lines(since, reader, claim=claim),
        fields=_both(theirs, form.cleaned_data) if theirs is not None else (),
    )


def _both(theirs: StatusChange, yours: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    to = yours.get("to") or VerificationStatus.SETTLED
    told = [
        (_("Status"), theirs.get_to_status_display(), str(VerificationStatus(to).label)),
        (_("Rating"), str(theirs.rating or ""), str(yours.get("rating") or "")),
        (_("Reason"), theirs.reason, yours.get("reason", "")),
    ]
    return tuple((label, their, your) for label, their, your in told if their != your)
