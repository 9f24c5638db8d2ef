"""Let many workers share rows that fall due: win the row, then work."""

import uuid
from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

MOST_ATTEMPTS = 3

Row = TypeVar("Row", bound="Leased", covariant=True)


class LeasedQuerySet(models.QuerySet[Row]):
    def due(self, now: datetime) -> Self:
        """Rows whose time has come and that nobody holds."""
        free = Q(lease_until=None) | Q(lease_until__lte=now)
        return self.filter(free, next_check_at__lte=now)

    def reserve(self, *, pk: int, now: datetime, lease: timedelta) -> uuid.UUID | None:
        """A fencing token when this call won the row, None when another worker did.

        A worker that dies leaves the row to others after `lease`; its late writes fail, for the token has changed.
        """
        token = uuid.uuid4()
        won = self.due(now).filter(pk=pk).update(lease_until=now + lease, lease_token=token)
        return token if won == 1 else None

    def win(self, *, now: datetime, lease: timedelta, token: uuid.UUID) -> list[int]:
        """The keys of those of these rows that nobody holds or wins at this moment; they carry the token then.

        Part of the caller's transaction. On SQLite writers wait for each other, so there is nothing to skip.
        What is won is due again when the lease ends: nobody who looks for due rows walks past all that are held.
        """
        free = self.due(now).order_by().select_for_update(skip_locked=True, of=("self",))
        won = list(free.values_list("pk", flat=True))
        until = now + lease
        values = {"lease_until": until, "lease_token": token, "next_check_at": until}
        self.model._default_manager.filter(pk__in=won).update(**values)
        return won

    def begin(self, *, pk: int, token: uuid.UUID) -> bool:
        """Write down that work which may end the program starts now; False when the row is no longer held."""
        return self.held(pk=pk, token=token).update(attempts=F("attempts") + 1) == 1

    def held(self, *, pk: int, token: uuid.UUID) -> Self:
        """The row while this token still holds it: update through this, and a late worker changes nothing."""
        return self.filter(pk=pk, lease_token=token)


class Leased(models.Model):
    next_check_at = models.DateTimeField(_("next check"), null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    # Times that work on the row was begun since it was last finished: three in a row, and the row itself is the cause.
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
