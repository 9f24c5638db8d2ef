"""What the machine proposes about two claims, and what people decide of it."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.relations import Relation
from claims.models.users import User
from claims.vocabulary import DecisionAct, RelationKind, RelationSuggestionKind, SuggestionState

# What an editor may make of a pair that looks like one claim or like two that contradict each other.
SETTLING = (RelationKind.CONTRADICTS, RelationKind.REPEATS)


class RelationSuggestionQuerySet(models.QuerySet["RelationSuggestion"]):
    def open(self) -> Self:
        """Undecided, and nobody has related the two by hand meanwhile."""
        standing = Relation.objects.filter(withdrawn_at=None, kind__in=SETTLING)
        here = standing.filter(claim=OuterRef("claim"), other=OuterRef("other"))
        there = standing.filter(claim=OuterRef("other"), other=OuterRef("claim"))
        return self.filter(~Exists(here), ~Exists(there), state=SuggestionState.OPEN)

    def about(self, claim: Claim) -> Self:
        return self.filter(Q(claim=claim) | Q(other=claim))

    def visible_to(self, user: object) -> Self:
        """Only pairs of claims that this person may both see."""
        seen = Claim.objects.visible_to(user)
        return self.filter(claim__in=seen, other__in=seen)


class RelationSuggestion(PublicIdentity):
    """ "These two may be one claim, or contradict each other", with the reasons as they were when it was made.

    Whatever its kind it stands once for a pair: `claim` is the older of the two, `other` the newer.
    """

    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="relation_suggestions", verbose_name=_("the older claim")
    )
    other = models.ForeignKey(
        Claim, models.PROTECT, related_name="relation_suggestions_from", verbose_name=_("the newer claim")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RelationSuggestionKind)
    score = models.FloatField(_("likeness"))
    reasons = models.JSONField(_("reasons"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    relation = models.ForeignKey(
        Relation, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name=_("relation")
    )
    model_version = models.CharField(_("model"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("suggested"))

    objects = RelationSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested relation")
        verbose_name_plural = _("suggested relations")
        indexes = [models.Index(fields=["-score"], condition=Q(state=SuggestionState.OPEN), name="pair_open_by_score")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "other", "kind"], name="one_relation_suggestion_per_pair_and_kind"
            ),
            models.CheckConstraint(condition=Q(claim__lt=F("other")), name="relation_suggestion_older_claim_first"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="likeness_is_a_share"),
            models.CheckConstraint(
                condition=Q(kind__in=RelationSuggestionKind.values), name="relation_suggestion_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=SuggestionState.CONFIRMED, relation__isnull=False)
                | (~Q(state=SuggestionState.CONFIRMED) & Q(state__in=SuggestionState.values, relation=None)),
                name="confirmed_relation_suggestions_have_their_relation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.get_kind_display()} {self.other_id}"


class RelationDecision(HistoryRow, PublicIdentity):
    """An editor's act on a suggested relation."""

    suggestion = models.ForeignKey(RelationSuggestion, models.PROTECT, related_name="decisions")
    act = models.CharField(_("act"), max_length=10, choices=DecisionAct)
    relation = models.ForeignKey(Relation, models.PROTECT, null=True, blank=True, related_name="decisions")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="relation_decisions", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("decision on a suggested relation")
        verbose_name_plural = _("decisions on suggested relations")
        constraints = [
            models.CheckConstraint(
                condition=Q(act=DecisionAct.CONFIRMED) | ~Q(reason=""), name="relations_are_dismissed_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(act=DecisionAct.CONFIRMED) | Q(relation__isnull=False),
                name="confirming_names_the_relation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id}: {self.get_act_display()}"
