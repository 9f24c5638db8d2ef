"""Our published fact-checks of a claim."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.identifiers import PublicIdentity
from claims.models.ratings import Rating


class ClaimReview(PublicIdentity):
    """A published check (schema.org ClaimReview): several per claim, one per address."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reviews", verbose_name=_("claim"))
    url = models.URLField(_("address"), max_length=2000, unique=True)
    headline = models.CharField(_("headline"), max_length=300)
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    published_on = models.DateField(_("published on"))
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="reviews", verbose_name=_("rating"))
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("published review")
        verbose_name_plural = _("published reviews")

    def __str__(self) -> str:
        return self.headline
