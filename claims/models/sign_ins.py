"""Attempts to come in: those that failed, and those that became sessions.

Addresses and devices are kept here, where they can be deleted, and never in the journal.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from claims.models.identifiers import PublicIdentity
from claims.models.users import User
from claims.vocabulary import Lock

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks to come in, as far as the request tells."""

    name_hash: str  # of the name that was typed: whoever types a password there leaves none with us
    user: User | None  # whose name it is
    address: str | None
    network: str
    device: str


@dataclass(frozen=True, slots=True)
class Failures:
    """How often somebody failed lately."""

    by_name: int
    by_network: int
    by_both: int


class SignInQuerySet(models.QuerySet["SignIn"]):
    def failed(self) -> Self:
        """Those that still count: neither a success nor a chief forgave them."""
        return self.filter(session_key=None, forgiven_at=None)

    def failures(self, visitor: Visitor, *, since: datetime) -> Failures:
        name, network = Q(name_hash=visitor.name_hash), Q(network=visitor.network) & ~Q(network="")
        counted = (
            self.failed()
            .filter(name | network, started_at__gt=since)
            .aggregate(
                by_name=Count("pk", filter=name),
                by_network=Count("pk", filter=network),
                by_both=Count("pk", filter=name & network),
            )
        )
        return Failures(**counted)

    def locking(self, now: datetime) -> Self:
        return self.failed().filter(locked_until__gt=now)

    def locking_out(self, visitor: Visitor, now: datetime) -> Self:
        """What keeps this visitor out. Failures elsewhere do not lock a person out of where they usually come from."""
        of_name = Q(lock=Lock.NAME, name_hash=visitor.name_hash)
        if self.is_usual(visitor, now):
            of_name &= Q(network=visitor.network)
        return self.locking(now).filter(of_name | Q(lock=Lock.NETWORK, network=visitor.network))

    def is_usual(self, visitor: Visitor, now: datetime) -> bool:
        """Whether this person came in from this network within the last 30 days."""
        if visitor.user is None or not visitor.network:
            return False
        came_in = self.filter(user=visitor.user, network=visitor.network, started_at__gt=now - KEPT_FOR)
        return came_in.exclude(session_key=None).exists()

    def running(self, *, age: timedelta, now: datetime) -> Self:
        """Sessions that are neither ended nor expired."""
        return self.exclude(session_key=None).filter(ended_at=None, last_seen_at__gt=now - age)

    def past(self, now: datetime) -> Self:
        """What need not be kept any longer."""
        return self.filter(started_at__lt=now - KEPT_FOR).filter(
            Q(last_seen_at=None) | Q(last_seen_at__lt=now - KEPT_FOR)
        )


class SignIn(PublicIdentity):
    """One attempt. A successful one is a session until it is ended."""

    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="sign_ins", verbose_name=_("person")
    )
    name_hash = models.CharField(max_length=64, editable=False)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    network = models.CharField(max_length=50, blank=True, editable=False)
    device = models.CharField(_("device"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("since"))
    session_key = models.CharField(max_length=40, null=True, unique=True, editable=False)
    last_seen_at = models.DateTimeField(_("last seen"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    lock = models.CharField(max_length=10, choices=Lock, blank=True)
    locked_until = models.DateTimeField(null=True)
    forgiven_at = models.DateTimeField(null=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        constraints = [
            models.CheckConstraint(
                condition=Q(session_key=None) | Q(user__isnull=False, last_seen_at__isnull=False),
                name="session_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(lock="", locked_until=None) | Q(lock__in=Lock.values, locked_until__isnull=False),
                name="lock_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["name_hash", "started_at"], name="sign_in_by_name"),
            models.Index(fields=["network", "started_at"], name="sign_in_by_network"),
            models.Index(fields=["user", "last_seen_at"], name="sign_in_by_user"),
            models.Index(fields=["started_at"], name="sign_in_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}"
