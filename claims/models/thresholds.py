"""From which probability on a suggestion is stored, shown and called strong: every set that a chief adopted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.analysis.thresholds import Thresholds
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.users import User


class MatchThresholds(HistoryRow, PublicIdentity):
    """One adoption, with the figures it was adopted for. The newest holds, also after a restart."""

    silent = models.FloatField(_("stored from"))
    show = models.FloatField(_("shown from"))
    strict = models.FloatField(_("strong from"))
    figures = models.JSONField(_("figures it rests on"), default=dict)
    model_version = models.CharField(_("model"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="adopted_thresholds", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("thresholds of matching")
        verbose_name_plural = _("thresholds of matching")
        constraints = [
            models.CheckConstraint(
                condition=Q(silent__gte=0, show__gte=F("silent"), strict__gte=F("show"), strict__lte=1),
                name="match_thresholds_are_probabilities_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.silent:g} / {self.show:g} / {self.strict:g}"

    @property
    def values(self) -> Thresholds:
        return Thresholds(silent=self.silent, show=self.show, strict=self.strict)
