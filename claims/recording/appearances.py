"""Write down where and when a claim was said or carried."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import captured_text, quotations
from claims.analysis.quotations import Anchor
from claims.models import (
    Act,
    Appearance,
    BodyDestroyed,
    Capture,
    Claim,
    Claimant,
    ClaimWording,
    JournalEntry,
    Outlet,
    Revision,
    User,
)
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import AppearanceRole, JournalKind

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


class Saying(TypedDict, total=False):
    """How and where it was said; what is not told is as the model has it."""

    claimant: Claimant | None
    role: str
    outlet: Outlet | None
    url: str
    channel: str
    quotation: str
    quotation_prefix: str
    quotation_suffix: str
    quotation_start: int | None
    revision: Revision | None
    capture: Capture | None
    hedge: str
    appeared_at: datetime | None
    appeared_precision: str
    appeared_zone: str


@transaction.atomic
def record(
    *,
    claim: Claim,
    is_first: bool | None = None,
    editor: User,
    now: datetime,
    imported_at: datetime | None = None,
    **saying: Unpack[Saying],
) -> Appearance:
    """One time a claim was said. `is_first` None: it is the first when no other is. Raises like `new`."""
    appearance = new(claim=claim, editor=editor, now=now, **saying)
    if is_first:
        _make_room_for_the_first(claim, editor, imported_at)
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    others = Appearance.objects.filter(claim=claim, is_first=True, withdrawn_at=None)
    appearance.is_first = not others.exists() if is_first is None else is_first
    appearance.created_at = stamp.recorded_at
    appearance.save(force_insert=True)
    # Who says it bears on what contradicts it.
    ClaimWording.objects.worded(claim=claim, number=stamp.number)
    JournalEntry.objects.write_all([recorded(appearance)], actor=editor, stamp=stamp)
    return appearance


def new(*, claim: Claim, editor: User, now: datetime, **saying: Unpack[Saying]) -> Appearance:
    """An appearance that may be recorded, not saved yet.

    revision, capture: what it was read in; the quotation is anchored there, at the occurrence whose surroundings agree
    best with `quotation_prefix` and `quotation_suffix` where they are given, else nearest to `quotation_start`
    (characters), and kept as given where it does not stand there.
    Raises NotAllowed, or Refused when nobody is named who said it (only a headline implies without a claimant), for
    a sealed capture, or for surroundings without the text that they are of.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record appearances."))
    start = saying.pop("quotation_start", None)
    appearance = Appearance(claim=claim, **saying)
    if appearance.claimant is None and appearance.role != AppearanceRole.IMPLIED:
        raise Refused(_("Say who said it: only a headline implies a claim without a claimant."), field="claimant")
    if appearance.capture is not None and appearance.capture.seal_id is not None:
        raise Refused(_("A sealed capture stays sealed: no appearance can rest on it."), field="capture")
    if not (appearance.revision or appearance.capture) and (appearance.quotation_prefix or appearance.quotation_suffix):
        raise Refused(_("Say in which article or capture the words around the quotation stand."), field="anchor")
    anchor = _anchored(appearance, start, now)
    appearance.quotation, appearance.quotation_start = anchor.exact, anchor.start
    appearance.quotation_prefix, appearance.quotation_suffix = anchor.prefix, anchor.suffix
    return appearance


def recorded(appearance: Appearance) -> Act:
    """The act of recording an appearance."""
    return Act(JournalKind.APPEARANCE_RECORDED, appearance, appearance.claim, after=_state(appearance))


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
    stamp = JournalEntry.objects.stamp()
    ClaimWording.objects.worded(claim=appearance.claim, number=stamp.number)
    JournalEntry.objects.write(
        kind=JournalKind.APPEARANCE_WITHDRAWN,
        subject=appearance,
        claim=appearance.claim,
        after={"withdrawn": True},
        actor=editor,
        reason=reason,
        stamp=stamp,
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


def _anchored(appearance: Appearance, start: int | None, now: datetime) -> Anchor:
    """The quotation with what stands around it in the text it was read in."""
    if not appearance.quotation.strip():
        return Anchor(appearance.quotation, "", "", -1)
    revision = appearance.revision
    text = (revision.kept_text or "") if revision is not None else _words(appearance.capture, now)
    if appearance.quotation_prefix or appearance.quotation_suffix:
        start = quotations.find(text, appearance.anchor)
    return quotations.anchor(text, appearance.quotation, start=start)


def _words(capture: Capture | None, now: datetime) -> str:
    if capture is None or capture.body is None:
        return ""
    try:
        content = capture.body.content()
    except BodyDestroyed:
        return ""
    read = captured_text.read(content, media_type=capture.media_type, url=capture.url, now=now)
    return read.text if read is not None else ""


def _state(appearance: Appearance) -> dict[str, Any]:
    state = {name: getattr(appearance, name) for name in STATE}
    # What it was read in, by its name only: a text must be able to go, the journal stays.
    state["revision"] = appearance.revision and appearance.revision.public_id
    state["capture"] = appearance.capture and appearance.capture.public_id
    state["claimant"] = appearance.claimant and appearance.claimant.public_id
    state["outlet"] = appearance.outlet and appearance.outlet.public_id
    return state
