"""What the desk works on, and what readers follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.identifiers import PublicIdentity
from claims.models.users import User
from claims.vocabulary import Priority


class Story(PublicIdentity):
    """What the desk calls it: a slug that groups claims."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    assignee = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="stories", verbose_name=_("assignee")
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    background = models.TextField(_("background"), blank=True, db_column="notes")
    created_at = models.DateTimeField(_("created"), editable=False)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return self.title


class Topic(PublicIdentity):
    """A subject that readers follow across stories."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name
