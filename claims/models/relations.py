"""How claims bear on one another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.identifiers import PublicIdentity
from claims.vocabulary import RelationKind


class Relation(PublicIdentity):
    """`claim` contradicts, repeats, updates, narrows, is part of or depends on `other`.

    The symmetric kind is stored once, the older claim first.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="relations", verbose_name=_("claim"))
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind)
    other = models.ForeignKey(Claim, models.PROTECT, related_name="relations_from", verbose_name=_("other claim"))
    created_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind", "other"], condition=Q(withdrawn_at=None), name="one_relation_of_a_kind"
            ),
            models.CheckConstraint(condition=~Q(claim=F("other")), name="a_claim_is_not_related_to_itself"),
            models.CheckConstraint(
                condition=~Q(kind=RelationKind.CONTRADICTS) | Q(claim__lt=F("other")), name="contradictions_stand_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.kind} {self.other_id}"
