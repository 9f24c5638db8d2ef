"""One numbered row for every act: the history page, the version, the change feed and "as of" all read it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.captures import Capture
from claims.models.claims import Claim, sees_drafts
from claims.models.clock import database_now
from claims.models.contacts import ContactAttempt
from claims.models.derivations import Derivation
from claims.models.evidence import Evidence, StanceReading
from claims.models.history import HistoryQuerySet, HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.sealed_notes import SealedNote
from claims.models.seals import Seal
from claims.models.sources import Source
from claims.models.suggestions import Suggestion
from claims.models.users import User
from claims.vocabulary import OF_PEOPLE, JournalKind, Visibility

BEARING_ON_A_VERDICT = (
    JournalKind.CLAIM_EDITED,
    JournalKind.APPEARANCE_RECORDED,
    JournalKind.APPEARANCE_EDITED,
    JournalKind.APPEARANCE_WITHDRAWN,
    JournalKind.CRITERION_RECORDED,
    JournalKind.CRITERION_WITHDRAWN,
    JournalKind.EVIDENCE_RECORDED,
    JournalKind.EVIDENCE_EDITED,
    JournalKind.EVIDENCE_WITHDRAWN,
    JournalKind.STANCE_READ,
    JournalKind.STATUS_CHANGED,
)

# Any number will do, as long as nothing else locks it: "said" in ASCII.
JOURNAL_LOCK = 0x73616964
# An import of all rows at once holds the lock for seconds: longer than anybody should wait for a row.
LONGEST_WAIT = "14s"
TAKE_THE_LOCK = (
    "WITH usual AS MATERIALIZED (SELECT current_setting('lock_timeout') AS wait) SELECT "
    "set_config('lock_timeout', %s, true), pg_advisory_xact_lock(%s), set_config('lock_timeout', usual.wait, true) "
    "FROM usual"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A number and a time, given under the journal's lock: they belong to one act and end with its transaction."""

    number: int
    recorded_at: datetime
    previous: str
    is_imported: bool


@dataclass(frozen=True, slots=True)
class Act:
    """What is written down of one act; its number comes with the journal's lock."""

    kind: JournalKind
    subject: PublicIdentity
    claim: Claim | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


class JournalQuerySet(HistoryQuerySet["JournalEntry"]):
    def be_only_writer(self) -> None:
        """Wait for whoever writes an act, and be the only one who does until the transaction ends."""
        if not connection.in_atomic_block:
            raise RuntimeError("the journal's lock lives in a transaction: use transaction.atomic")
        # SQLite's transactions begin IMMEDIATE: whoever writes is alone already.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(TAKE_THE_LOCK, [LONGEST_WAIT, JOURNAL_LOCK])

    def stamp(self, *, imported_at: datetime | None = None) -> Stamp:
        """Take the journal's lock until the transaction ends, and the next number with it.

        A number given under the lock is visible before any later one, so a reader who asks for what came after N
        misses nothing. `imported_at` keeps the earlier time of an imported row.
        """
        self.be_only_writer()
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
        act = Act(kind, subject, claim, before or {}, after or {}, reason)
        (entry,) = self.write_all([act], actor=actor, stamp=stamp)
        return entry

    def write_all(self, acts: Iterable[Act], *, actor: User | None, stamp: Stamp | None = None) -> "list[JournalEntry]":
        """As `write`, for acts that happen together: an entry each, numbered in their order from the stamp's number."""
        return self.record_all(self._entries(acts, actor, stamp or self.stamp()))

    def _entries(self, acts: Iterable[Act], actor: User | None, stamp: Stamp) -> "Iterator[JournalEntry]":
        clock_at = stamp.recorded_at if not stamp.is_imported else database_now()
        previous = stamp.previous
        for number, act in enumerate(acts, start=stamp.number):
            entry = self.model(
                number=number,
                previous=previous,
                clock_at=clock_at,
                kind=act.kind,
                subject_type=str(act.subject._meta.model_name),
                subject_id=act.subject.public_id,
                claim=act.claim,
                before=_plain(act.before),
                after=_plain(act.after),
                actor=actor,
                reason=act.reason,
                recorded_at=stamp.recorded_at,
                is_imported=stamp.is_imported,
            )
            entry.digest = previous = entry.content_digest()
            yield entry

    def after(self, number: int) -> Self:
        return self.filter(number__gt=number).order_by("number")

    def bearing_on_a_verdict(self) -> Self:
        """What somebody who judges a claim must have seen of it."""
        return self.filter(kind__in=BEARING_ON_A_VERDICT)

    def last_bearing_on(self, claim: Claim) -> int:
        """The number up to which a judge of the claim has read; 0 before anything happened."""
        newest = self.filter(claim=claim).bearing_on_a_verdict().order_by("-number")
        return newest.values_list("number", flat=True).first() or 0

    def told_to(self, person: User) -> Self:
        """Without what is restricted to others, and without drafts and notes for those who see none."""
        told = self.exclude(_sealed_from(person)).exclude(claim__in=Claim.objects.hidden_from(person).values("pk"))
        return told if sees_drafts(person) else told.exclude(kind=JournalKind.STORY_NOTED)

    def sealed_from(self, person: User | None) -> Self:
        """What is restricted to others; for None, to anybody."""
        return self.filter(_sealed_from(person))

    def told(self) -> Self:
        """Without the entries that hold words about what was sealed after they were written."""
        evidence = Evidence.objects.filter(visibility=Visibility.RESTRICTED).values("public_id")
        readings = StanceReading.objects.filter(evidence__visibility=Visibility.RESTRICTED).values("public_id")
        return self.exclude(subject_type="evidence", subject_id__in=evidence, after__has_key="interest").exclude(
            subject_type="stancereading", subject_id__in=readings, after__has_key="stance"
        )

    def about(self, claim: Claim) -> Self:
        return self.filter(claim=claim).order_by("number")

    def of_people(self) -> Self:
        """How people come in and what they may: for those who manage them."""
        return self.filter(kind__in=OF_PEOPLE)

    def of_work(self) -> Self:
        """All the rest."""
        return self.exclude(kind__in=OF_PEOPLE)

    def newest_number_about(self, subject: PublicIdentity) -> int:
        """The number of the newest act on it, 0 for none: the version of what has no other."""
        rows = self.filter(subject_type=subject._meta.model_name, subject_id=subject.public_id)
        return rows.aggregate(newest=models.Max("number"))["newest"] or 0


class JournalEntry(HistoryRow, PublicIdentity):
    """One act: what was done to what, before and after, by whom and why. Each digest holds the one before it."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    previous = models.CharField(max_length=64, blank=True)
    kind = models.CharField(_("act"), max_length=40, choices=JournalKind)
    subject_type = models.CharField(_("what"), max_length=40)
    subject_id = models.UUIDField(_("which"))
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="journal")
    before = models.JSONField(pgettext_lazy("former state", "before"), default=dict)
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
            models.Index(fields=["actor", "-number"], name="journal_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"


def _sealed_from(person: User | None) -> Q:
    """That an entry tells of something under a seal that this person does not open."""
    sealed, closed = Evidence.objects.sealed_from(person), Seal.objects.closed_to(person).values("pk")
    suggestions = Suggestion.objects.sealed_from(person)
    hidden = Q()
    for subject_type, rows in {
        "evidence": sealed,
        "stancereading": StanceReading.objects.filter(evidence__in=sealed),
        "suggestion": suggestions,
        "derivation": Derivation.objects.sealed_from(person),
        "capture": Capture.objects.sealed_from(person),
        "source": Source.objects.filter(seal__in=closed),
        "contactattempt": ContactAttempt.objects.filter(seal__in=closed),
        "sealednote": SealedNote.objects.filter(seal__in=closed),
    }.items():
        hidden |= Q(subject_type=subject_type, subject_id__in=rows.values("public_id"))
    # What was made together is untold together: one entry names several suggestions.
    made = {"article": suggestions.values("article__public_id"), "claim": suggestions.values("claim__public_id")}
    for subject_type, ids in made.items():
        hidden |= Q(kind=JournalKind.SUGGESTIONS_MADE, subject_type=subject_type, subject_id__in=ids)
    return hidden


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
