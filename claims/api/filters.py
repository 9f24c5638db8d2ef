"""How lists are narrowed: exact values, never a pattern of the caller's."""

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters

from claims import vocabulary
from claims.models import (
    Article,
    Claim,
    Evidence,
    FollowUpCheck,
    JournalEntry,
    StatusChange,
    Suggestion,
)


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
        return rows.filter(appearances__claimant__slug=value, appearances__withdrawn_at=None).distinct()

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


class EvidenceFilter(OfClaim):
    class Meta:
        model = Evidence
        fields: list[str] = []


class CheckFilter(OfClaim):
    outcome = filters.ChoiceFilter(choices=vocabulary.FollowUpOutcome.choices)

    class Meta:
        model = FollowUpCheck
        fields: list[str] = []


class SuggestionFilter(OfClaim):
    state = filters.ChoiceFilter(choices=vocabulary.SuggestionState.choices)
    stance = filters.ChoiceFilter(choices=vocabulary.Stance.choices)

    class Meta:
        model = Suggestion
        fields: list[str] = []


class ArticleFilter(filters.FilterSet):
    outlet = filters.CharFilter(field_name="outlet__slug")

    class Meta:
        model = Article
        fields: list[str] = []


class JournalFilter(OfClaim):
    after = filters.NumberFilter(field_name="number", lookup_expr="gt", max_value=2**53)
    kind = filters.ChoiceFilter(choices=vocabulary.JournalKind.choices)

    class Meta:
        model = JournalEntry
        fields: list[str] = []
