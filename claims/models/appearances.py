"""Where and when a claim was said or carried."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.analysis import told_times
from claims.analysis.quotations import Anchor
from claims.models.articles import Revision
from claims.models.captures import Capture
from claims.models.claimants import Claimant
from claims.models.claims import Claim
from claims.models.identifiers import PublicIdentity
from claims.models.outlets import Outlet
from claims.vocabulary import AppearanceRole, Channel, Hedge, Precision


class Appearance(PublicIdentity):
    """One time a claim was said, relayed, denied or implied; one of a claim's appearances is the first."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances", verbose_name=_("claim"))
    claimant = models.ForeignKey(
        Claimant, models.PROTECT, null=True, blank=True, related_name="appearances", verbose_name=_("claimant")
    )
    role = models.CharField(_("role"), max_length=10, choices=AppearanceRole, default=AppearanceRole.SAID)
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, related_name="appearances", verbose_name=_("outlet")
    )
    url = models.URLField(_("address"), max_length=2000, blank=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel, default=Channel.WEB)
    # What it was read in. The quotation is anchored there as a W3C TextQuoteSelector: exact, prefix, suffix.
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="appearances")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="appearances")
    quotation = models.TextField(_("quotation"), blank=True)
    quotation_prefix = models.CharField(max_length=200, blank=True)
    quotation_suffix = models.CharField(max_length=200, blank=True)
    quotation_start = models.IntegerField(default=-1)
    hedge = models.CharField(
        _("how certain they sounded"),
        max_length=20,
        choices=Hedge,
        blank=True,
        help_text=_("Empty: nobody has looked."),
    )
    appeared_at = models.DateTimeField(_("when"), null=True, blank=True)
    appeared_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.DAY)
    appeared_zone = models.CharField(_("zone"), max_length=60, default="UTC")
    is_first = models.BooleanField(_("first appearance"), default=False)
    created_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(is_first=True, withdrawn_at=None),
                name="one_first_appearance_per_claim",
            ),
            models.CheckConstraint(condition=Q(role__in=AppearanceRole.values), name="appearance_role_is_known"),
            models.CheckConstraint(
                condition=~Q(claimant=None) | Q(role=AppearanceRole.IMPLIED),
                name="only_headlines_imply_without_claimant",
            ),
        ]

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.quotation, self.quotation_prefix, self.quotation_suffix, self.quotation_start)

    def __str__(self) -> str:
        day = f", {told_times.day(self.appeared_at)}" if self.appeared_at else ""
        return f"{self.get_role_display()}{day}"
