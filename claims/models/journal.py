"""One numbered row for every act: the history page, the version, the change feed and "as of" all read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.clock import database_now
from claims.models.history import HistoryQuerySet, HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.users import User
from claims.vocabulary import JournalKind

# Any number will do, as long as nothing else locks it: "said" in ASCII.
JOURNAL_LOCK = 0x73616964


@dataclass(frozen=True, slots=True)
class Stamp:
    """A number and a time, given under the journal's lock: they belong to one act and end with its transaction."""

    number: int
    recorded_at: datetime
    previous: str
    is_imported: bool


class JournalQuerySet(HistoryQuerySet["JournalEntry"]):
    def stamp(self, *, imported_at: datetime | None = None) -> Stamp:
        """Take the journal's lock until the transaction ends, and the next number with it.

        A number given under the lock is visible before any later one, so a reader who asks for what came after N
        misses nothing. `imported_at` keeps the earlier time of an imported row.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("a journal number lives in a transaction: use transaction.atomic")
        self._lock()
        last = self.order_by("-number").values("number", "digest", "clock_at").first()
        now = database_now()
        if last is not None:
            now = max(now, last["clock_at"])
        return Stamp(
            number=last["number"] + 1 if last else 1,
            recorded_at=imported_at or now,
            previous=last["digest"] if last else "",
            is_imported=imported_at is not None,
        )

    def write(
        self,
        *,
        kind: JournalKind,
        subject: PublicIdentity,
        claim: Claim | None = None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        actor: User | None = None,
        reason: str = "",
        stamp: Stamp | None = None,
    ) -> "JournalEntry":
        """Say what was done: the last statement of every act. An actor of None is the software itself."""
        stamp = stamp or self.stamp()
        return self.record(
            number=stamp.number,
            previous=stamp.previous,
            clock_at=stamp.recorded_at if not stamp.is_imported else database_now(),
            kind=kind,
            subject_type=subject._meta.model_name,
            subject_id=subject.public_id,
            claim=claim,
            before=_plain(before or {}),
            after=_plain(after or {}),
            actor=actor,
            reason=reason,
            recorded_at=stamp.recorded_at,
            is_imported=stamp.is_imported,
        )

    def after(self, number: int) -> Self:
        return self.filter(number__gt=number).order_by("number")

    def about(self, claim: Claim) -> Self:
        return self.filter(claim=claim).order_by("number")

    def _lock(self) -> None:
        # SQLite's transactions begin IMMEDIATE: whoever writes is alone already.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOURNAL_LOCK])


class JournalEntry(HistoryRow, PublicIdentity):
    """One act: what was done to what, before and after, by whom and why. Each digest holds the one before it."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    previous = models.CharField(max_length=64, blank=True)
    kind = models.CharField(_("act"), max_length=40, choices=JournalKind)
    subject_type = models.CharField(_("what"), max_length=40)
    subject_id = models.UUIDField(_("which"))
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="journal")
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="acts", verbose_name=_("by"))
    reason = models.TextField(_("reason"), blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    clock_at = models.DateTimeField(editable=False)
    is_imported = models.BooleanField(_("imported"), default=False)

    objects = JournalQuerySet.as_manager()  # type: ignore[misc]  # narrower than every history row's

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [
            models.Index(fields=["claim", "number"], name="journal_by_claim"),
            models.Index(fields=["subject_type", "subject_id"], name="journal_by_subject"),
            models.Index(fields=["kind", "number"], name="journal_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON reads them back, so that a digest made now equals one made from the stored row."""
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple):
        return [_plain_value(one) for one in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
