"""Be polite to a host across all workers."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.leases import Leased, LeasedQuerySet

ROBOTS_LAST = timedelta(hours=24)


class HostQuerySet(LeasedQuerySet["Host"]):
    pass


class Host(Leased):
    """One request at a time per host: `next_check_at` is when the next request may start."""

    name = models.CharField(_("host"), max_length=300, unique=True)
    robots_text = models.TextField("robots.txt", blank=True)
    robots_read_at = models.DateTimeField(_("robots.txt read"), null=True, blank=True)
    delay_seconds = models.FloatField(_("pause it asks for, in seconds"), default=0)

    objects = HostQuerySet.as_manager()

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def knows_robots(self, now: datetime) -> bool:
        """Whether its robots.txt was read in the last day (RFC 9309 wants no longer)."""
        return self.robots_read_at is not None and now - self.robots_read_at < ROBOTS_LAST

    def __str__(self) -> str:
        return self.name
