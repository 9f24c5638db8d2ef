"""What the machine proposes, and what people decide of it."""

from datetime import datetime
from typing import Final, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.analysis.thresholds import Thresholds
from claims.models.articles import Article, Revision
from claims.models.claims import Claim
from claims.models.derivations import Derivation
from claims.models.history import HistoryQuerySet, HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.seals import Seal
from claims.models.users import User
from claims.vocabulary import (
    DecisionAct,
    DerivationKind,
    Stance,
    SuggestionOrigin,
    SuggestionState,
    Visibility,
)

MOST_FOLDED: Final = 50  # copies that one decision is taken for
# As far as nobody has denied it.
_ONE_TEXT: Final = Q(kind=DerivationKind.COPY, state__in=[SuggestionState.OPEN, SuggestionState.CONFIRMED])


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def open(self) -> Self:
        return self.filter(state=SuggestionState.OPEN)

    def visible_to(self, user: User) -> Self:
        """Without drafts for those who see none, and without what is restricted to others."""
        rows = self.exclude(pk__in=Suggestion.objects.sealed_from(user).values("pk"))
        return rows.exclude(claim__in=Claim.objects.hidden_from(user).values("pk"))

    def sealed_from(self, user: User | None) -> Self:
        """Those whose article is evidence restricted to others, or was, and bears on the claim in no other way.

        For None those that are restricted to anybody.
        """
        restricted = Seal.objects.closed_to(user).filter(
            evidence__visibility=Visibility.RESTRICTED, evidence__suggestion__isnull=False
        )
        # Asked for each of these few: a list of all that is in the open would be made for every page.
        in_the_open = Suggestion.objects.filter(
            pk=OuterRef("evidence__suggestion"),
            evidence__visibility__in=[Visibility.PUBLIC, Visibility.DESK],
            evidence__withdrawn_at=None,
        )
        return self.filter(pk__in=restricted.exclude(Exists(in_the_open)).values("evidence__suggestion"))

    def judged(self, since: datetime | None = None) -> Self:
        """What the software suggested and an editor decided on, unless it was taken back; from `since` on."""
        decided = self.filter(origin=SuggestionOrigin.SOFTWARE).exclude(state=SuggestionState.OPEN)
        return decided if since is None else decided.dated().filter(decided_at__gte=since)

    def dated(self) -> Self:
        """With `decided_at`: when the decision was made that stands."""
        newest = Decision.objects.filter(suggestion=OuterRef("pk")).order_by("-number").values("recorded_at")[:1]
        return self.annotate(decided_at=Subquery(newest))

    def shown(self, thresholds: Thresholds) -> Self:
        """Likely enough for the queue."""
        return self.filter(score__gte=thresholds.show)

    def strong(self, thresholds: Thresholds) -> Self:
        return self.filter(score__gte=thresholds.strict)

    def weaker(self, thresholds: Thresholds) -> Self:
        """Kept for measuring, and for whoever asks: not in the queue."""
        return self.filter(score__lt=thresholds.show)

    def said_again(self) -> Self:
        """The claimant says it again after the verdict."""
        return self.exclude(said_again_at=None)

    def unfolded(self, thresholds: Thresholds) -> Self:
        """Without those whose text is a copy of an earlier article that waits in the queue for the same claim."""
        # Only an earlier text folds a later one, so whatever dates change to, no circle of copies hides them all.
        is_earlier = Q(_appeared__lt=F("_copied_at")) | Q(_appeared=F("_copied_at"), original__lt=F("article"))
        under = Derivation.objects.filter(
            _ONE_TEXT,
            article=OuterRef("article"),
            original__suggestions__claim=OuterRef("claim"),
            original__suggestions__state=SuggestionState.OPEN,
            original__suggestions__score__gte=thresholds.show,
        )
        dated = under.annotate(_appeared=_appeared_at("original"), _copied_at=_appeared_at("article"))
        return self.exclude(Exists(dated.filter(is_earlier)))

    def folded_under(self, first: "Suggestion") -> "list[Suggestion]":
        """Those of these that are copies of its text for the same claim, or copies of its copies; in their order."""
        found: dict[int, Suggestion] = {}
        level, passed = {first.article_id}, set[int]()
        while level and len(found) < MOST_FOLDED:
            copies = Derivation.objects.filter(_ONE_TEXT, original__in=level).values("article")
            passed |= level
            rows = self.filter(claim=first.claim_id, article__in=copies).exclude(article__in=passed)
            newest = {row.article_id: row for row in rows}
            found |= newest
            level = set(newest)
        return sorted(found.values(), key=lambda one: (one.article.appeared_at, one.pk))[:MOST_FOLDED]

    def originals_of(self, copy: "Suggestion") -> Self:
        """Those of these whose text it copies, for the same claim."""
        originals = Derivation.objects.filter(_ONE_TEXT, article=copy.article_id).values("original")
        return self.filter(claim=copy.claim_id, article__in=originals)


def _appeared_at(article: str) -> Least:
    """`Article.appeared_at`, asked of the database."""
    seen = F(f"{article}__first_seen_at")
    return Least(Coalesce(F(f"{article}__published_at"), seen), seen)


class Suggestion(PublicIdentity):
    """ "This article may follow up that claim", with the reasons as they were when it was made."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="suggestions", verbose_name=_("claim"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="suggestions", verbose_name=_("article"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="suggestions", verbose_name=_("revision"))
    origin = models.CharField(
        pgettext_lazy("origin", "from"), max_length=10, choices=SuggestionOrigin, default=SuggestionOrigin.SOFTWARE
    )
    state = models.CharField(_("state"), max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    score = models.FloatField(_("probability"))
    rank = models.PositiveSmallIntegerField(_("rank among the article's claims"), default=1)
    reasons = models.JSONField(_("reasons"), default=dict)
    stance = models.CharField(_("suggested stance"), max_length=10, choices=Stance, blank=True)
    stance_confidence = models.FloatField(_("confidence in the stance"), default=0.0)
    stance_cues = models.JSONField(_("words behind the stance"), default=list)
    # The claimant says it again after the verdict: when, the how many-eth time, and by which words that was read.
    said_again_at = models.DateTimeField(_("said again"), null=True, blank=True)
    repeat_number = models.PositiveIntegerField(_("times said"), null=True, blank=True)
    said_again = models.JSONField(_("why said again"), default=dict)
    headline_stance = models.CharField(_("suggested stance of the headline"), max_length=10, choices=Stance, blank=True)
    headline_stance_confidence = models.FloatField(_("confidence in the headline's stance"), default=0.0)
    headline_stance_cues = models.JSONField(_("words behind the headline's stance"), default=list)
    body_stance = models.CharField(_("suggested stance of the body"), max_length=10, choices=Stance, blank=True)
    body_stance_confidence = models.FloatField(_("confidence in the body's stance"), default=0.0)
    body_stance_cues = models.JSONField(_("words behind the body's stance"), default=list)
    stance_language = models.CharField(_("language of the words behind the stance"), max_length=12, blank=True)
    dropped_hedges = models.JSONField(_("hedge words of the body that the headline drops"), default=list)
    model_version = models.CharField(_("model"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("suggested"))

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        indexes = [
            # With the key at their end: what is sealed is left out by it, and counted without a look at the rows.
            models.Index(
                fields=["-score", "id"], condition=Q(state=SuggestionState.OPEN), name="suggestion_open_by_score"
            ),
            models.Index(
                fields=["claim", "score", "created_at", "id"],
                condition=Q(state=SuggestionState.OPEN),
                name="suggestion_open_by_claim",
            ),
            models.Index(
                fields=["claim", "said_again_at"],
                condition=Q(said_again_at__isnull=False),
                name="suggestion_said_again",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "claim"], name="one_suggestion_per_article_and_claim"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="suggestion_score_is_a_probability"),
            models.CheckConstraint(condition=Q(state__in=SuggestionState.values), name="suggestion_state_is_known"),
            models.CheckConstraint(
                condition=Q(said_again_at=None, repeat_number=None)
                | Q(said_again_at__isnull=False, repeat_number__gte=2),
                name="said_again_is_counted",
            ),
            models.CheckConstraint(
                condition=Q(headline_stance_confidence__range=(0, 1), body_stance_confidence__range=(0, 1)),
                name="suggestion_stances_are_sure_from_0_to_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.claim_id}"

    @property
    def headline_says_more(self) -> bool:
        """Whether the headline takes a side that the body does not, or states flatly what the body hedges."""
        takes_a_side = self.headline_stance in {Stance.FOR, Stance.AGAINST}
        return bool(self.dropped_hedges) or (
            takes_a_side and bool(self.body_stance) and self.body_stance != self.headline_stance
        )


class DecisionQuerySet(HistoryQuerySet["Decision"]):
    def visible_to(self, user: User) -> Self:
        """Those on suggestions that this person sees; drafts aside."""
        return self.exclude(suggestion__in=Suggestion.objects.sealed_from(user).values("pk"))


class Decision(HistoryRow, PublicIdentity):
    """An editor's act on a suggestion."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="decisions")
    act = models.CharField(_("act"), max_length=10, choices=DecisionAct)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="decisions", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    objects = DecisionQuerySet.as_manager()  # type: ignore[misc]  # narrower than every history row's

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(act=DecisionAct.CONFIRMED) | ~Q(reason=""), name="dismissals_and_reversals_have_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id}: {self.get_act_display()}"
