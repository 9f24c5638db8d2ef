"""The wording of verdicts: data, never an enumeration."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims.models import rating_scales, rating_wordings
from claims.models.identifiers import PublicIdentity
from claims.vocabulary import Outcome, RatingScaleKind


class RatingQuerySet(models.QuerySet["Rating"]):
    def choosable(self, *, held: int | None) -> Self:
        """Those for new verdicts, and the one that a claim holds already: a typo in its verdict must be mended."""
        return self.filter(Q(retired_at=None) | Q(pk=held))


class RatingScale(PublicIdentity):
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(pgettext_lazy("kind of claim", "for"), max_length=20, choices=RatingScaleKind)

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")

    def __str__(self) -> str:
        return rating_wordings.SCALES.get(get_language() or "", {}).get(self.name, self.name)


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
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"), default=0)
    # Label and explanation by language code.
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    # It stays on the verdicts that have it.
    retired_at = models.DateTimeField(_("not for new verdicts since"), null=True, blank=True, editable=False)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="one_rating_of_a_slug_per_scale"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="rating_outcome_is_known"),
        ]

    def __str__(self) -> str:
        return self.worded(get_language() or self.language)[0]

    def may_be_given(self, *, held: int | None) -> bool:
        """The object form of `Rating.objects.choosable`."""
        return self.retired_at is None or self.pk == held

    def worded(self, language: str) -> tuple[str, str]:
        """Label and explanation in a language, or a dialect's ("de" for "de-at"); else as the newsroom wrote them."""
        tongue = language.split("-", maxsplit=1)[0]
        told = self.translations.get(language) or self.translations.get(tongue)
        if told:
            return told.get("label") or self.label, told.get("explanation") or self.explanation
        ours = rating_wordings.RATINGS.get(tongue, {}).get(self.label)
        return ours if ours and self._says_what_we_ship() else (self.label, self.explanation)

    def _says_what_we_ship(self) -> bool:
        return (self.label, self.explanation) in rating_scales.SHIPPED
