"""What an article rests on: another article, or a Source."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.analysis.independence import Rests
from claims.models.articles import Article, Revision
from claims.models.claimants import Claimant
from claims.models.claims import Claim
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.seals import Seal
from claims.models.sources import Source
from claims.models.users import User
from claims.vocabulary import DecisionAct, DerivationKind, Interest, SuggestionOrigin, SuggestionState

OF_ARTICLES = (DerivationKind.COPY, DerivationKind.REWRITE)


class DerivationQuerySet(models.QuerySet["Derivation"]):
    def visible_to(self, user: User) -> Self:
        """Without what rests on a Source sealed for others, and without drafts for those who see none."""
        rows = self.exclude(pk__in=Derivation.objects.sealed_from(user).values("pk"))
        return rows.exclude(claim__in=Claim.objects.hidden_from(user).values("pk"))

    def sealed_from(self, user: User | None) -> Self:
        """Those that rest on a Source sealed for others; for None, for anybody."""
        return self.filter(source__seal__in=Seal.objects.closed_to(user).values("pk"))

    def open(self) -> Self:
        return self.filter(state=SuggestionState.OPEN)

    def confirmed(self) -> Self:
        return self.filter(state=SuggestionState.CONFIRMED)

    def below(self, article_ids: Iterable[int], *, moment: datetime | None) -> "list[Derivation]":
        """What these articles rest on, what that rests on, and so on, as confirmed by then: for rule 8's count."""
        found: dict[int, Derivation] = {}
        newest, passed = set(article_ids), set[int]()
        while newest:
            level = list(self._confirmed_of(newest) if moment is None else _confirmed_then(newest, moment))
            found |= {row.pk: row for row in level}
            passed |= newest
            newest = {row.original_id for row in level if row.original_id} - passed
        return list(found.values())

    def _confirmed_of(self, article_ids: set[int]) -> "Iterable[Derivation]":
        related = ("source__merged_into", "original__outlet__merged_into", "original_revision")
        return self.confirmed().filter(article__in=article_ids).order_by("pk").select_related(*related)


class Derivation(PublicIdentity):
    """ "This article rests on that one", or on a Source: named, still to be made of a claimant, or a briefing.

    `passages` are places in the two revisions, the longest first: each a list of the runs that read alike, as
    [start, end, start in the original, its end]. Reports with the same `briefing` are proposed as one Source.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="derivations", verbose_name=_("article"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="derivations", verbose_name=_("revision"))
    kind = models.CharField(_("kind"), max_length=10, choices=DerivationKind)
    original = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="derived", verbose_name=_("original")
    )
    original_revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="derived")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="derivations", verbose_name=_("source")
    )
    claimant = models.ForeignKey(
        Claimant, models.PROTECT, null=True, blank=True, related_name="derivations", verbose_name=_("claimant")
    )
    described = models.CharField(_("as it is described"), max_length=200, blank=True)
    briefing = models.UUIDField(_("reports of one briefing"), null=True, blank=True, db_index=True)
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="derivations", verbose_name=_("claim")
    )
    origin = models.CharField(
        pgettext_lazy("origin", "from"), max_length=10, choices=SuggestionOrigin, default=SuggestionOrigin.SOFTWARE
    )
    state = models.CharField(_("state"), max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    similarity = models.FloatField(_("shared"))
    passages = models.JSONField(_("passages"), default=list)
    reasons = models.JSONField(_("reasons"), default=dict)
    created_at = models.DateTimeField(_("suggested"))

    objects = DerivationQuerySet.as_manager()

    class Meta:
        verbose_name = _("derivation")
        verbose_name_plural = _("derivations")
        indexes = [
            models.Index(
                fields=["-similarity"], condition=Q(state=SuggestionState.OPEN), name="derivation_open_by_similarity"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(original=None) | ~Q(original=F("article")), name="an_article_does_not_rest_on_itself"
            ),
            models.CheckConstraint(
                condition=Q(
                    original__isnull=False,
                    original_revision__isnull=False,
                    source=None,
                    claimant=None,
                    briefing=None,
                    kind__in=OF_ARTICLES,
                )
                | Q(original=None, original_revision=None, briefing=None, kind=DerivationKind.QUOTES)
                & (Q(source__isnull=False) | Q(claimant__isnull=False))
                | Q(original=None, original_revision=None, claimant=None, kind=DerivationKind.BRIEFING)
                & Q(briefing__isnull=False)
                & ~Q(described=""),
                name="derivation_rests_on_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.CONFIRMED) | Q(original__isnull=False) | Q(source__isnull=False),
                name="confirmed_derivation_names_what_it_rests_on",
            ),
            models.UniqueConstraint(fields=["article", "kind", "original"], name="one_derivation_of_a_kind_per_pair"),
            models.UniqueConstraint(fields=["article", "kind", "source"], name="one_derivation_of_a_kind_per_source"),
            models.UniqueConstraint(fields=["article", "claimant"], name="one_derivation_per_article_and_claimant"),
            models.UniqueConstraint(fields=["article", "briefing"], name="one_derivation_per_article_and_briefing"),
            models.CheckConstraint(
                condition=Q(similarity__gte=0, similarity__lte=1), name="derivation_similarity_is_a_share"
            ),
            models.CheckConstraint(condition=Q(state__in=SuggestionState.values), name="derivation_state_is_known"),
        ]

    def rests(self) -> Rests:
        """As rule 8's count sees it."""
        source = self.source and self.source.survivor
        return Rests(
            article=self.article_id,
            original=self.original_id,
            source=source.pk if source else None,
            interest=source.interest if source else Interest.UNKNOWN,
            is_own_words=self.kind == DerivationKind.QUOTES,
        )

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_kind_display()} {self.original_id or self.source_id or self.described}"


class DerivationDecision(HistoryRow, PublicIdentity):
    """An editor's act on a derivation; `source` is the one that a confirmation named or made."""

    derivation = models.ForeignKey(Derivation, models.PROTECT, related_name="decisions")
    act = models.CharField(_("act"), max_length=10, choices=DecisionAct)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="derivation_decisions")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="derivation_decisions", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("decision on a derivation")
        verbose_name_plural = _("decisions on derivations")
        constraints = [
            models.CheckConstraint(
                condition=Q(act=DecisionAct.CONFIRMED) | ~Q(reason=""),
                name="derivation_dismissals_and_reversals_have_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.derivation_id}: {self.get_act_display()}"


def _confirmed_then(article_ids: set[int], moment: datetime) -> Iterable[Derivation]:
    """Those whose last decision by that moment is a confirmation, with the Source that it named."""
    rows = DerivationDecision.objects.filter(derivation__article__in=article_ids, recorded_at__lte=moment)
    related = ("source__merged_into", "derivation__original__outlet__merged_into", "derivation__original_revision")
    last = {row.derivation_id: row for row in rows.select_related(*related).order_by("number")}
    for pk in sorted(last):
        if last[pk].act == DecisionAct.CONFIRMED:
            last[pk].derivation.source = last[pk].source
            yield last[pk].derivation


class Fingerprint(models.Model):
    """One number by which copies of an article are found; `revision` is the first that had it.

    No text can be read from it. Only `value` is looked up by: at a million rows every further index costs.
    """

    value = models.BigIntegerField()
    article = models.ForeignKey(Article, models.PROTECT, related_name="fingerprints", db_index=False)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="fingerprints", db_index=False)

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        constraints = [
            models.UniqueConstraint(fields=["value", "article"], name="one_fingerprint_of_a_value_per_article")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.value}"
