"""Write down claims, and change their wording without overwriting anybody."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import timing
from claims.analysis.field_names import label
from claims.models import Act, Claim, ClaimWatch, ClaimWording, JournalEntry, Story, Topic, User
from claims.refusals import NotAllowed, Refused, Stale
from claims.vocabulary import JournalKind, Publication

WORDING = (
    "statement",
    "quotation",
    "kind",
    "story",
    "language",
    "speaks_about_from",
    "speaks_about_until",
    "speaks_about_precision",
    "speaks_about_zone",
    "notes",
)
EDITABLE = (*WORDING, "topics")


class Wording(TypedDict, total=False):
    """What a claim says; what is not told is as the model has it."""

    statement: Required[str]
    quotation: str
    kind: str
    story: Story | None
    language: str
    speaks_about_from: datetime | None
    speaks_about_until: datetime | None
    speaks_about_precision: str
    speaks_about_zone: str
    notes: str
    publication: str


@transaction.atomic
def record(
    *,
    topics: Iterable[Topic] = (),
    editor: User,
    now: datetime,
    imported_at: datetime | None = None,
    **wording: Unpack[Wording],
) -> Claim:
    """A new claim, and the standing order to look for what follows it, due at once. Raises like `new`."""
    claim = new(editor=editor, **wording)
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    claim.created_at = stamp.recorded_at
    claim.save(force_insert=True)
    claim.topics.set(topics)
    watch(claim, now).save(force_insert=True)
    ClaimWording.objects.worded(claim=claim, number=stamp.number)
    JournalEntry.objects.write_all([recorded(claim, topics=_named(claim))], actor=editor, stamp=stamp)
    return claim


def new(*, editor: User, **wording: Unpack[Wording]) -> Claim:
    """A claim that may be recorded, not saved yet. What a reporter records is a draft.

    Raises NotAllowed, or Refused for an empty statement or a period that ends before it begins.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record claims."))
    claim = Claim(**wording, created_by=editor)
    _refuse_bad_wording(_wording(claim))
    if claim.publication not in {Publication.DRAFT, Publication.INTERNAL}:
        raise Refused(
            _("A claim is recorded as a draft or internally; publishing is a step of its own."), field="publication"
        )
    claim.statement = claim.statement.strip()
    if not permissions.may_decide(editor):
        claim.publication = Publication.DRAFT
    return claim


def watch(claim: Claim, now: datetime) -> ClaimWatch:
    """The standing order of a new claim, not saved yet."""
    return ClaimWatch(claim=claim, next_check_at=now, late_at=_late_at(now))


def recorded(claim: Claim, *, topics: Sequence[str] = ()) -> Act:
    """The act of recording a claim with the topics of these ids."""
    after = {**_state(claim, WORDING), "topics": topics, "publication": claim.publication, "version": claim.version}
    return Act(JournalKind.CLAIM_RECORDED, claim, claim, after=after)


@transaction.atomic
def edit(*, claim_id: int, version: int, editor: User, now: datetime, **changed: Any) -> Claim:
    """Change the named fields of the version the editor saw.

    Raises Stale when somebody saved since, NotAllowed, or Refused for a field that cannot be edited or a bad value.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not edit claims."))
    unknown = sorted(changed.keys() - set(EDITABLE))
    if unknown:
        raise Refused(
            _("A claim's “%(field)s” cannot be edited here.") % {"field": label(Claim, unknown[0])}, field=unknown[0]
        )
    claim = Claim.objects.select_for_update(of=("self",)).select_related("story").get(pk=claim_id)
    if not permissions.may_decide(editor) and claim.publication != Publication.DRAFT:
        raise NotAllowed(_("A reporter edits drafts; ask an editor to change this claim."))
    columns = {name: value for name, value in changed.items() if name != "topics"}
    _refuse_bad_wording({**_wording(claim), **columns})
    before = _state(claim, changed)
    # One UPDATE with the version in its WHERE: on both engines exactly one of two simultaneous saves wins.
    won = Claim.objects.filter(pk=claim_id, version=version).update(**columns, version=F("version") + 1)
    if won != 1:
        raise Stale(_("Somebody else saved this claim after you opened it; nothing of theirs was overwritten."))
    claim.refresh_from_db()
    if "topics" in changed:
        claim.topics.set(changed["topics"])
    after = {**_state(claim, changed), "version": claim.version}
    stamp = JournalEntry.objects.stamp()
    ClaimWording.objects.worded(claim=claim, number=stamp.number)
    JournalEntry.objects.write(
        kind=JournalKind.CLAIM_EDITED, subject=claim, claim=claim, before=before, after=after, actor=editor, stamp=stamp
    )
    return claim


@transaction.atomic
def look_again(*, claim: Claim, editor: User, now: datetime) -> None:
    """Make the claim's search due at once. Raises NotAllowed."""
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not start a search."))
    ClaimWatch.objects.filter(claim=claim).update(next_check_at=now, late_at=_late_at(now))


def _late_at(now: datetime) -> datetime:
    """When a first look that has not run is called late."""
    usual = timing.next_claim_check(made_age=timedelta(0), status_open=True)
    return timing.late_at(due_at=now, interval=usual)


def _wording(claim: Claim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in WORDING}


def _refuse_bad_wording(values: Mapping[str, Any]) -> None:
    if not values["statement"].strip():
        raise Refused(_("A claim needs its statement: one checkable sentence in neutral words."), field="statement")
    begins, ends = values["speaks_about_from"], values["speaks_about_until"]
    if begins and ends and ends < begins:
        raise Refused(_("The period it speaks about ends after it begins."), field="speaks_about_until")


def _state(claim: Claim, names: Iterable[str]) -> dict[str, Any]:
    state = {name: getattr(claim, name) for name in names if name != "topics"}
    if "story" in state:
        state["story"] = claim.story and claim.story.public_id
    if "topics" in names:
        state["topics"] = _named(claim)
    return state


def _named(claim: Claim) -> list[str]:
    """The ids of its topics."""
    return sorted(str(key) for key in claim.topics.values_list("public_id", flat=True))
