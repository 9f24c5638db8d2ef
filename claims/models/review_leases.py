"""Who looks at which suggestion at this moment: a hint to colleagues, never a lock."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.suggestions import Suggestion
from claims.models.users import User


class ReviewLeaseQuerySet(models.QuerySet["ReviewLease"]):
    def held(self, now: datetime) -> Self:
        return self.filter(until__gt=now)


class ReviewLease(models.Model):
    """One row a person, mutable and outside the record. It ends by itself and keeps nobody from deciding."""

    person = models.OneToOneField(User, models.PROTECT, related_name="review_lease", verbose_name=_("person"))
    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="review_leases", verbose_name=_("suggestion")
    )
    until = models.DateTimeField(_("until"))

    objects = ReviewLeaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at a suggestion")
        verbose_name_plural = _("looks at suggestions")

    def __str__(self) -> str:
        return f"{self.person_id} → {self.suggestion_id}"
