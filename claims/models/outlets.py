"""Publishers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.identifiers import PublicIdentity
from claims.models.merging import SluggedQuerySet


class OutletQuerySet(SluggedQuerySet["Outlet"]):
    pass


class Outlet(PublicIdentity):
    """A publisher, whatever it publishes in."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    homepage = models.URLField(_("home page"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="outlet_is_not_merged_into_itself"
            )
        ]

    @property
    def survivor(self) -> "Outlet":
        """Who answers for it: itself, or the one it was merged into, which is loaded with it."""
        return self.merged_into or self

    def __str__(self) -> str:
        return self.name
