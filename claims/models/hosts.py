"""Be polite to a host across all workers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.leases import Leased, LeasedQuerySet


class HostQuerySet(LeasedQuerySet["Host"]):
    pass


class Host(Leased):
    """One request at a time per host: `next_check_at` is when the next request may start."""

    name = models.CharField(_("host"), max_length=300, unique=True)

    objects = HostQuerySet.as_manager()

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return self.name
