"""Say that two claimants, outlets or Sources are one, take that back, or keep two apart that look alike."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Affiliation, Claimant, ClaimWording, JournalEntry, Outlet, Source, User
from claims.recording.staleness import refuse_stale
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import ClaimantKind, JournalKind, Naming

Mergeable = Claimant | Outlet | Source

MERGED: Final[Mapping[type, JournalKind]] = {
    Claimant: JournalKind.CLAIMANT_MERGED,
    Outlet: JournalKind.OUTLET_MERGED,
    Source: JournalKind.SOURCE_MERGED,
}
UNMERGED: Final[Mapping[type, JournalKind]] = {
    Claimant: JournalKind.CLAIMANT_UNMERGED,
    Outlet: JournalKind.OUTLET_UNMERGED,
    Source: JournalKind.SOURCE_UNMERGED,
}
KEPT_APART: Final[Mapping[type, JournalKind]] = {
    Claimant: JournalKind.CLAIMANT_KEPT_APART,
    Outlet: JournalKind.OUTLET_KEPT_APART,
    Source: JournalKind.SOURCE_KEPT_APART,
}


@transaction.atomic
def merge(
    *, duplicate: Mergeable, into: Mergeable, reason: str, editor: User, now: datetime, seen: int | None = None
) -> Mergeable:
    """Have `into` answer for `duplicate` from now on. Nothing that names the duplicate is changed.

    What was merged into the duplicate follows it, so that everybody's `merged_into` is one step. `seen`: the newest
    act on the duplicate that the editor knew. Raises NotAllowed, Stale, or Refused when the two cannot be one.
    """
    _refuse_unless_decider(editor)
    if not reason.strip():
        raise Refused(_("Say how you know that they are one."), field="reason")
    stamp = JournalEntry.objects.stamp()  # from here on nobody else merges: no circle can be made side by side
    refuse_stale(duplicate, seen)
    duplicate.refresh_from_db()
    into.refresh_from_db()
    _refuse_two_that_cannot_be_one(duplicate, into)
    model: Any = type(duplicate)
    followers = list(model.objects.filter(merged_into=duplicate).order_by("pk"))
    model.objects.filter(pk__in=[one.pk for one in (duplicate, *followers)]).update(merged_into=into)
    duplicate.merged_into = into
    _compare_their_claims_again([duplicate, *followers], stamp.number)
    JournalEntry.objects.write(
        kind=MERGED[model],
        subject=duplicate,
        after={"merged_into": into.public_id, "with": [one.public_id for one in followers]},
        actor=editor,
        reason=reason.strip(),
        stamp=stamp,
    )
    return duplicate


@transaction.atomic
def undo(*, duplicate: Mergeable, reason: str, editor: User, now: datetime, seen: int | None = None) -> Mergeable:
    """Take a merging back: the duplicate answers for itself again, and for those that followed it.

    Raises NotAllowed, Stale, or Refused without a reason or when it is not merged.
    """
    _refuse_unless_decider(editor)
    if not reason.strip():
        raise Refused(_("Say why they are not one."), field="reason")
    stamp = JournalEntry.objects.stamp()
    refuse_stale(duplicate, seen)
    duplicate.refresh_from_db()
    into = duplicate.merged_into
    if into is None:
        raise Refused(_("This one is not merged."))
    model: Any = type(duplicate)
    followers = list(model.objects.filter(merged_into=into, public_id__in=_followed(duplicate)).order_by("pk"))
    model.objects.filter(pk__in=[one.pk for one in followers]).update(merged_into=duplicate)
    model.objects.filter(pk=duplicate.pk).update(merged_into=None)
    duplicate.merged_into = None
    _compare_their_claims_again([duplicate, *followers], stamp.number)
    JournalEntry.objects.write(
        kind=UNMERGED[model],
        subject=duplicate,
        before={"merged_into": into.public_id},
        after={"merged_into": None, "with": [one.public_id for one in followers]},
        actor=editor,
        reason=reason.strip(),
        stamp=stamp,
    )
    return duplicate


@transaction.atomic
def keep_apart(*, one: Mergeable, other: Mergeable, reason: str, editor: User, now: datetime) -> JournalEntry:
    """Say that two that look alike are two: they are not proposed again. Raises NotAllowed or Refused."""
    _refuse_unless_decider(editor)
    if one.pk == other.pk:
        raise Refused(_("Choose two."), field="other")
    if not reason.strip():
        raise Refused(_("Say how you know that they are two."), field="reason")
    return JournalEntry.objects.write(
        kind=KEPT_APART[type(one)],
        subject=one,
        after={"apart_from": other.public_id},
        actor=editor,
        reason=reason.strip(),
    )


def _refuse_unless_decider(editor: User) -> None:
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not merge."))


def _refuse_two_that_cannot_be_one(duplicate: Mergeable, into: Mergeable) -> None:
    if duplicate.pk == into.pk:
        raise Refused(_("Nothing is merged into itself: choose another."), field="into")
    if duplicate.merged_into is not None:
        raise Refused(_("“%(it)s” is merged already: undo that first.") % {"it": duplicate})
    if into.merged_into is not None:
        # Also the circle: what is merged into the duplicate cannot take it in.
        told = {"it": into, "other": into.merged_into}
        raise Refused(_("“%(it)s” is itself merged into “%(other)s”: choose that one.") % told, field="into")
    if isinstance(duplicate, Claimant) and isinstance(into, Claimant):
        _refuse_two_claimants(duplicate, into)
    if isinstance(duplicate, Source) and isinstance(into, Source):
        _refuse_two_sources(duplicate, into)


def _refuse_two_claimants(duplicate: Claimant, into: Claimant) -> None:
    kinds = {duplicate.kind, into.kind}
    if len(kinds) > 1 and ClaimantKind.UNNAMED in kinds:
        raise Refused(_("Somebody who was not named is not merged with a name."), field="into")
    if len(kinds) > 1:
        raise Refused(_("One is a person and the other a body: mend the kind first, or do not merge."), field="into")
    both = [duplicate, into]
    if Affiliation.objects.standing().filter(claimant__in=both, organisation__in=both).exists():
        raise Refused(_("One speaks for the other: they are two."), field="into")


def _refuse_two_sources(duplicate: Source, into: Source) -> None:
    """A link between a Source at risk and another would tell who it is."""
    if Naming.RESTRICTED in {duplicate.naming, into.naming}:
        raise Refused(_("A restricted source is not merged: that would tell who it is."), field="into")


def _followed(duplicate: Mergeable) -> list[str]:
    """Those that came along when it was merged, and that nobody has merged or unmerged since."""
    model = type(duplicate)
    acts = JournalEntry.objects.filter(subject_type=model._meta.model_name)
    last = acts.filter(subject_id=duplicate.public_id, kind=MERGED[model]).order_by("-number").first()
    if last is None:
        return []
    followed = [str(one) for one in last.after.get("with", [])]
    since = acts.filter(subject_id__in=followed, kind__in=[MERGED[model], UNMERGED[model]], number__gt=last.number)
    moved = {str(one) for one in since.values_list("subject_id", flat=True)}
    return [one for one in followed if one not in moved]


def _compare_their_claims_again(rows: list[Any], number: int) -> None:
    """Who says a claim bears on what contradicts it."""
    if isinstance(rows[0], Claimant):
        said = ClaimWording.objects.filter(claim__appearances__claimant__in=rows)
        ClaimWording.objects.filter(pk__in=said.values("pk")).update(worded_number=number, compared_with="")
