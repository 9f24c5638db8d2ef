"""Our published fact-checks of a claim."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.identifiers import PublicIdentity
from claims.models.ratings import Rating


class ClaimReviewQuerySet(models.QuerySet["ClaimReview"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class ClaimReview(PublicIdentity):
    """A published check (schema.org ClaimReview): several per claim, one standing per address."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reviews", verbose_name=_("claim"))
    url = models.URLField(_("address"), max_length=2000)
    headline = models.CharField(_("headline"), max_length=300)
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    published_on = models.DateField(_("published on"))
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="reviews", verbose_name=_("rating"))
    created_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = ClaimReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("published review")
        verbose_name_plural = _("published reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["url"], condition=Q(withdrawn_at=None), name="one_standing_review_per_address"
            )
        ]

    def __str__(self) -> str:
        return self.headline
