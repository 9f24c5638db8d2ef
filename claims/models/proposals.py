"""Statuses that one editor proposed, and what a second made of each."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim, Criterion
from claims.models.evidence import Evidence
from claims.models.history import HistoryQuerySet, HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.journal import JournalEntry
from claims.models.ratings import Rating
from claims.models.statuses import NEEDS_EVIDENCE, StatusChange
from claims.models.users import User
from claims.vocabulary import ChangeType, Precision, ProposalAct, VerificationStatus


class ProposalQuerySet(HistoryQuerySet["StatusProposal"]):
    def open(self) -> Self:
        """Proposals on which nobody has decided."""
        return self.filter(decision=None)

    def visible_to(self, user: object) -> Self:
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def with_staleness(self) -> Self:
        """Each with `is_stale`: something that bears on the verdict happened to the claim since."""
        since = JournalEntry.objects.filter(claim=OuterRef("claim"), number__gt=OuterRef("number"))
        return self.annotate(is_stale=Exists(since.bearing_on_a_verdict()))


class StatusProposal(HistoryRow, PublicIdentity):
    """A status change that waits for a second editor: the same words, on the same evidence."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="proposals", verbose_name=_("claim"))
    to_status = models.CharField(_("to"), max_length=20, choices=VerificationStatus)
    rating = models.ForeignKey(
        Rating, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("rating")
    )
    effective_at = models.DateTimeField(_("since when"))
    effective_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.DAY)
    effective_zone = models.CharField(_("zone"), max_length=60, default="UTC")
    reason = models.TextField(_("reason"))
    change_type = models.CharField(_("why it changes"), max_length=20, choices=ChangeType, blank=True)
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("deciding evidence"),
    )
    further_evidence = models.JSONField(_("further evidence"), default=list, blank=True)
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, blank=True, related_name="proposals")
    fewer_sources_because = models.TextField(_("why fewer sources are enough"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="proposals", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    objects = ProposalQuerySet.as_manager()  # type: ignore[misc]  # narrower than every history row's

    class Meta:
        verbose_name = _("proposed status")
        verbose_name_plural = _("proposed statuses")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_has_a_reason"),
            models.CheckConstraint(
                condition=Q(to_status=VerificationStatus.SETTLED, rating__isnull=False)
                | (~Q(to_status=VerificationStatus.SETTLED) & Q(rating=None)),
                name="proposed_verdicts_and_only_they_are_rated",
            ),
            models.CheckConstraint(
                condition=~Q(to_status__in=NEEDS_EVIDENCE) | Q(evidence__isnull=False),
                name="proposed_verdicts_have_evidence",
            ),
            models.CheckConstraint(
                condition=Q(to_status__in=VerificationStatus.values), name="proposed_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: → {self.get_to_status_display()}"


class ProposalDecision(HistoryRow, PublicIdentity):
    """The one decision on a proposal: approved by the change it became, sent back, or taken back."""

    proposal = models.OneToOneField(StatusProposal, models.PROTECT, related_name="decision")
    act = models.CharField(_("act"), max_length=12, choices=ProposalAct)
    status_change = models.OneToOneField(
        StatusChange, models.PROTECT, null=True, blank=True, related_name="approval", verbose_name=_("status change")
    )
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="proposal_decisions", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("decision on a proposed status")
        verbose_name_plural = _("decisions on proposed statuses")
        constraints = [
            models.CheckConstraint(condition=Q(act__in=ProposalAct.values), name="proposal_act_is_known"),
            models.CheckConstraint(
                condition=Q(act=ProposalAct.APPROVED, status_change__isnull=False)
                | (~Q(act=ProposalAct.APPROVED) & Q(status_change=None) & ~Q(reason="")),
                name="approval_is_a_change_and_all_else_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.get_act_display()}"
