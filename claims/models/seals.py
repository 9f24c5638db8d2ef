"""Text and bytes that put somebody at risk: sealed, each with a key of its own that a chief can destroy."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.identifiers import PublicIdentity
from claims.models.users import User


class SealDestroyed(Exception):
    """The key was destroyed: nobody can read it again."""


class SealLocked(Exception):
    """None of the newsroom's sealing keys opens this seal's key."""


class SealQuerySet(models.QuerySet["Seal"]):
    def keep(
        self, content: bytes, *, media_type: str, readers: Iterable[User], sealing_keys: Sequence[bytes], now: datetime
    ) -> "Seal":
        """Seal `content` under a new key, itself wrapped by the first of the newsroom's sealing keys."""
        key = Fernet.generate_key()
        salt = os.urandom(16)
        seal = self.create(
            ciphertext=Fernet(key).encrypt(content),
            media_type=media_type,
            size=len(content),
            salt=salt,
            salted_digest=hashlib.sha256(salt + content).hexdigest(),
            created_at=now,
        )
        SealKey.objects.create(seal=seal, wrapped_key=Fernet(sealing_keys[0]).encrypt(key))
        seal.readers.set(readers)
        return seal

    def closed_to(self, user: User | None) -> Self:
        """Those that this person does not open; every one for None."""
        return self if user is None else self.exclude(pk__in=user.seals.values("pk"))

    def readable_by(self, user: User) -> Self:
        return self.filter(readers=user, destroyed_at=None)


class Seal(PublicIdentity):
    """Restricted content. Only its named readers open it; a salted digest stays when it is destroyed."""

    ciphertext = models.BinaryField(null=True, editable=False)
    media_type = models.CharField(_("media type"), max_length=100, default="text/plain")
    size = models.PositiveBigIntegerField(_("size in bytes"))
    salt = models.BinaryField(editable=False)
    salted_digest = models.CharField(_("salted digest"), max_length=64, editable=False)
    readers = models.ManyToManyField(User, related_name="seals", verbose_name=_("who may read it"))
    created_at = models.DateTimeField(editable=False)
    destroyed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [
            models.CheckConstraint(
                condition=Q(ciphertext=None, destroyed_at__isnull=False)
                | Q(ciphertext__isnull=False, destroyed_at=None),
                name="seal_is_here_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.public_id}"

    def open_with(self, sealing_keys: Sequence[bytes]) -> bytes:
        """The sealed bytes. Raises SealDestroyed, or SealLocked when no key fits."""
        key = SealKey.objects.filter(seal=self).first()
        if key is None or self.ciphertext is None:
            raise SealDestroyed(str(self.public_id))
        try:
            opened = MultiFernet([Fernet(one) for one in sealing_keys]).decrypt(bytes(key.wrapped_key))
        except InvalidToken as error:
            raise SealLocked(str(self.public_id)) from error
        return Fernet(opened).decrypt(bytes(self.ciphertext))


class SealKey(models.Model):
    """The key of one seal, in a table of its own so that a backup can leave it out."""

    seal = models.OneToOneField(Seal, models.PROTECT, related_name="key")
    wrapped_key = models.BinaryField()

    class Meta:
        verbose_name = _("key of a seal")
        verbose_name_plural = _("keys of seals")

    def __str__(self) -> str:
        return f"{self.seal_id}"
