"""The wording of verdicts: data, never an enumeration."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.identifiers import PublicIdentity
from claims.vocabulary import Outcome, RatingScaleKind


class RatingScale(PublicIdentity):
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("for"), max_length=20, choices=RatingScaleKind)

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")

    def __str__(self) -> str:
        return self.name


class Rating(PublicIdentity):
    """One step of a scale; `numeric_value` only where the labels are ordered."""

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="ratings", verbose_name=_("scale"))
    slug = models.SlugField(_("slug"), max_length=60)
    label = models.CharField(_("label"), max_length=60)
    explanation = models.CharField(_("explanation"), max_length=300, blank=True)
    colour = models.CharField(_("colour"), max_length=7, default="#6b7280")
    language = models.CharField(_("language"), max_length=12, default="en")
    numeric_value = models.SmallIntegerField(_("numeric value"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="one_rating_of_a_slug_per_scale"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="rating_outcome_is_known"),
        ]

    def __str__(self) -> str:
        return self.label
