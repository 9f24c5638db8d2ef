"""By which words a claim is found among the others, and whether it has been held against them as it reads now."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim

# With the sweep's rhythm, what a dead worker held is compared again within two minutes.
COMPARE_LEASE = timedelta(seconds=100)


class ClaimWordingQuerySet(models.QuerySet["ClaimWording"]):
    def worded(self, *, claim: Claim, number: int) -> None:
        """The claim, or who said it, reads differently since the act with this journal number."""
        self.update_or_create(claim=claim, defaults={"worded_number": number, "compared_with": ""})

    def uncompared(self, model_version: str) -> Self:
        """Wordings that were not held against the other claims yet, or with another table of words."""
        # Two ranges of one index; "not equal" would read every row at each sweep.
        return self.filter(Q(compared_with__lt=model_version) | Q(compared_with__gt=model_version))

    def awaiting_comparison(self, model_version: str, now: datetime) -> Self:
        """Uncompared ones that nobody is at; a worker that died leaves its claim to others."""
        nobody = Q(compare_attempted_at=None) | Q(compare_attempted_at__lte=now - COMPARE_LEASE)
        return self.uncompared(model_version).filter(nobody)


class ClaimWording(models.Model):
    """Kept apart so that comparing never touches the editors' version of the claim."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="wording", verbose_name=_("claim"))
    worded_number = models.PositiveBigIntegerField(editable=False)
    # The version of the model by which it was compared as it reads now; empty since it was reworded.
    compared_with = models.CharField(max_length=80, blank=True, editable=False)
    compare_attempted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ClaimWordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        indexes = [models.Index(fields=["compared_with"], name="wording_by_comparison")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.worded_number}"


class ClaimWordQuerySet(models.QuerySet["ClaimWord"]):
    def replace(self, *, claim_id: int, roots: Iterable[str]) -> None:
        """The roots by which the claim is found from now on."""
        self.filter(claim_id=claim_id).delete()
        self.bulk_create([ClaimWord(claim_id=claim_id, root=root) for root in roots])


class ClaimWord(models.Model):
    """One of the rarest roots of a claim: operational, made anew from the claim's text at any time."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="words", verbose_name=_("claim"))
    root = models.CharField(_("root"), max_length=60)

    objects = ClaimWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of a claim")
        verbose_name_plural = _("words of claims")
        constraints = [models.UniqueConstraint(fields=["root", "claim"], name="one_root_once_per_claim")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.root}"
