"""What machines read, noun by noun: public ids only, no third party's full text, nothing restricted."""

from typing import Any

from rest_framework import serializers

from claims import vocabulary
from claims.analysis.quotations import shorten
from claims.api.inputs import Ref
from claims.models import (
    Article,
    Claim,
    Claimant,
    Evidence,
    Feed,
    FollowUpCheck,
    JournalEntry,
    Outlet,
    Source,
    StatusChange,
    Story,
    Suggestion,
)


class Output(serializers.ModelSerializer[Any]):
    """`id` is the public id; the desk's fields go to the desk only."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    desk_only: tuple[str, ...] = ()

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if not self.context.get("is_desk"):
            for name in self.desk_only:
                fields.pop(name)
        return fields


def ref(**options: Any) -> Ref:
    return Ref(read_only=True, **options)


class StoryOutput(Output):
    desk_only = ("priority", "next_step", "notes")

    class Meta:
        model = Story
        fields = ["id", "slug", "title", "created_at", "priority", "next_step", "notes"]


class ClaimantOutput(Output):
    class Meta:
        model = Claimant
        fields = ["id", "slug", "name", "kind", "description", "same_as"]


class OutletOutput(Output):
    class Meta:
        model = Outlet
        fields = ["id", "slug", "name", "homepage", "language"]


class FeedOutput(Output):
    outlet = ref()

    class Meta:
        model = Feed
        fields = [
            "id",
            "outlet",
            "url",
            "title",
            "kind",
            "state",
            "notice",
            "failures",
            "failing_since",
            "down_since",
            "last_error",
            "last_success_at",
            "next_check_at",
            "shortest_seconds",
            "longest_seconds",
            "moved_to",
        ]


class FoundEntryOutput(serializers.Serializer[Any]):
    url = serializers.CharField()
    title = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)


class FoundOutput(serializers.Serializer[Any]):
    """Something that can be watched; `kind` null is a page watched for its text."""

    url = serializers.CharField()
    kind = serializers.ChoiceField(choices=vocabulary.FeedKind.choices, allow_null=True)
    title = serializers.CharField()
    listed = serializers.IntegerField()
    is_watched = serializers.BooleanField()
    newest = FoundEntryOutput(many=True)


class ClaimOutput(Output):
    desk_only = ("publication", "embargo_until", "notes", "version", "review_wanted_because")
    story = ref(allow_null=True)
    topics = ref(many=True)
    rating = serializers.SlugRelatedField[Any](slug_field="label", read_only=True, allow_null=True)
    claimants = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = [
            "id",
            "slug",
            "statement",
            "quotation",
            "kind",
            "language",
            "story",
            "topics",
            "claimants",
            "speaks_about_from",
            "speaks_about_until",
            "status",
            "rating",
            "created_at",
            "published_at",
            "publication",
            "embargo_until",
            "notes",
            "version",
            "review_wanted_because",
        ]

    def get_claimants(self, claim: Claim) -> list[str]:
        """Names of those who said it, the first appearance first."""
        said = [one for one in claim.appearances.all() if one.claimant and not one.withdrawn_at]
        return list(
            dict.fromkeys(str(one.claimant) for one in sorted(said, key=lambda one: (not one.is_first, one.pk)))
        )


class ArticleOutput(Output):
    outlet = ref(allow_null=True)

    class Meta:
        model = Article
        fields = ["id", "outlet", "url", "title", "language", "published_at", "first_seen_at", "disappeared_at"]


class SuggestionOutput(Output):
    claim = ref()
    article = ref()

    class Meta:
        model = Suggestion
        fields = [
            "id",
            "claim",
            "article",
            "origin",
            "state",
            "score",
            "rank",
            "reasons",
            "stance",
            "stance_confidence",
            "stance_cues",
            "model_version",
            "created_at",
        ]


class SourceOutput(Output):
    claimant = ref(allow_null=True)

    class Meta:
        model = Source
        fields = ["id", "name", "kind", "naming", "interest", "basis", "claimant"]


class EvidenceOutput(Output):
    desk_only = ("visibility",)
    claim = ref()
    article = ref(allow_null=True)
    capture = ref(allow_null=True)
    appearance = ref(allow_null=True)
    source = serializers.StringRelatedField[Any](read_only=True)  # type: ignore[assignment]  # the stubs know another
    stance = serializers.SerializerMethodField()
    quotation = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = [
            "id",
            "claim",
            "article",
            "capture",
            "appearance",
            "source",
            "interest",
            "basis",
            "stance",
            "quotation",
            "shown_at",
            "shown_precision",
            "created_at",
            "withdrawn_at",
            "visibility",
        ]

    def _reading(self, evidence: Evidence) -> Any:
        return max(evidence.readings.all(), key=lambda one: one.number, default=None)

    def get_stance(self, evidence: Evidence) -> str:
        """The newest reading's stance; "" when nobody has looked."""
        reading = self._reading(evidence)
        return reading.stance if reading else ""

    def get_quotation(self, evidence: Evidence) -> str:
        """At most 50 words."""
        reading = self._reading(evidence)
        return shorten(reading.quotation) if reading else ""


class StatusChangeOutput(Output):
    claim = ref()
    rating = serializers.SlugRelatedField[Any](slug_field="label", read_only=True, allow_null=True)
    corrects = ref(allow_null=True)

    class Meta:
        model = StatusChange
        fields = [
            "id",
            "number",
            "claim",
            "from_status",
            "to_status",
            "rating",
            "effective_at",
            "effective_precision",
            "recorded_at",
            "reason",
            "change_type",
            "corrects",
            "is_imported",
        ]


class CheckOutput(Output):
    claim = ref()

    class Meta:
        model = FollowUpCheck
        fields = ["id", "claim", "started_at", "finished_at", "searched", "found", "outcome"]


class JournalOutput(Output):
    claim = ref(allow_null=True)
    actor = ref(allow_null=True)

    class Meta:
        model = JournalEntry
        fields = [
            "id",
            "number",
            "kind",
            "subject_type",
            "subject_id",
            "claim",
            "before",
            "after",
            "actor",
            "reason",
            "recorded_at",
            "is_imported",
        ]
