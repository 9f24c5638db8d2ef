"""The standing order to look again for a claim, and every finished look."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.leases import Leased, LeasedQuerySet
from claims.vocabulary import FollowUpOutcome

# The search providers have been asked since the watch came due.
IS_ASKED = Q(asked_at__gte=F("next_check_at"))


class ClaimWatchQuerySet(LeasedQuerySet["ClaimWatch"]):
    def open(self) -> "ClaimWatchQuerySet":
        """Watches whose claim is neither settled nor overtaken nor beyond checking."""
        # Asked for each watch in the order of its index: a list of all open claims would be made at every look.
        return self.filter(Exists(Claim.objects.open().filter(pk=OuterRef("claim_id"))))

    def overdue(self, now: datetime) -> "ClaimWatchQuerySet":
        """Open watches whose search should have run long ago, and that nobody has been told of."""
        return self.open().filter(late_since=None, late_at__lt=now)

    def unasked(self) -> "ClaimWatchQuerySet":
        """Watches for which the search providers have not been asked since they came due."""
        return self.filter(Q(asked_at=None) | Q(asked_at__lt=F("next_check_at")))

    def late(self) -> "ClaimWatchQuerySet":
        return self.exclude(late_since=None)


class ClaimWatch(Leased):
    """When a claim is searched next, kept apart so that checks never touch the editors' version of the claim."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="watch", verbose_name=_("claim"))
    last_checked_at = models.DateTimeField(_("last searched"), null=True, blank=True)
    # When a search that has not run by then is called late: some intervals after it was due.
    late_at = models.DateTimeField(null=True, blank=True, editable=False)
    late_since = models.DateTimeField(_("late since"), null=True, blank=True)
    last_revision_id = models.BigIntegerField(default=0)
    # What the search providers answered for the check to come: written down with it.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked = models.JSONField(default=list, editable=False)

    objects = ClaimWatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        indexes = [
            models.Index(
                fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="watch_by_next_check"
            ),
            models.Index(fields=["late_at"], condition=Q(late_since=None), name="watch_by_late"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}"


class FollowUpCheck(HistoryRow, PublicIdentity):
    """One finished "has anything followed?": what was searched, and what was found, or nothing."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="checks", verbose_name=_("claim"))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"))
    searched = models.JSONField(_("what was searched"), default=dict)
    found = models.PositiveIntegerField(_("suggestions found"), default=0)
    outcome = models.CharField(_("outcome"), max_length=10, choices=FollowUpOutcome)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("follow-up check")
        verbose_name_plural = _("follow-up checks")
        indexes = [models.Index(fields=["claim", "-finished_at"], name="follow_up_check_by_time")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.get_outcome_display()}"
