"""What machines may write, field by field: an unknown field is refused, never ignored."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from rest_framework import serializers

from claims import vocabulary
from claims.models import (
    Appearance,
    Article,
    Capture,
    Claim,
    Claimant,
    ContactAttempt,
    Criterion,
    Evidence,
    FollowUpCheck,
    JournalEntry,
    Outlet,
    Rating,
    Source,
    Story,
    Topic,
    User,
)

LONGEST_TEXT = 20_000


class Ref(serializers.SlugRelatedField[Any]):
    """Another object, by its public id; one that was merged stands for the one it was merged into."""

    def __init__(self, model: Any = None, **options: Any) -> None:
        if model is not None and not options.get("read_only"):
            options.setdefault("queryset", model.objects.all())
        super().__init__(slug_field="public_id", **options)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            raise serializers.ValidationError(_("Name it by its id, a text."))
        try:
            found = super().to_internal_value(data)
        except (ValueError, TypeError):
            raise serializers.ValidationError(_("This is not an id.")) from None
        return getattr(found, "survivor", found)

    def to_representation(self, obj: Any) -> Any:
        return super().to_representation(getattr(obj, "survivor", obj))


def words(**options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=LONGEST_TEXT, **options)


def choice(enumeration: Any, **options: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=enumeration.choices, **options)


def zone(**options: Any) -> serializers.CharField:
    """A time zone by its name."""
    return serializers.CharField(max_length=60, validators=[refuse_unknown_zone], **options)


def refuse_unknown_zone(name: str) -> None:
    if name not in available_timezones():
        raise serializers.ValidationError(_("There is no such time zone: write it as Europe/Kyiv."))


class Input(serializers.Serializer[Any]):
    """Refuses fields it does not know: a misspelt or read-only one is not dropped in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                sentence = _("This field is unknown or cannot be set here.")
                raise serializers.ValidationError(dict.fromkeys(unknown, sentence))
        return super().to_internal_value(data)


class SimilarInput(Input):
    """A claim that is not recorded yet, as far as it is worded."""

    statement = words()
    quotation = words(required=False, allow_blank=True)
    speaks_about_from = serializers.DateTimeField(source="begins", required=False)
    speaks_about_until = serializers.DateTimeField(source="ends", required=False)


class StoryInput(Input):
    title = words()
    slug = serializers.SlugField(max_length=80, required=False)
    priority = choice(vocabulary.Priority, required=False)
    next_step = serializers.CharField(max_length=300, required=False, allow_blank=True)
    background = words(required=False, allow_blank=True)


class TopicInput(Input):
    name = serializers.CharField(max_length=120)
    description = words(required=False, allow_blank=True)


class ClaimantInput(Input):
    name = serializers.CharField(max_length=200)
    kind = choice(vocabulary.ClaimantKind, required=False)
    description = serializers.CharField(max_length=300, required=False, allow_blank=True)
    same_as = serializers.ListField(child=serializers.URLField(max_length=2000), required=False, max_length=20)


class OutletInput(Input):
    name = serializers.CharField(max_length=200)
    homepage = serializers.URLField(max_length=2000, required=False, allow_blank=True)
    language = serializers.CharField(max_length=12, required=False, allow_blank=True)


class FeedInput(Input):
    url = serializers.CharField(max_length=2000)
    outlet = Ref(Outlet, required=False)
    outlet_name = serializers.CharField(max_length=200, required=False)


class FeedPausesInput(Input):
    shortest_seconds = serializers.IntegerField(min_value=1, max_value=86_400)
    longest_seconds = serializers.IntegerField(min_value=1, max_value=86_400)


class DiscoverInput(Input):
    url = serializers.CharField(max_length=2000)


class ClaimInput(Input):
    statement = words()
    quotation = words(required=False, allow_blank=True)
    kind = choice(vocabulary.ClaimKind, required=False)
    story = Ref(Story, required=False, allow_null=True)
    topics = Ref(Topic, required=False, many=True)
    language = serializers.CharField(max_length=12, required=False)
    speaks_about_from = serializers.DateTimeField(required=False, allow_null=True)
    speaks_about_until = serializers.DateTimeField(required=False, allow_null=True)
    speaks_about_precision = choice(vocabulary.Precision, required=False)
    notes = words(required=False, allow_blank=True)


class CriterionInput(Input):
    statement = words()
    evidence_kind = serializers.CharField(max_length=200, required=False, allow_blank=True)
    supplier = serializers.CharField(max_length=200, required=False, allow_blank=True)
    due_at = serializers.DateTimeField(required=False, allow_null=True)


class RelationInput(Input):
    kind = choice(vocabulary.RelationKind)
    other = Ref(Claim)


class SourceInput(Input):
    name = serializers.CharField(max_length=200)
    kind = choice(vocabulary.SourceKind, required=False)
    naming = choice(vocabulary.Naming, required=False)
    interest = choice(vocabulary.Interest, required=False)
    basis = choice(vocabulary.Basis, required=False)
    claimant = Ref(Claimant, required=False, allow_null=True)
    readers = Ref(User, required=False, many=True)


class CaptureInput(Input):
    kind = choice(vocabulary.CaptureKind)
    text = serializers.CharField(max_length=1_000_000)
    shows = words(required=False, allow_blank=True)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True)
    shot_at = serializers.DateTimeField(required=False, allow_null=True)
    shot_precision = choice(vocabulary.Precision, required=False)
    url = serializers.URLField(max_length=2000, required=False, allow_blank=True)
    readers = Ref(User, required=False, many=True)


class DecisionInput(Input):
    """What an editor says of evidence, whether suggested or found by hand."""

    stance = choice(vocabulary.Stance)
    source = Ref(Source, required=False, allow_null=True)  # type: ignore[assignment]  # the stubs know another source
    interest = choice(vocabulary.Interest, required=False)
    basis = choice(vocabulary.Basis, required=False)
    shown_at = serializers.DateTimeField(required=False, allow_null=True)
    shown_precision = choice(vocabulary.Precision, required=False)
    visibility = choice(vocabulary.Visibility, required=False)
    readers = Ref(User, required=False, many=True)
    note = words(required=False, allow_blank=True)


class ConfirmInput(DecisionInput):
    headline_stance = choice(vocabulary.Stance, required=False, allow_blank=True)
    quotation = words(required=False, allow_blank=True)


class EvidenceInput(DecisionInput):
    claim = Ref(Claim)
    article = Ref(Article, required=False)
    capture = Ref(Capture, required=False)
    appearance = Ref(Appearance, required=False)
    contact_attempt = Ref(ContactAttempt, required=False)
    follow_up_check = Ref(FollowUpCheck, required=False)
    quotation = words(required=False, allow_blank=True)


class ReadingInput(Input):
    stance = choice(vocabulary.Stance)
    headline_stance = choice(vocabulary.Stance, required=False, allow_blank=True)
    quotation = words(required=False, allow_blank=True)
    note = words(required=False, allow_blank=True)


class SeenInput(Input):
    """`seen`: the number of the newest reading that is known, 0 for none."""

    seen = serializers.IntegerField(min_value=0, max_value=2**53, required=False)


class CarryInput(SeenInput):
    revision = serializers.IntegerField(min_value=1, max_value=10**9, required=False)


class AnchorInput(CarryInput):
    quotation = words()
    start = serializers.IntegerField(min_value=0, max_value=10**9, required=False)


class TakeBackInput(SeenInput):
    reason = words()


class DerivationInput(Input):
    """The Source an article rests on, when it is another than proposed; the interest of one that is made."""

    source = Ref(Source, required=False)  # type: ignore[assignment]  # the stubs know another source
    interest = choice(vocabulary.Interest, required=False)


class ContactInput(Input):
    whom = serializers.CharField(max_length=200)
    means = choice(vocabulary.ContactMeans, required=False, allow_blank=True)
    asked_at = serializers.DateTimeField()
    asked_precision = choice(vocabulary.Precision, required=False)
    asked_zone = zone(required=False)
    due_at = serializers.DateTimeField(required=False, allow_null=True)
    note = words(required=False, allow_blank=True)
    visibility = choice(vocabulary.Visibility, required=False)
    readers = Ref(User, required=False, many=True)


class ContactAnswerInput(Input):
    act = serializers.ChoiceField(choices=["replied", "declined", "no_reply"])
    answered_at = serializers.DateTimeField()
    answered_precision = choice(vocabulary.Precision, required=False)
    answered_zone = zone(required=False)
    quotation = words(required=False, allow_blank=True)
    note = words(required=False, allow_blank=True)
    visibility = choice(vocabulary.Visibility, required=False)


class ComplaintInput(Input):
    """`contact`, how to reach them, is sealed for `readers`."""

    complainant = serializers.CharField(max_length=200, required=False, allow_blank=True)
    statement = words()
    received_at = serializers.DateTimeField()
    received_zone = zone(required=False)
    contact = words(required=False, allow_blank=True)
    readers = Ref(User, required=False, many=True)


class ComplaintAnswerInput(Input):
    """`led_to` is the number of the act that put the claim right; `answers_seen`, how many answers were read."""

    answer = words()
    led_to = serializers.SlugRelatedField[Any](
        slug_field="number", queryset=JournalEntry.objects.all(), required=False, allow_null=True
    )
    answers_seen = serializers.IntegerField(min_value=0, max_value=1_000_000)


class SealedNoteInput(Input):
    text = words()
    readers = Ref(User, many=True)


class ReviewInput(Input):
    url = serializers.URLField(max_length=2000)
    headline = serializers.CharField(max_length=300)
    byline = serializers.CharField(max_length=200, required=False, allow_blank=True)
    language = serializers.CharField(max_length=12, required=False)
    published_on = serializers.DateField()
    rating = Ref(Rating)


class ReadersInput(Input):
    readers = Ref(User, many=True)


class ReasonInput(Input):
    reason = words()


class HoldInput(Input):
    reason = words(required=False, allow_blank=True, default="")


class MergeInput(Input):
    """The id of the one that answers from now on."""

    into = serializers.UUIDField()
    reason = words()


class PublishInput(Input):
    slug = serializers.SlugField(max_length=100, required=False)
    embargo_until = serializers.DateTimeField(required=False, allow_null=True)


class StatusChangeInput(Input):
    to = choice(vocabulary.VerificationStatus)
    reason = words()
    rating = Ref(Rating, required=False, allow_null=True)
    effective_at = serializers.DateTimeField(required=False, allow_null=True)
    effective_precision = choice(vocabulary.Precision, required=False)
    change_type = choice(vocabulary.ChangeType, required=False, allow_blank=True)
    evidence = Ref(Evidence, required=False, allow_null=True)
    further_evidence = Ref(Evidence, required=False, many=True)
    criterion = Ref(Criterion, required=False, allow_null=True)
    fewer_sources_because = words(required=False, allow_blank=True)
