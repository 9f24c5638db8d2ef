"""Take complaints about a claim, and answer them."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Claim, Complaint, ComplaintAnswer, JournalEntry, Seal, User
from claims.refusals import NotAllowed, Refused, Stale
from claims.vocabulary import ChangeType, JournalKind

# What of a claim's wording readers see; the rest is the desk's.
WORDING = ("statement", "quotation", "kind", "speaks_about_from", "speaks_about_until")


@transaction.atomic
def receive(
    *,
    claim: Claim,
    statement: str,
    received_at: datetime,
    editor: User,
    now: datetime,
    received_zone: str = "UTC",
    complainant: str = "",
    contact: str = "",
    readers: Sequence[User] = (),
) -> Complaint:
    """A new complaint, anonymous without a `complainant`. How to reach them, `contact`, is sealed for `readers`.

    Raises NotAllowed, or Refused when it says nothing, comes from the future, or seals a contact for nobody.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record complaints."))
    if not statement.strip():
        raise Refused(_("Write down what they say is wrong."), field="statement")
    if received_at > now:
        raise Refused(_("A complaint was received in the past."), field="received_at")
    if contact.strip() and not readers:
        raise Refused(_("Name at least one person who may read how to reach them."), field="readers")
    stamp = JournalEntry.objects.stamp()
    complaint = Complaint.objects.create(
        claim=claim,
        complainant=complainant.strip(),
        statement=statement.strip(),
        seal=_sealed(contact.strip(), readers, now) if contact.strip() else None,
        received_at=received_at,
        received_zone=received_zone,
        created_by=editor,
        created_at=stamp.recorded_at,
    )
    JournalEntry.objects.write(
        kind=JournalKind.COMPLAINT_RECEIVED,
        subject=complaint,
        claim=claim,
        # Neither who nor what: a complainant's words must be able to go.
        after={"is_anonymous": not complaint.complainant, "received_at": received_at},
        actor=editor,
        stamp=stamp,
    )
    return complaint


@transaction.atomic
def answer(
    *,
    complaint: Complaint,
    answer: str,
    answers_seen: int,
    editor: User,
    now: datetime,
    led_to: JournalEntry | None = None,
) -> ComplaintAnswer:
    """Answer a complaint, and name the act that put the claim right. A further answer replaces what was said.

    `answers_seen`: how many answers the editor read. Raises Stale when there are more, NotAllowed, or Refused for an
    empty answer or an act that corrected nothing here since the complaint.
    """
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not answer complaints."))
    if not answer.strip():
        raise Refused(_("Write down what we answered."), field="answer")
    if led_to is not None and not corrections_since(complaint).filter(pk=led_to.pk).exists():
        raise Refused(_("Choose a correction of this claim that followed the complaint."), field="led_to")
    stamp = JournalEntry.objects.stamp()
    if complaint.answers.count() != answers_seen:
        raise Stale(_("Somebody else has answered this complaint meanwhile: read that answer first."))
    row = ComplaintAnswer.objects.record(
        complaint=complaint,
        answer=answer.strip(),
        led_to=led_to,
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
    )
    JournalEntry.objects.write(
        kind=JournalKind.COMPLAINT_ANSWERED,
        subject=complaint,
        claim=complaint.claim,
        after={"answer": row.answer, "led_to": led_to and led_to.number},
        actor=editor,
        stamp=stamp,
    )
    return row


def corrections_since(complaint: Complaint) -> "QuerySet[JournalEntry]":
    """The acts that put something right in the claim after the complaint came, the newest first."""
    wording = Q()
    for name in WORDING:
        wording |= Q(before__has_key=name)
    corrected = Q(after__change_type__in=[ChangeType.CORRECTION, ChangeType.REFILE])
    return JournalEntry.objects.filter(
        Q(kind=JournalKind.STATUS_CHANGED) & corrected
        | Q(kind=JournalKind.CLAIM_EDITED) & wording
        | Q(kind=JournalKind.CLAIM_UNPUBLISHED),
        claim=complaint.claim,
        recorded_at__gte=complaint.received_at,
    ).order_by("-number")


def _sealed(contact: str, readers: Sequence[User], now: datetime) -> Seal:
    return Seal.objects.keep(
        contact.encode(), media_type="text/plain", readers=readers, sealing_keys=settings.SEALING_KEYS, now=now
    )
