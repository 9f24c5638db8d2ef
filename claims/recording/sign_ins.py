"""Write down who came in, who was kept out, and what locks whom out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.client_addresses import neighbourhood
from claims.models import JournalEntry, SignIn, User
from claims.models.sign_ins import Visitor
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Lock


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures lock a name or an address, and for how long; they count for as long, too."""

    per_name: int
    per_address: int
    lasts: timedelta


@transaction.atomic
def admit(*, visitor: Visitor, user: User, session_key: str, means: str, now: datetime) -> SignIn:
    """A session begins. What this person got wrong from here before is forgiven; what is long past is deleted."""
    SignIn.objects.past(now).delete()
    SignIn.objects.failed().filter(name_hash=visitor.name_hash, network=visitor.network).update(forgiven_at=now)
    row = _row(visitor, now, user=user, session_key=session_key, last_seen_at=now)
    JournalEntry.objects.write(
        kind=JournalKind.SIGNED_IN,
        subject=row,
        after={"person": user.username, "by": means},
        actor=user,
    )
    return row


@transaction.atomic
def refuse(*, visitor: Visitor, means: str, patience: Patience, now: datetime) -> SignIn:
    """A failure. Its `lock` says whether it was one too many."""
    row = _row(visitor, now, user=visitor.user)
    person = visitor.user.username if visitor.user else ""
    told = {"person": person} if person else {"name_is_known": False}
    JournalEntry.objects.write(kind=JournalKind.SIGN_IN_FAILED, subject=row, after={**told, "by": means})
    lock = _lock(visitor, patience, now)
    if lock:
        row.lock, row.locked_until = lock, now + patience.lasts
        row.save(update_fields=["lock", "locked_until"])
        locked = told if lock == Lock.NAME else {"network": neighbourhood(visitor.address)}
        JournalEntry.objects.write(
            kind=JournalKind.SIGN_IN_LOCKED, subject=row, after={**locked, "until": row.locked_until}
        )
    return row


def _row(visitor: Visitor, now: datetime, **values: object) -> SignIn:
    return SignIn.objects.create(
        name_hash=visitor.name_hash,
        address=visitor.address,
        network=visitor.network,
        device=visitor.device,
        started_at=now,
        **values,
    )


def _lock(visitor: Visitor, patience: Patience, now: datetime) -> Lock | None:
    failures = SignIn.objects.failures(visitor, since=now - patience.lasts)
    of_name = failures.by_both if SignIn.objects.is_usual(visitor, now) else failures.by_name
    if of_name >= patience.per_name:
        return Lock.NAME
    return Lock.NETWORK if failures.by_network >= patience.per_address else None


@transaction.atomic
def unlock(*, lock: SignIn, editor: User | None, now: datetime) -> None:
    """Let a person or an address try again at once. Raises NotAllowed, or Refused when nothing is locked there.

    An editor of None is the operator at the command line.
    """
    if editor is not None and not permissions.may_manage_people(editor):
        raise NotAllowed(_("Only a chief unlocks somebody."))
    of_name = lock.lock == Lock.NAME
    same = SignIn.objects.filter(name_hash=lock.name_hash) if of_name else SignIn.objects.filter(network=lock.network)
    if not same.locking(now).filter(lock=lock.lock).exists():
        raise Refused(_("Nothing is locked here any more."))
    # All failures, not only the last: the next wrong letter would lock again.
    same.failed().update(forgiven_at=now)
    person = lock.user.username if lock.user else ""
    unlocked = {"person": person} if of_name else {"network": neighbourhood(lock.address)}
    JournalEntry.objects.write(kind=JournalKind.SIGN_IN_UNLOCKED, subject=lock, after=unlocked, actor=editor)
