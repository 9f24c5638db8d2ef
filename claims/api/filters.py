"""How lists are narrowed: exact values, never a pattern of the caller's."""

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters

from claims import permissions, vocabulary
from claims.analysis import search_words
from claims.matching import thresholds
from claims.models import (
    Article,
    ArticleText,
    Claim,
    Claimant,
    ClaimReview,
    Complaint,
    ContactAttempt,
    Derivation,
    Evidence,
    FollowUpCheck,
    JournalEntry,
    Outlet,
    StatusChange,
    StatusProposal,
    Suggestion,
)
from claims.models.complaints import ComplaintQuerySet
from claims.models.suggestions import SuggestionQuerySet


class ClaimFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=vocabulary.VerificationStatus.choices)
    kind = filters.ChoiceFilter(choices=vocabulary.ClaimKind.choices)
    publication = filters.ChoiceFilter(choices=vocabulary.Publication.choices)
    story = filters.CharFilter(field_name="story__slug")
    topic = filters.CharFilter(field_name="topics__slug")
    claimant = filters.CharFilter(method="by_claimant")
    slug = filters.CharFilter(field_name="slug")
    since = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="gte")
    until = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="lte")
    q = filters.CharFilter(method="by_words", max_length=200)

    class Meta:
        model = Claim
        fields: list[str] = []

    def by_claimant(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        same = Claimant.objects.of_slug(value)
        return rows.filter(appearances__claimant__in=same, appearances__withdrawn_at=None).distinct()

    def by_words(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        for word in value.split()[:10]:
            rows = rows.filter(Q(statement__icontains=word) | Q(quotation__icontains=word))
        return rows


class OfClaim(filters.FilterSet):
    claim = filters.UUIDFilter(field_name="claim__public_id")


class StatusChangeFilter(OfClaim):
    since = filters.IsoDateTimeFilter(field_name="recorded_at", lookup_expr="gte")

    class Meta:
        model = StatusChange
        fields: list[str] = []


class StatusProposalFilter(OfClaim):
    class Meta:
        model = StatusProposal
        fields: list[str] = []


class EvidenceFilter(OfClaim):
    class Meta:
        model = Evidence
        fields: list[str] = []


class CheckFilter(OfClaim):
    outcome = filters.ChoiceFilter(choices=vocabulary.FollowUpOutcome.choices)

    class Meta:
        model = FollowUpCheck
        fields: list[str] = []


class ContactFilter(OfClaim):
    act = filters.ChoiceFilter(choices=vocabulary.ContactAct.choices)

    class Meta:
        model = ContactAttempt
        fields: list[str] = []


class ComplaintFilter(OfClaim):
    state = filters.ChoiceFilter(choices=[("open", "open"), ("answered", "answered")], method="by_state")

    class Meta:
        model = Complaint
        fields: list[str] = []

    def by_state(self, rows: ComplaintQuerySet, name: str, value: str) -> ComplaintQuerySet:
        return rows.open() if value == "open" else rows.answered()


class ReviewFilter(OfClaim):
    class Meta:
        model = ClaimReview
        fields: list[str] = []


class SuggestionFilter(OfClaim):
    state = filters.ChoiceFilter(choices=vocabulary.SuggestionState.choices)
    stance = filters.ChoiceFilter(choices=vocabulary.Stance.choices)
    strength = filters.ChoiceFilter(choices=vocabulary.SuggestionStrength.choices, method="by_strength")

    class Meta:
        model = Suggestion
        fields: list[str] = []

    def by_strength(self, rows: SuggestionQuerySet, name: str, value: str) -> SuggestionQuerySet:
        asked = {"weaker": rows.weaker, "shown": rows.shown, "strong": rows.strong}
        return asked[value](thresholds.current())


class DerivationFilter(OfClaim):
    article = filters.UUIDFilter(field_name="article__public_id")
    original = filters.UUIDFilter(field_name="original__public_id")
    state = filters.ChoiceFilter(choices=vocabulary.SuggestionState.choices)
    kind = filters.ChoiceFilter(choices=vocabulary.DerivationKind.choices)

    class Meta:
        model = Derivation
        fields: list[str] = []


class ArticleFilter(filters.FilterSet):
    outlet = filters.CharFilter(method="by_outlet")
    q = filters.CharFilter(method="by_words", max_length=200)

    class Meta:
        model = Article
        fields: list[str] = []

    def by_outlet(self, rows: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        return rows.filter(outlet__in=Outlet.objects.of_slug(value))

    def by_words(self, rows: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """All the words must stand there; who does not see the texts searches the headlines."""
        is_desk = permissions.is_desk(self.request.user) if self.request is not None else False
        words = search_words.of_typed(value, in_headline=not is_desk)
        return rows.filter(pk__in=ArticleText.objects.holding(words).values("article_id")) if words else rows.none()


class JournalFilter(OfClaim):
    after = filters.NumberFilter(field_name="number", lookup_expr="gt", max_value=2**53)
    kind = filters.ChoiceFilter(choices=vocabulary.JournalKind.choices)

    class Meta:
        model = JournalEntry
        fields: list[str] = []
