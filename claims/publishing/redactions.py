"""Destroy what puts a person at risk, and say that it is gone, never what it was."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import ArticleText, Body, Fingerprint, JournalEntry, Redaction, Seal, SealKey, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, RedactionKind


@transaction.atomic
def destroy_seal(*, seal: Seal, reason: str, editor: User, now: datetime) -> Redaction:
    """Destroy a seal's key and text; its salted digest stays. Raises NotAllowed or Refused."""
    _refuse(editor, reason)
    if Seal.objects.filter(pk=seal.pk, destroyed_at=None).update(ciphertext=None, destroyed_at=now) != 1:
        raise Refused(_("This seal was destroyed already."))
    SealKey.objects.filter(seal=seal).delete()
    return _record(kind=RedactionKind.SEALED_TEXT, seal=seal, body=None, reason=reason, editor=editor)


@transaction.atomic
def destroy_body(*, body: Body, reason: str, editor: User, now: datetime) -> Redaction:
    """Destroy stored bytes or text, and the words they are found by; the row and its digest stay.

    Raises NotAllowed or Refused.
    """
    _refuse(editor, reason)
    if Body.objects.filter(pk=body.pk, destroyed_at=None).update(compressed=None, destroyed_at=now) != 1:
        raise Refused(_("This was destroyed already."))
    ArticleText.objects.forget(body)
    # By them somebody who has the text could tell that it was this one.
    Fingerprint.objects.filter(revision__in=body.revisions.all()).delete()
    return _record(kind=RedactionKind.BODY, seal=None, body=body, reason=reason, editor=editor)


def _refuse(editor: User, reason: str) -> None:
    if not permissions.may_redact(editor):
        raise NotAllowed(_("Only a chief redacts."))
    if not reason.strip():
        raise Refused(_("Say why it is redacted, without saying what it was."), field="reason")


def _record(*, kind: RedactionKind, seal: Seal | None, body: Body | None, reason: str, editor: User) -> Redaction:
    stamp = JournalEntry.objects.stamp()
    redaction = Redaction.objects.record(
        kind=kind, seal=seal, body=body, reason=reason.strip(), by=editor, recorded_at=stamp.recorded_at
    )
    JournalEntry.objects.write(
        kind=JournalKind.REDACTED, subject=redaction, after={"kind": kind}, actor=editor, reason=reason, stamp=stamp
    )
    return redaction
