"""What was claimed."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.identifiers import PublicIdentity
from claims.models.ratings import Rating
from claims.models.stories import Story, Topic
from claims.models.users import User
from claims.vocabulary import (
    HAVE_DEADLINES,
    ClaimKind,
    Precision,
    Publication,
    ReviewCause,
    Role,
    VerificationStatus,
)

NO_DRAFTS = {Role.READER, Role.OPERATOR}


def sees_drafts(user: object) -> bool:
    return isinstance(user, User) and user.is_active and (user.is_superuser or user.role not in NO_DRAFTS)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def published(self) -> Self:
        return self.filter(publication=Publication.PUBLISHED)

    def visible_to(self, user: object) -> Self:
        """The list form of `permissions.may_see_claim`."""
        if not isinstance(user, User) or not user.is_active:
            return self.published()
        return self if sees_drafts(user) else self.exclude(publication=Publication.DRAFT)

    def hidden_from(self, user: object) -> Self:
        """What somebody of the desk may not see: drafts, for those who see none.

        They are few: what belongs to a claim is looked up in a list of them, where a join would read every row's claim.
        """
        return self.none() if sees_drafts(user) else self.filter(publication=Publication.DRAFT)

    def awaiting_release(self, now: datetime) -> Self:
        """Claims whose embargo has ended."""
        return self.filter(publication=Publication.INTERNAL, embargo_until__lte=now)

    def open(self) -> Self:
        """Claims that are still watched: neither settled nor overtaken nor beyond checking."""
        return self.filter(
            status__in=[VerificationStatus.UNVERIFIED, VerificationStatus.DISPUTED, VerificationStatus.CORROBORATED]
        )

    def past_deadline(self, now: datetime) -> Self:
        """Open promises and predictions whose time is over."""
        return self.open().filter(kind__in=HAVE_DEADLINES, speaks_about_until__lt=now)

    def to_look_at_again(self) -> Self:
        return self.exclude(review_wanted_at=None)


class Claim(PublicIdentity):
    """One checkable statement in neutral words.

    `status` and `rating` are copies that a database trigger keeps by rule 4; nothing else can set them.
    `version` counts the editors' changes, and a save that comes from an older version is refused.
    """

    slug = models.SlugField(_("slug"), max_length=100, unique=True, null=True, blank=True)
    story = models.ForeignKey(
        Story, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("story")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims", verbose_name=_("topics"))
    statement = models.TextField(_("statement"), help_text=_("One checkable statement, in neutral words."))
    quotation = models.TextField(_("quotation"), blank=True, help_text=_("The words as they were said."))
    kind = models.CharField(_("kind"), max_length=20, choices=ClaimKind, default=ClaimKind.FACT)
    language = models.CharField(_("language"), max_length=12, default="en")
    speaks_about_from = models.DateTimeField(_("speaks about, from"), null=True, blank=True)
    speaks_about_until = models.DateTimeField(_("speaks about, until"), null=True, blank=True)
    speaks_about_precision = models.CharField(
        _("precision of the period"), max_length=10, choices=Precision, default=Precision.DAY
    )
    speaks_about_zone = models.CharField(_("zone of the period"), max_length=60, default="UTC")
    notes = models.TextField(_("notes for the desk"), blank=True)

    status = models.CharField(
        _("status"),
        max_length=20,
        choices=VerificationStatus,
        default=VerificationStatus.UNVERIFIED,
        editable=False,
    )
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, editable=False, related_name="claims")

    publication = models.CharField(_("publication"), max_length=20, choices=Publication, default=Publication.INTERNAL)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    unpublished_reason = models.TextField(_("reason for unpublishing"), blank=True, editable=False)

    review_wanted_at = models.DateTimeField(_("queued for review"), null=True, blank=True, editable=False)
    review_wanted_because = models.CharField(_("queued because"), max_length=300, blank=True, editable=False)
    review_wanted_for = models.CharField(
        _("cause of the review"), max_length=20, choices=ReviewCause, null=True, blank=True, editable=False
    )

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="claims", editable=False)
    created_at = models.DateTimeField(_("recorded"), editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [
            models.Index(fields=["publication", "-created_at"], name="claim_by_publication"),
            models.Index(fields=["status", "-created_at"], name="claim_by_status"),
            models.Index(fields=["embargo_until"], condition=~Q(embargo_until=None), name="claim_by_embargo"),
            models.Index(fields=["review_wanted_at"], condition=~Q(review_wanted_at=None), name="claim_by_review"),
            models.Index(
                fields=["speaks_about_until"],
                condition=Q(kind__in=["prediction", "promise"], speaks_about_until__isnull=False),
                name="claim_by_deadline",
            ),
            models.Index(fields=["-created_at", "-id"], name="claim_by_age"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(statement=""), name="claim_has_a_statement"),
            models.CheckConstraint(condition=Q(kind__in=ClaimKind.values), name="claim_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=VerificationStatus.values), name="claim_status_is_known"),
            models.CheckConstraint(condition=Q(publication__in=Publication.values), name="claim_publication_is_known"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(status=VerificationStatus.SETTLED), name="only_settled_claims_are_rated"
            ),
            models.CheckConstraint(
                condition=~Q(publication=Publication.PUBLISHED) | ~Q(slug=None), name="published_claims_have_a_slug"
            ),
            models.CheckConstraint(
                condition=Q(speaks_about_from=None)
                | Q(speaks_about_until=None)
                | Q(speaks_about_until__gte=F("speaks_about_from")),
                name="period_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.statement if len(self.statement) <= 120 else self.statement[:119] + "…"


class Criterion(PublicIdentity):
    """What would settle a claim, written before the verdict."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="criteria", verbose_name=_("claim"))
    statement = models.TextField(_("what would settle it"))
    evidence_kind = models.CharField(_("kind of evidence"), max_length=200, blank=True)
    supplier = models.CharField(_("who could supply it"), max_length=200, blank=True)
    due_at = models.DateTimeField(_("by when"), null=True, blank=True)
    created_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [models.CheckConstraint(condition=~Q(statement=""), name="criterion_has_a_statement")]

    def __str__(self) -> str:
        return self.statement
