"""What the machine proposes, and what people decide of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.articles import Article, Revision
from claims.models.claims import Claim
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.users import User
from claims.vocabulary import DecisionAct, Stance, SuggestionOrigin, SuggestionState


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def open(self) -> Self:
        return self.filter(state=SuggestionState.OPEN)


class Suggestion(PublicIdentity):
    """ "This article may follow up that claim", with the reasons as they were when it was made."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="suggestions", verbose_name=_("claim"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="suggestions", verbose_name=_("article"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="suggestions", verbose_name=_("revision"))
    origin = models.CharField(_("from"), max_length=10, choices=SuggestionOrigin, default=SuggestionOrigin.SOFTWARE)
    state = models.CharField(_("state"), max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    score = models.FloatField(_("probability"))
    rank = models.PositiveSmallIntegerField(_("rank among the article's claims"), default=1)
    reasons = models.JSONField(_("reasons"), default=dict)
    stance = models.CharField(_("suggested stance"), max_length=10, choices=Stance, blank=True)
    stance_confidence = models.FloatField(_("confidence in the stance"), default=0.0)
    stance_cues = models.JSONField(_("words behind the stance"), default=list)
    model_version = models.CharField(_("model"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("suggested"))

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        indexes = [
            models.Index(fields=["-score"], condition=Q(state=SuggestionState.OPEN), name="suggestion_open_by_score")
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "claim"], name="one_suggestion_per_article_and_claim"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="suggestion_score_is_a_probability"),
            models.CheckConstraint(condition=Q(state__in=SuggestionState.values), name="suggestion_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.claim_id}"


class Decision(HistoryRow, PublicIdentity):
    """An editor's act on a suggestion."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="decisions")
    act = models.CharField(_("act"), max_length=10, choices=DecisionAct)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="decisions", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(act=DecisionAct.CONFIRMED) | ~Q(reason=""), name="dismissals_and_reversals_have_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.act}"
