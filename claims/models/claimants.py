"""Who asserts."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.identifiers import PublicIdentity
from claims.models.merging import SluggedQuerySet
from claims.vocabulary import ClaimantKind, Precision

KNOWN_TO = [(one.value, one.label) for one in (Precision.DAY, Precision.MONTH)]


class ClaimantQuerySet(SluggedQuerySet["Claimant"]):
    pass


class Claimant(PublicIdentity):
    """The person or body that asserted a claim; unnamed ones ("a senior US official") have no track record."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=ClaimantKind, default=ClaimantKind.PERSON)
    description = models.CharField(_("description"), max_length=300, blank=True)
    same_as = models.JSONField(
        _("same as"), default=list, blank=True, help_text=_("Addresses that identify the same person or body.")
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    objects = ClaimantQuerySet.as_manager()

    class Meta:
        verbose_name = _("claimant")
        verbose_name_plural = _("claimants")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ClaimantKind.values), name="claimant_kind_is_known"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="claimant_is_not_merged_into_itself"
            ),
        ]

    @property
    def survivor(self) -> "Claimant":
        """Who answers for it: itself, or the one it was merged into, which is loaded with it."""
        return self.merged_into or self

    def __str__(self) -> str:
        return self.name


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def of(self, claimant_ids: Iterable[int]) -> Self:
        """Whom these claimants spoke for, and whom those that were merged into them; the latest first."""
        theirs = list(claimant_ids)
        rows = self.standing().filter(Q(claimant__in=theirs) | Q(claimant__merged_into__in=theirs))
        return rows.select_related("claimant__merged_into", "organisation__merged_into").order_by(
            F("from_on").desc(nulls_last=True), "pk"
        )


class Affiliation(PublicIdentity):
    """Whom a claimant spoke for, and from when until when: from the first, until the last day of a month known only."""

    claimant = models.ForeignKey(Claimant, models.PROTECT, related_name="affiliations", verbose_name=_("claimant"))
    organisation = models.ForeignKey(Claimant, models.PROTECT, related_name="members", verbose_name=_("organisation"))
    position = models.CharField(_("position"), max_length=200, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    from_precision = models.CharField(_("precision"), max_length=10, choices=KNOWN_TO, default=Precision.DAY)
    until_on = models.DateField(_("until"), null=True, blank=True)
    until_precision = models.CharField(_("precision"), max_length=10, choices=KNOWN_TO, default=Precision.DAY)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="affiliation_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(claimant=F("organisation")), name="affiliation_is_with_another"),
        ]

    def __str__(self) -> str:
        return f"{self.claimant_id} – {self.position}"
