"""Seal a Source that was recorded in the open, and all evidence that rests on it."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Evidence, JournalEntry, Seal, Source, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Naming, Visibility


@transaction.atomic
def protect(*, source: Source, readers: Sequence[User], editor: User, now: datetime) -> Source:
    """Seal the Source's name, those merged into it, and the notes of its evidence, for `readers`; it is public no more.

    What the journal told of that evidence is told no longer. Raises NotAllowed, or Refused when it is sealed already
    or nobody is named.
    """
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not seal a source."))
    if not readers:
        raise Refused(_("Name at least one person who may read what is sealed."), field="readers")
    open_ones = Source.objects.select_for_update(of=("self",)).exclude(naming=Naming.RESTRICTED)
    found = list(open_ones.filter(pk=source.pk)) + list(open_ones.filter(merged_into=source).order_by("pk"))
    if source.pk not in {one.pk for one in found}:
        raise Refused(_("This source is sealed already."))
    for evidence in Evidence.objects.select_related("claim").filter(source__in=found).order_by("pk"):
        if evidence.visibility != Visibility.RESTRICTED:
            _restrict(evidence, readers, editor, now)
    for one in found:
        seal = _sealed(one.name, readers, now)
        Source.objects.filter(pk=one.pk).update(name="", naming=Naming.RESTRICTED, claimant=None, seal=seal)
        JournalEntry.objects.write(
            kind=JournalKind.SOURCE_SEALED, subject=one, after={"naming": Naming.RESTRICTED}, actor=editor
        )
    source.refresh_from_db()
    return source


def _restrict(evidence: Evidence, readers: Sequence[User], editor: User, now: datetime) -> None:
    Evidence.objects.filter(pk=evidence.pk).update(
        visibility=Visibility.RESTRICTED, note="", seal=_sealed(evidence.note, readers, now)
    )
    JournalEntry.objects.write(
        kind=JournalKind.EVIDENCE_EDITED,
        subject=evidence,
        claim=evidence.claim,
        after={"visibility": Visibility.RESTRICTED},
        actor=editor,
    )


def _sealed(words: str, readers: Sequence[User], now: datetime) -> Seal:
    return Seal.objects.keep(
        words.encode(), media_type="text/plain", readers=readers, sealing_keys=settings.SEALING_KEYS, now=now
    )
