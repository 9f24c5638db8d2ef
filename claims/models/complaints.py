"""Complaints about a claim, and what we answered."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.journal import JournalEntry
from claims.models.seals import Seal
from claims.models.users import User


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def open(self) -> Self:
        return self.filter(~Exists(ComplaintAnswer.objects.filter(complaint=OuterRef("pk"))))

    def answered(self) -> Self:
        return self.filter(Exists(ComplaintAnswer.objects.filter(complaint=OuterRef("pk"))))

    def visible_to(self, user: object) -> Self:
        """Complaints about claims that this person of the newsroom may see; nobody else sees any."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(claim__in=Claim.objects.visible_to(user))


class Complaint(PublicIdentity):
    """What somebody says is wrong with a claim. How to reach them is sealed; their words are in no journal text."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="complaints", verbose_name=_("claim"))
    complainant = models.CharField(
        _("who complained"), max_length=200, blank=True, help_text=_("Empty: they are anonymous.")
    )
    statement = models.TextField(_("what they say is wrong"))
    seal = models.OneToOneField(Seal, models.PROTECT, null=True, blank=True, related_name="complaint", editable=False)
    received_at = models.DateTimeField(_("received"))
    received_zone = models.CharField(_("zone"), max_length=60, default="UTC")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="complaints", editable=False)
    created_at = models.DateTimeField(_("recorded"), editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        indexes = [models.Index(fields=["-received_at"], name="complaint_by_time")]
        constraints = [models.CheckConstraint(condition=~Q(statement=""), name="complaint_has_a_statement")]

    def __str__(self) -> str:
        return self.statement if len(self.statement) <= 120 else self.statement[:119] + "…"


class ComplaintAnswer(HistoryRow, PublicIdentity):
    """What we answered, and the act that put it right. The newest holds; an earlier one stays readable."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="answers")
    answer = models.TextField(_("our answer"))
    led_to = models.ForeignKey(
        JournalEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaint_answers",
        verbose_name=_("the correction it led to"),
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="complaint_answers", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("answer to a complaint")
        verbose_name_plural = _("answers to complaints")
        constraints = [models.CheckConstraint(condition=~Q(answer=""), name="complaint_answer_says_something")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.recorded_at}"
