"""Keep what somebody types until it is recorded.

A sitting is no part of the record: saving one is no act, and the journal, which nothing leaves, must not hold what
its writer threw away.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import plain_text
from claims.models import Capture, Page, Sitting, User
from claims.refusals import NotAllowed

# What the claim itself says, and where it was seen: the latter is the same for the next claim of one article.
SAID = ("claimant", "claimant_kind", "role", "statement", "quotation", "kind", "hedge", "criterion", "words")
ANCHOR = ("quotation_start",)
PLACE = ("url", "outlet", "channel", "appeared_at", "appeared_precision", "story", "publication")
LONGEST = 100_000  # characters of one field
EMPTY_LAST = timedelta(days=1)  # for which a sitting in which nothing is typed is kept


@transaction.atomic
def save(
    *, sitting: Sitting | None, version: int, typed: Mapping[str, str], editor: User, now: datetime
) -> tuple[Sitting, bool]:
    """What was typed, kept; and whether it is kept apart, because another tab or device saved meanwhile.

    Nothing is overwritten: what is saved over a newer version, or after it was discarded, becomes a sitting of its
    own beside the same page or capture. Raises NotAllowed.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record claims."))
    kept = _fields(typed)
    if sitting is not None and _update(sitting, version, {"typed": kept}, now):
        return sitting, False
    beside = {"page": sitting.page, "capture": sitting.capture} if sitting is not None else {}
    Sitting.objects.of(editor).filter(saved_at__lt=now - EMPTY_LAST).exclude(typed__has_any_keys=SAID).delete()
    made = Sitting.objects.create(editor=editor, typed=kept, begun_at=now, saved_at=now, **beside)
    return made, sitting is not None


def put_beside(*, sitting: Sitting, page: Page | None = None, capture: Capture | None = None, now: datetime) -> None:
    """What the claims of this sitting are read from, from now on. Words that became the capture are typed no more."""
    sitting.page, sitting.capture = page, capture
    if capture is not None:
        sitting.typed = {name: value for name, value in sitting.typed.items() if name != "words"}
    sitting.saved_at = now
    sitting.save(update_fields=["page", "capture", "typed", "saved_at"])


def recorded(*, sitting: Sitting, version: int, typed: Mapping[str, str], now: datetime) -> bool:
    """Empty the form for the next claim beside the same thing; False when it is not the version that was sent.

    typed: what was recorded; of it stays where it was seen.

    Part of the caller's transaction, and its first statement: of two tabs that record one form, one wins.
    """
    place = {name: value for name, value in _fields(typed).items() if name in PLACE}
    return _update(sitting, version, {"typed": place, "recorded_count": F("recorded_count") + 1}, now)


def discard(*, sitting: Sitting) -> None:
    """Throw away what was typed, because its writer said so. What was kept beside it stays."""
    Sitting.objects.filter(pk=sitting.pk).delete()


def _update(sitting: Sitting, version: int, values: Mapping[str, object], now: datetime) -> bool:
    won = Sitting.objects.filter(pk=sitting.pk, version=version)
    if won.update(**values, version=F("version") + 1, saved_at=now) != 1:
        return False
    sitting.refresh_from_db()
    return True


def _fields(typed: Mapping[str, str]) -> dict[str, str]:
    """The fields of the form that hold something, safe to store."""
    named = {name: plain_text.harmless(typed.get(name, ""))[:LONGEST] for name in (*SAID, *ANCHOR, *PLACE)}
    return {name: value for name, value in named.items() if value.strip()}
