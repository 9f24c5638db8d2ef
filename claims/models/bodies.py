"""The bytes or the text with a given SHA-256, stored once, beside the record and never in it."""

import hashlib
import zlib
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyDestroyed(Exception):
    """The content was redacted."""


class BodyQuerySet(models.QuerySet["Body"]):
    def keep(self, content: bytes, *, media_type: str, now: datetime) -> "Body":
        """The one row for this content; written when it is new."""
        sha256 = hashlib.sha256(content).hexdigest()
        known = self.filter(sha256=sha256).first()
        if known is not None:
            return known
        values = {
            "size": len(content),
            "media_type": media_type[:100],
            "compressed": zlib.compress(content, level=6),
            "created_at": now,
        }
        return self.get_or_create(sha256=sha256, defaults=values)[0]


class Body(models.Model):
    """Content by digest. A chief can destroy the content; the row and its digest stay."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=100)
    compressed = models.BinaryField(null=True, blank=True)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("stored bytes", "body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.CheckConstraint(
                condition=Q(compressed=None, destroyed_at__isnull=False)
                | Q(compressed__isnull=False, destroyed_at=None),
                name="body_is_here_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    def content(self) -> bytes:
        """The bytes as kept. Raises BodyDestroyed after a redaction."""
        if self.compressed is None:
            raise BodyDestroyed(self.sha256)
        return zlib.decompress(bytes(self.compressed))

    def text(self) -> str:
        return self.content().decode("utf-8", errors="replace")

    @property
    def kept_text(self) -> str | None:
        """The text, None when it was destroyed."""
        return None if self.compressed is None else self.text()
