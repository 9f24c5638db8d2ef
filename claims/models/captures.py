"""What an editor supplies instead of a web page."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.bodies import Body
from claims.models.history import HistoryQuerySet, HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.seals import Seal
from claims.models.users import User
from claims.vocabulary import CaptureKind, Precision, Visibility


class CaptureQuerySet(HistoryQuerySet["Capture"]):
    def visible_to(self, user: User) -> Self:
        return self.exclude(pk__in=Capture.objects.sealed_from(user).values("pk"))

    def sealed_from(self, user: User | None) -> Self:
        """Those sealed for others, and those that are evidence restricted to others and none in the open.

        For None those that are restricted to anybody.
        """
        others = Seal.objects.closed_to(user)
        bearing = others.filter(evidence__capture__isnull=False).values("evidence__capture")
        in_the_open = Capture.objects.filter(
            evidence__visibility__in=[Visibility.PUBLIC, Visibility.DESK], evidence__withdrawn_at=None
        )
        restricted = Q(pk__in=bearing) & ~Q(pk__in=in_the_open.values("pk"))
        return self.filter(Q(seal__in=others.values("pk")) | restricted)


class Capture(HistoryRow, PublicIdentity):
    """A file, picture, video, pasted or typed text or phone note; sealed when it would put somebody at risk.

    A sealed capture says nothing here: what it shows and where it was made are inside the seal.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=CaptureKind)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="captures")
    seal = models.OneToOneField(Seal, models.PROTECT, null=True, blank=True, related_name="capture")
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    media_type = models.CharField(_("media type"), max_length=100)
    shows = models.TextField(_("what it is said to show"), blank=True)
    place = models.CharField(_("where it was made"), max_length=200, blank=True)
    shot_at = models.DateTimeField(_("when it was made"), null=True, blank=True)
    shot_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.UNKNOWN)
    shot_zone = models.CharField(_("zone"), max_length=60, default="UTC")
    url = models.URLField(_("address it was copied from"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="captures", verbose_name=_("by"))
    recorded_at = models.DateTimeField(_("recorded"))

    objects = CaptureQuerySet.as_manager()  # type: ignore[misc]  # narrower than every history row's

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        constraints = [
            models.CheckConstraint(
                condition=Q(body=None, seal__isnull=False) | Q(body__isnull=False, seal=None),
                name="capture_is_open_or_sealed",
            ),
            models.CheckConstraint(
                condition=Q(seal=None) | Q(file_name="", shows="", place="", url="", shot_at=None),
                name="sealed_capture_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.shows[:80] or self.get_kind_display()
