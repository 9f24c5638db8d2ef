"""Write down where and when a claim was said or carried."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Appearance, Claim, Claimant, JournalEntry, Outlet, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import AppearanceRole, Channel, JournalKind, Precision

STATE = (
    "role",
    "url",
    "channel",
    "quotation",
    "hedge",
    "appeared_at",
    "appeared_precision",
    "appeared_zone",
    "is_first",
)


@transaction.atomic
def record(
    *,
    claim: Claim,
    claimant: Claimant | None,
    role: str = AppearanceRole.SAID,
    outlet: Outlet | None = None,
    url: str = "",
    channel: str = Channel.WEB,
    quotation: str = "",
    hedge: str = "",
    appeared_at: datetime | None = None,
    appeared_precision: str = Precision.DAY,
    appeared_zone: str = "UTC",
    is_first: bool | None = None,
    editor: User,
    now: datetime,
    imported_at: datetime | None = None,
) -> Appearance:
    """One time a claim was said. `is_first` None: it is the first when no other is.

    Raises NotAllowed, or Refused when nobody is named who said it (only a headline implies without a claimant).
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record appearances."))
    if claimant is None and role != AppearanceRole.IMPLIED:
        raise Refused(_("Say who said it: only a headline implies a claim without a claimant."), field="claimant")
    if is_first:
        _make_room_for_the_first(claim, editor, imported_at)
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    others = Appearance.objects.filter(claim=claim, is_first=True, withdrawn_at=None)
    appearance = Appearance.objects.create(
        claim=claim,
        claimant=claimant,
        role=role,
        outlet=outlet,
        url=url,
        channel=channel,
        quotation=quotation,
        hedge=hedge,
        appeared_at=appeared_at,
        appeared_precision=appeared_precision,
        appeared_zone=appeared_zone,
        is_first=not others.exists() if is_first is None else is_first,
        created_at=stamp.recorded_at,
    )
    JournalEntry.objects.write(
        kind=JournalKind.APPEARANCE_RECORDED,
        subject=appearance,
        claim=claim,
        after=_state(appearance),
        actor=editor,
        stamp=stamp,
    )
    return appearance


@transaction.atomic
def withdraw(*, appearance: Appearance, reason: str, editor: User, now: datetime) -> Appearance:
    """Take an appearance back; it stays readable in the history. Raises NotAllowed or Refused."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not withdraw appearances."))
    if not reason.strip():
        raise Refused(_("Say why the appearance is withdrawn."), field="reason")
    if Appearance.objects.filter(pk=appearance.pk, withdrawn_at=None).update(withdrawn_at=now) != 1:
        raise Refused(_("This appearance was withdrawn already."))
    appearance.withdrawn_at = now
    JournalEntry.objects.write(
        kind=JournalKind.APPEARANCE_WITHDRAWN,
        subject=appearance,
        claim=appearance.claim,
        after={"withdrawn": True},
        actor=editor,
        reason=reason,
    )
    return appearance


def _make_room_for_the_first(claim: Claim, editor: User, imported_at: datetime | None) -> None:
    for earlier in Appearance.objects.select_for_update().filter(claim=claim, is_first=True, withdrawn_at=None):
        Appearance.objects.filter(pk=earlier.pk).update(is_first=False)
        JournalEntry.objects.write(
            kind=JournalKind.APPEARANCE_EDITED,
            subject=earlier,
            claim=claim,
            before={"is_first": True},
            after={"is_first": False},
            actor=editor,
            stamp=JournalEntry.objects.stamp(imported_at=imported_at),
        )


def _state(appearance: Appearance) -> dict[str, Any]:
    state = {name: getattr(appearance, name) for name in STATE}
    state["claimant"] = appearance.claimant and appearance.claimant.public_id
    state["outlet"] = appearance.outlet and appearance.outlet.public_id
    return state
