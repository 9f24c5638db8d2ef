"""Ask the other side for a reply, and write down what came of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Claim, ContactAttempt, Evidence, JournalEntry, Seal, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import ContactAct, ContactMeans, JournalKind, Precision, Visibility

OUTCOMES = (ContactAct.REPLIED, ContactAct.DECLINED, ContactAct.NO_REPLY)
HAVE_WORDS = (ContactAct.REPLIED, ContactAct.DECLINED)
STRICTNESS = (Visibility.PUBLIC, Visibility.DESK, Visibility.RESTRICTED)


@dataclass(frozen=True, slots=True)
class Words:
    """What of a contact can put somebody at risk: in the row when it is open, in the seal when it is restricted."""

    whom: str = ""
    means: str = ""
    quotation: str = ""
    note: str = ""

    def columns(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__}


@transaction.atomic
def ask(
    *,
    claim: Claim,
    whom: str,
    asked_at: datetime,
    editor: User,
    now: datetime,
    means: str = "",
    note: str = "",
    asked_precision: str = Precision.MINUTE,
    asked_zone: str = "UTC",
    due_at: datetime | None = None,
    visibility: str = Visibility.PUBLIC,
    readers: Sequence[User] = (),
    imported_at: datetime | None = None,
) -> ContactAttempt:
    """That somebody was asked for a reply. A restricted attempt is sealed for `readers`.

    Raises NotAllowed, or Refused without whom, for a time to come, or a reply that is due before it was asked for.
    """
    _refuse_unless_recorder(editor)
    if not whom.strip():
        raise Refused(_("Say whom we asked: a person, or the desk of a body."), field="whom")
    if means and means not in ContactMeans.values:
        raise Refused(_("Choose how we asked."), field="means")
    if asked_at > now:
        raise Refused(_("When we asked lies in the past: write it down after it was done."), field="asked_at")
    if due_at is not None and due_at < asked_at:
        raise Refused(_("A reply is due after it was asked for."), field="due_at")
    return _record(
        claim=claim,
        act=ContactAct.ASKED,
        words=Words(whom=whom.strip(), means=means, note=note.strip()),
        happened=(asked_at, asked_precision, asked_zone),
        due_at=due_at,
        visibility=visibility,
        readers=readers,
        editor=editor,
        now=now,
        imported_at=imported_at,
    )


@transaction.atomic
def answer(
    *,
    attempt: ContactAttempt,
    act: str,
    answered_at: datetime,
    editor: User,
    now: datetime,
    quotation: str = "",
    note: str = "",
    answered_precision: str = Precision.MINUTE,
    answered_zone: str = "UTC",
    visibility: str = "",
    imported_at: datetime | None = None,
) -> ContactAttempt:
    """The reply, or that none came until `answered_at`. The newest answer holds; the earlier ones stay.

    `visibility` "": as the attempt's; it is never wider. What is restricted is sealed for those who read the attempt,
    or, where that one is open, for the editor. Raises NotAllowed or Refused.
    """
    _refuse_unless_recorder(editor)
    _refuse_unless_question(attempt)
    if act not in OUTCOMES:
        raise Refused(_("Say what came of it: they replied, declined to comment, or did not reply."), field="act")
    if quotation.strip() and act not in HAVE_WORDS:
        raise Refused(_("Where nobody replied there are no words of theirs."), field="quotation")
    if act == ContactAct.REPLIED and not quotation.strip() and not note.strip():
        raise Refused(_("Write down what they replied, in their words or in yours."), field="quotation")
    if answered_at > now:
        raise Refused(_("What came of it lies in the past."), field="answered_at")
    if answered_at < attempt.happened_at:
        raise Refused(_("A reply comes after it was asked for."), field="answered_at")
    visibility = visibility or attempt.visibility
    _refuse_wider(attempt, visibility)
    return _record(
        claim=attempt.claim,
        act=act,
        answers=attempt,
        words=Words(quotation=quotation.strip(), note=note.strip()),
        happened=(answered_at, answered_precision, answered_zone),
        visibility=visibility,
        readers=_readers_of(attempt, editor),
        editor=editor,
        now=now,
        imported_at=imported_at,
    )


@transaction.atomic
def withdraw(*, attempt: ContactAttempt, reason: str, editor: User, now: datetime) -> ContactAttempt:
    """Say that an attempt was recorded by mistake; it stays readable in the history. Raises NotAllowed or Refused."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not withdraw contact attempts."))
    _refuse_unless_question(attempt)
    if not reason.strip():
        raise Refused(_("Say why the contact attempt is withdrawn."), field="reason")
    if Evidence.objects.standing().filter(contact_attempt__answers=attempt).exists():
        raise Refused(_("Its reply is evidence: withdraw the evidence first."))
    return _record(
        claim=attempt.claim,
        act=ContactAct.WITHDRAWN,
        answers=attempt,
        words=Words(note=reason.strip()),
        happened=(now, Precision.MINUTE, "UTC"),
        visibility=attempt.visibility,
        readers=_readers_of(attempt, editor),
        editor=editor,
        now=now,
    )


def refuse_as_evidence(attempt: ContactAttempt, *, claim: Claim, visibility: str, editor: User) -> None:
    """Refused unless this is what came of a standing attempt on the claim, and it is shown to nobody further."""
    is_seen = ContactAttempt.objects.visible_to(editor).filter(pk=attempt.pk).exists()
    if attempt.claim_id != claim.pk or not is_seen:
        raise Refused(_("The reply belongs to this claim."), field="contact_attempt")
    if attempt.act not in OUTCOMES:
        raise Refused(_("A reply bears on a claim, or its absence; a question does not."), field="contact_attempt")
    if ContactAttempt.objects.filter(answers=attempt.answers_id, act=ContactAct.WITHDRAWN).exists():
        raise Refused(_("This contact attempt was withdrawn."), field="contact_attempt")
    if Evidence.objects.standing().filter(claim=claim, contact_attempt=attempt).exists():
        raise Refused(_("This reply is evidence already."), field="contact_attempt")
    _refuse_wider(attempt, visibility)


def _refuse_wider(attempt: ContactAttempt, visibility: str) -> None:
    """Nothing that rests on a contact is shown to more people than the contact."""
    if STRICTNESS.index(Visibility(visibility)) < STRICTNESS.index(Visibility(attempt.visibility)):
        raise Refused(_("This is not shown to more people than what it rests on."), field="visibility")


def _refuse_unless_recorder(editor: User) -> None:
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record contact attempts."))


def _refuse_unless_question(attempt: ContactAttempt) -> None:
    if attempt.act != ContactAct.ASKED:
        raise Refused(_("Name the question, not what came of it."))


def _readers_of(attempt: ContactAttempt, editor: User) -> list[User]:
    return list(attempt.seal.readers.all()) if attempt.seal is not None else [editor]


def _record(
    *,
    claim: Claim,
    act: str,
    words: Words,
    happened: tuple[datetime, str, str],
    visibility: str,
    readers: Sequence[User],
    editor: User,
    now: datetime,
    answers: ContactAttempt | None = None,
    due_at: datetime | None = None,
    imported_at: datetime | None = None,
) -> ContactAttempt:
    is_restricted = visibility == Visibility.RESTRICTED
    if is_restricted and not readers:
        raise Refused(_("Name at least one person who may read what is sealed."), field="readers")
    # Under the journal's lock: of two editors who take an attempt back, or answer and take it back, the second is told.
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    if answers is not None and answers.outcomes.filter(act=ContactAct.WITHDRAWN).exists():
        raise Refused(_("This contact attempt was withdrawn: nothing answers it."))
    happened_at, happened_precision, happened_zone = happened
    row = ContactAttempt.objects.record(
        claim=claim,
        act=act,
        answers=answers,
        **(Words() if is_restricted else words).columns(),
        happened_at=happened_at,
        happened_precision=happened_precision,
        happened_zone=happened_zone,
        due_at=due_at,
        visibility=visibility,
        seal=_sealed(words, readers, now) if is_restricted else None,
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
        is_imported=stamp.is_imported,
    )
    JournalEntry.objects.write(
        kind=_kind(act),
        subject=row,
        claim=claim,
        after={"visibility": visibility} if is_restricted else _state(row),
        actor=editor,
        stamp=stamp,
    )
    return row


def _kind(act: str) -> JournalKind:
    kinds = {ContactAct.ASKED: JournalKind.CONTACT_ASKED, ContactAct.WITHDRAWN: JournalKind.CONTACT_WITHDRAWN}
    return kinds.get(ContactAct(act), JournalKind.CONTACT_ANSWERED)


def _sealed(words: Words, readers: Sequence[User], now: datetime) -> Seal:
    inside = {name: value for name, value in words.columns().items() if value}
    return Seal.objects.keep(
        json.dumps(inside).encode(),
        media_type="application/json",
        readers=readers,
        sealing_keys=settings.SEALING_KEYS,
        now=now,
    )


def _state(row: ContactAttempt) -> dict[str, Any]:
    return {
        "act": row.act,
        **({"answers": row.answers.public_id} if row.answers else {}),
        "whom": row.whom,
        "means": row.means,
        "quotation": row.quotation,
        "note": row.note,
        "happened_at": row.happened_at,
        "happened_precision": row.happened_precision,
        "happened_zone": row.happened_zone,
        "due_at": row.due_at,
        "visibility": row.visibility,
    }
