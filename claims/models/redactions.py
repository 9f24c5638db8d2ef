"""What is gone, said in a row: what kind, why, by whom, never what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.bodies import Body
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.seals import Seal
from claims.models.users import User
from claims.vocabulary import RedactionKind


class Redaction(HistoryRow, PublicIdentity):
    kind = models.CharField(_("what kind"), max_length=20, choices=RedactionKind)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, blank=True, related_name="redactions")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="redactions")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, models.PROTECT, related_name="redactions", verbose_name=_("by"))
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="redaction_has_a_reason"),
            models.CheckConstraint(
                condition=Q(kind=RedactionKind.SEALED_TEXT, seal__isnull=False, body=None)
                | Q(kind=RedactionKind.BODY, seal=None, body__isnull=False),
                name="redaction_names_what_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recorded_at}"
