"""What bears on a claim, and what editors read in it."""

from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.analysis.quotations import Anchor
from claims.models.appearances import Appearance
from claims.models.articles import Article, Revision
from claims.models.captures import Capture
from claims.models.claims import Claim
from claims.models.contacts import ContactAttempt
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.seals import Seal
from claims.models.sources import Source
from claims.models.suggestions import Suggestion
from claims.models.users import User
from claims.models.watches import FollowUpCheck
from claims.vocabulary import Basis, Interest, Precision, Stance, Visibility

BEARERS = ("article", "capture", "appearance", "contact_attempt", "follow_up_check")


def exactly_one_bearer() -> Q:
    """Exactly one of the things that can bear on a claim is named."""
    condition = Q()
    for chosen in BEARERS:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in BEARERS})
    return condition


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def public(self) -> Self:
        return self.filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: object) -> Self:
        """The list form of `permissions.may_see_evidence`: restricted rows only for those named in the seal."""
        if not isinstance(user, User) or not user.is_active:
            return self.public()
        return self.filter(~Q(visibility=Visibility.RESTRICTED) | Q(seal__in=user.seals.values("pk")))

    def sealed_from(self, user: User | None) -> Self:
        """The rest: restricted to others; for None, to anybody."""
        return self.filter(visibility=Visibility.RESTRICTED, seal__in=Seal.objects.closed_to(user).values("pk"))

    def changed(self) -> Self:
        """Standing, and its article changed in substance after what an editor now holds of it was read.

        That we read the same bytes better is no change.
        """
        read = StanceReading.objects.filter(evidence=OuterRef("pk")).order_by("-number")
        rows = self.standing().exclude(changed_in=None).annotate(newest_read=Subquery(read.values("revision")[:1]))
        return rows.filter(Q(newest_read=None) | Q(newest_read__lt=F("changed_in")))

    def unquoted(self) -> Self:
        """Changed so that the quotation stands there no longer."""
        return self.changed().exclude(unquoted_in=None)


class Evidence(PublicIdentity):
    """What bears on a claim: one article, capture, appearance, contact attempt or check, and the Source behind it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence", verbose_name=_("claim"))
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="evidence")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="evidence")
    appearance = models.ForeignKey(Appearance, models.PROTECT, null=True, blank=True, related_name="evidence")
    contact_attempt = models.ForeignKey(ContactAttempt, models.PROTECT, null=True, blank=True, related_name="evidence")
    follow_up_check = models.ForeignKey(FollowUpCheck, models.PROTECT, null=True, blank=True, related_name="evidence")
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, null=True, blank=True, related_name="evidence")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("source")
    )
    interest = models.CharField(_("interest"), max_length=20, choices=Interest, default=Interest.UNKNOWN)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis, default=Basis.UNKNOWN)
    shown_at = models.DateTimeField(_("the moment it shows"), null=True, blank=True)
    shown_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.DAY)
    shown_zone = models.CharField(_("zone"), max_length=60, default="UTC")
    visibility = models.CharField(_("visibility"), max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    note = models.TextField(_("note"), blank=True)
    seal = models.OneToOneField(Seal, models.PROTECT, null=True, blank=True, related_name="evidence", editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="evidence", editable=False)
    created_at = models.DateTimeField(_("recorded"), editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    # The newest revision that changed what it rests on, and the one in which its quotation is missing.
    changed_in = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="+", editable=False, db_index=False
    )
    unquoted_in = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="+", editable=False, db_index=False
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one piece", "evidence")
        verbose_name_plural = _("evidence")
        indexes = [
            models.Index(
                fields=["changed_in"],
                condition=Q(changed_in__isnull=False, withdrawn_at=None),
                name="evidence_changed",
            ),
            models.Index(
                fields=["seal", "suggestion"],
                condition=Q(visibility=Visibility.RESTRICTED),
                name="evidence_restricted",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=exactly_one_bearer(), name="evidence_is_exactly_one_thing"),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.RESTRICTED, seal__isnull=False, note="")
                | (~Q(visibility=Visibility.RESTRICTED) & Q(seal=None)),
                name="restricted_evidence_is_sealed",
            ),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="visibility_is_known"),
            models.UniqueConstraint(
                fields=["claim", "article"],
                condition=Q(withdrawn_at=None, article__isnull=False),
                name="one_evidence_per_claim_and_article",
            ),
            models.UniqueConstraint(
                fields=["claim", "contact_attempt"],
                condition=Q(withdrawn_at=None, contact_attempt__isnull=False),
                name="one_evidence_per_claim_and_contact_attempt",
            ),
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(withdrawn_at=None, suggestion__isnull=False),
                name="one_standing_evidence_per_suggestion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}"

    def bearer(self) -> models.Model | None:
        """The one thing that bears on the claim."""
        found: models.Model | None = next(
            (getattr(self, name) for name in BEARERS if getattr(self, f"{name}_id")), None
        )
        return found


class StanceReading(HistoryRow, PublicIdentity):
    """What an editor read in one revision or capture. A note about restricted evidence is in the evidence's seal."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="readings")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="readings")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance)
    headline_stance = models.CharField(_("stance of the headline"), max_length=10, choices=Stance, blank=True)
    quotation = models.TextField(_("quotation"), blank=True)
    quotation_prefix = models.CharField(max_length=200, blank=True)
    quotation_suffix = models.CharField(max_length=200, blank=True)
    quotation_start = models.IntegerField(default=-1)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="readings", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("stance reading")
        verbose_name_plural = _("stance readings")
        constraints = [
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="reading_stance_is_known"),
            models.CheckConstraint(
                condition=Q(headline_stance="") | ~Q(headline_stance=models.F("stance")),
                name="headline_stance_only_where_it_differs",
            ),
        ]

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.quotation, self.quotation_prefix, self.quotation_suffix, self.quotation_start)

    def __str__(self) -> str:
        return f"{self.evidence_id}: {self.get_stance_display()}"
