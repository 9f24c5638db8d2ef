"""People of the newsroom."""

from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.identifiers import PublicIdentity
from claims.vocabulary import Role


class User(PublicIdentity, AbstractUser):
    """A person with one role. People are deactivated, never deleted: the record names them."""

    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.READER)

    objects: ClassVar[UserManager[Self]] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username
