"""Who or what information comes from."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claimants import Claimant
from claims.models.identifiers import PublicIdentity
from claims.models.merging import MergeableQuerySet
from claims.models.seals import Seal
from claims.models.users import User
from claims.vocabulary import Basis, Interest, Naming, SourceKind


class SourceQuerySet(MergeableQuerySet["Source"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(Q(seal=None) | Q(seal__readers=user)).distinct()

    def named(self, name: str) -> "Source | None":
        """Words that describe somebody, or stand under seal, are no name: two residents are two."""
        return MergeableQuerySet.named(self.filter(naming=Naming.NAMED), name)

    def that_are(self, claimant: Claimant) -> Self:
        """The open Sources that are this claimant, or one who was merged into it."""
        same = Q(claimant=claimant) | Q(claimant__merged_into=claimant)
        return self.filter(same, merged_into=None, seal=None)


class Source(PublicIdentity):
    """A person, body, image, document, briefing or reporter. Independent Sources are what an editor counts.

    `interest` and `basis` are the usual ones; each evidence states its own.
    """

    name = models.CharField(_("name or description"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind, default=SourceKind.BODY)
    naming = models.CharField(_("naming"), max_length=20, choices=Naming, default=Naming.NAMED)
    interest = models.CharField(_("usual interest"), max_length=20, choices=Interest, default=Interest.UNKNOWN)
    basis = models.CharField(_("usual basis"), max_length=20, choices=Basis, default=Basis.UNKNOWN)
    claimant = models.ForeignKey(
        Claimant, models.PROTECT, null=True, blank=True, related_name="sources", verbose_name=_("as claimant")
    )
    seal = models.OneToOneField(Seal, models.PROTECT, null=True, blank=True, related_name="source", editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=Q(naming=Naming.RESTRICTED, name="", claimant=None, seal__isnull=False)
                | (~Q(naming=Naming.RESTRICTED) & ~Q(name="") & Q(seal=None)),
                name="source_is_named_or_sealed",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="source_is_not_merged_into_itself"
            ),
        ]

    @property
    def survivor(self) -> "Source":
        """Who answers for it: itself, or the one it was merged into, which is loaded with it."""
        return self.merged_into or self

    def __str__(self) -> str:
        return self.name or str(_("restricted source"))
