"""What machines read, noun by noun: public ids only, no third party's full text, nothing restricted."""

from typing import Any

from rest_framework import serializers

from claims import vocabulary
from claims.analysis import claim_pairs
from claims.analysis.quotations import shorten
from claims.api.inputs import Ref
from claims.models import (
    Article,
    Claim,
    Claimant,
    ClaimReview,
    Complaint,
    ComplaintAnswer,
    ContactAttempt,
    Derivation,
    Evidence,
    Feed,
    FollowUpCheck,
    JournalEntry,
    Outlet,
    Rating,
    Source,
    StatusChange,
    StatusProposal,
    Story,
    Suggestion,
    Topic,
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
    desk_only = ("priority", "next_step", "background")

    class Meta:
        model = Story
        fields = ["id", "slug", "title", "created_at", "priority", "next_step", "background"]


class TopicOutput(Output):
    class Meta:
        model = Topic
        fields = ["id", "slug", "name", "description"]


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
        said = [one for one in claim.appearances.all() if not one.withdrawn_at]
        ordered = sorted(said, key=lambda one: (not one.is_first, one.pk))
        return list(dict.fromkeys(str(one.claimant.survivor) for one in ordered if one.claimant))


class SimilarOutput(serializers.Serializer[Any]):
    """A recorded claim that reads like another, and by which words; what it is, people decide."""

    claim = serializers.UUIDField(source="claim.public_id")
    statement = serializers.CharField(source="claim.statement")
    status = serializers.ChoiceField(choices=vocabulary.VerificationStatus.choices, source="claim.status")
    kind = serializers.ChoiceField(choices=claim_pairs.KINDS, source="pair.kind")
    likeness = serializers.FloatField(source="pair.likeness")
    is_near_certain = serializers.BooleanField(source="pair.is_near_certain")
    words = serializers.ListField(child=serializers.CharField(), source="pair.reasons.words")
    only_asked = serializers.ListField(child=serializers.CharField(), source="pair.reasons.only_here")
    only_recorded = serializers.ListField(child=serializers.CharField(), source="pair.reasons.only_there")


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
            "said_again_at",
            "repeat_number",
            "said_again",
            "headline_stance",
            "headline_stance_confidence",
            "headline_stance_cues",
            "body_stance",
            "body_stance_confidence",
            "body_stance_cues",
            "stance_language",
            "dropped_hedges",
            "model_version",
            "created_at",
        ]


class DerivationOutput(Output):
    """What an article rests on; `passages` are places in the two texts, for the desk, who may see the texts."""

    desk_only = ("source", "claimant", "described", "briefing", "claim", "origin", "passages", "reasons")
    article = ref()
    original = ref(allow_null=True)
    source = ref(allow_null=True)  # type: ignore[assignment]  # the stubs know another
    claimant = ref(allow_null=True)
    claim = ref(allow_null=True)

    class Meta:
        model = Derivation
        fields = [
            "id",
            "article",
            "kind",
            "original",
            "source",
            "claimant",
            "described",
            "briefing",
            "claim",
            "origin",
            "state",
            "similarity",
            "passages",
            "reasons",
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
    contact_attempt = ref(allow_null=True)
    source = serializers.StringRelatedField[Any](source="source.survivor", read_only=True)  # type: ignore[assignment]  # the stubs know another
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
            "contact_attempt",
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


class ContactOutput(Output):
    """A question, or what came of one (`answers`). Of a restricted row the words are in its seal."""

    claim = ref()
    answers = ref(allow_null=True)

    class Meta:
        model = ContactAttempt
        fields = [
            "id",
            "claim",
            "act",
            "answers",
            "whom",
            "means",
            "quotation",
            "note",
            "happened_at",
            "happened_precision",
            "happened_zone",
            "due_at",
            "visibility",
            "recorded_at",
        ]


class ComplaintAnswerOutput(Output):
    led_to = serializers.SlugRelatedField[Any](slug_field="number", read_only=True, allow_null=True)

    class Meta:
        model = ComplaintAnswer
        fields = ["id", "answer", "led_to", "recorded_at"]


class ComplaintOutput(Output):
    claim = ref()
    answers = ComplaintAnswerOutput(many=True, read_only=True)

    class Meta:
        model = Complaint
        fields = ["id", "claim", "complainant", "statement", "received_at", "received_zone", "created_at", "answers"]


class RatingOutput(Output):
    """A step of a scale; `retired_at` null: new verdicts may have it."""

    scale = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)

    class Meta:
        model = Rating
        fields = [
            "id",
            "scale",
            "slug",
            "label",
            "explanation",
            "colour",
            "language",
            "numeric_value",
            "outcome",
            "position",
            "translations",
            "retired_at",
        ]


class ReviewOutput(Output):
    claim = ref()
    rating = serializers.SlugRelatedField[Any](slug_field="label", read_only=True)

    class Meta:
        model = ClaimReview
        fields = ["id", "claim", "url", "headline", "byline", "language", "published_on", "rating", "withdrawn_at"]


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


class StatusProposalOutput(Output):
    """A status that waits for a second editor; `act` is empty until somebody decided."""

    claim = ref()
    rating = serializers.SlugRelatedField[Any](slug_field="label", read_only=True, allow_null=True)
    by = ref()
    act = serializers.SerializerMethodField()

    class Meta:
        model = StatusProposal
        fields = [
            "id",
            "number",
            "claim",
            "to_status",
            "rating",
            "effective_at",
            "effective_precision",
            "recorded_at",
            "reason",
            "change_type",
            "fewer_sources_because",
            "by",
            "act",
        ]

    def get_act(self, proposal: StatusProposal) -> str:
        return proposal.decision.act if hasattr(proposal, "decision") else ""


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
