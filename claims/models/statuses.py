"""How a claim's verification status changed, when, why, by whom and on what evidence."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.claims import Claim, Criterion
from claims.models.evidence import Evidence
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.ratings import Rating
from claims.models.users import User
from claims.vocabulary import ChangeType, Precision, VerificationStatus

NEEDS_EVIDENCE = [VerificationStatus.SETTLED, VerificationStatus.DISPUTED, VerificationStatus.CORROBORATED]


class StatusChange(HistoryRow, PublicIdentity):
    """One change. `effective_at`: since when it was so in the world; `recorded_at`: when we knew."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="status_changes", verbose_name=_("claim"))
    from_status = models.CharField(pgettext_lazy("former status", "from"), max_length=20, choices=VerificationStatus)
    to_status = models.CharField(_("to"), max_length=20, choices=VerificationStatus)
    rating = models.ForeignKey(
        Rating, models.PROTECT, null=True, blank=True, related_name="status_changes", verbose_name=_("rating")
    )
    effective_at = models.DateTimeField(_("since when"))
    effective_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.DAY)
    effective_zone = models.CharField(_("zone"), max_length=60, default="UTC")
    reason = models.TextField(_("reason"))
    change_type = models.CharField(_("why it changes"), max_length=20, choices=ChangeType, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_changes",
        verbose_name=_("deciding evidence"),
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, blank=True, related_name="status_changes")
    by = models.ForeignKey(User, models.PROTECT, related_name="status_changes", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))
    is_imported = models.BooleanField(_("imported"), default=False)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        indexes = [models.Index(fields=["claim", "-effective_at", "-number"], name="status_change_current_first")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="status_change_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(to_status=VerificationStatus.SETTLED) | Q(rating__isnull=False),
                name="settled_has_a_rating",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(to_status=VerificationStatus.SETTLED), name="only_settled_has_a_rating"
            ),
            models.CheckConstraint(
                condition=~Q(to_status__in=NEEDS_EVIDENCE) | Q(evidence__isnull=False), name="verdicts_have_evidence"
            ),
            models.CheckConstraint(
                condition=~Q(from_status=VerificationStatus.SETTLED) | ~Q(change_type=""),
                name="leaving_settled_says_why",
            ),
            models.CheckConstraint(
                condition=Q(change_type__in=[ChangeType.CORRECTION, ChangeType.REFILE], corrects__isnull=False)
                | (~Q(change_type__in=[ChangeType.CORRECTION, ChangeType.REFILE]) & Q(corrects=None)),
                name="corrections_name_what_they_correct",
            ),
            models.CheckConstraint(
                condition=Q(to_status__in=VerificationStatus.values), name="status_change_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.get_from_status_display()} → {self.get_to_status_display()}"


class StatusChangeEvidence(HistoryRow):
    """The rest of the evidence behind a status change, beside the deciding one."""

    status_change = models.ForeignKey(StatusChange, models.PROTECT, related_name="further_evidence")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="supported_changes")
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("evidence of a status change")
        verbose_name_plural = _("evidence of status changes")
        constraints = [
            models.UniqueConstraint(fields=["status_change", "evidence"], name="evidence_once_per_status_change")
        ]

    def __str__(self) -> str:
        return f"{self.status_change_id} {self.evidence_id}"
