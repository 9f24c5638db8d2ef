"""The other nouns: stories, claimants, outlets, feeds, articles, suggestions, sources, captures, evidence, records."""

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import permissions, tasks
from claims.api import filters, inputs, outputs
from claims.api.claims import created
from claims.api.derivations import Derivations
from claims.api.merging import MergeableResource
from claims.api.proposals import Proposals
from claims.api.readings import ReadingActs
from claims.api.replies import Complaints, ContactAttempts, Reviews
from claims.api.resources import Resource
from claims.api.stories import Stories
from claims.models import (
    Appearance,
    Article,
    Capture,
    Claim,
    Claimant,
    Evidence,
    Feed,
    FollowUpCheck,
    JournalEntry,
    Outlet,
    Rating,
    Source,
    StatusChange,
    Suggestion,
    Topic,
    database_now,
)
from claims.monitoring import discovery, feeds
from claims.recording import captures, claimants, outlets, sources, topics
from claims.verification import decisions, evidence, protection, readings

BY_AGE = ("-created_at", "-pk")


class Topics(Resource):
    """What readers follow across stories."""

    is_public = True
    serializer_class = outputs.TopicOutput
    ordering: ClassVar[tuple[str, ...]] = ("name", "pk")

    def visible_to(self, user: object) -> QuerySet[Topic]:
        followed = Exists(Claim.objects.published().filter(topics=OuterRef("pk")))
        return Topic.objects.all() if permissions.is_desk(user) else Topic.objects.filter(followed)

    @extend_schema(request=inputs.TopicInput, responses={201: outputs.TopicOutput})
    def create(self, request: Request) -> Response:
        topic = topics.record(**self.said(inputs.TopicInput), editor=self.editor, now=database_now())
        return self.shown(topic, code=status.HTTP_201_CREATED)


class Claimants(MergeableResource):
    is_public = True
    serializer_class = outputs.ClaimantOutput
    ordering: ClassVar[tuple[str, ...]] = ("name", "pk")

    def visible_to(self, user: object) -> QuerySet[Claimant]:
        rows = Claimant.objects.filter(merged_into=None)
        theirs = Q(claimant=OuterRef("pk")) | Q(claimant__merged_into=OuterRef("pk"))
        said = Appearance.objects.filter(theirs, withdrawn_at=None, claim__in=Claim.objects.published())
        return rows if permissions.is_desk(user) else rows.filter(Exists(said))

    @extend_schema(request=inputs.ClaimantInput, responses={201: outputs.ClaimantOutput})
    def create(self, request: Request) -> Response:
        claimant = claimants.record(**self.said(inputs.ClaimantInput), editor=self.editor, now=database_now())
        return self.shown(claimant, code=status.HTTP_201_CREATED)


class Outlets(MergeableResource):
    is_public = True
    serializer_class = outputs.OutletOutput
    ordering: ClassVar[tuple[str, ...]] = ("name", "pk")

    def visible_to(self, user: object) -> QuerySet[Outlet]:
        rows = Outlet.objects.filter(merged_into=None)
        if permissions.is_desk(user):
            return rows
        published = Claim.objects.published()
        theirs = Q(outlet=OuterRef("pk")) | Q(outlet__merged_into=OuterRef("pk"))
        carried = Appearance.objects.filter(theirs, withdrawn_at=None, claim__in=published)
        printed = Q(article__outlet=OuterRef("pk")) | Q(article__outlet__merged_into=OuterRef("pk"))
        cited = Evidence.objects.public().standing().filter(printed, claim__in=published)
        return rows.filter(Q(Exists(carried)) | Q(Exists(cited)))

    @extend_schema(request=inputs.OutletInput, responses={201: outputs.OutletOutput})
    def create(self, request: Request) -> Response:
        outlet = outlets.record(**self.said(inputs.OutletInput), editor=self.editor, now=database_now())
        return self.shown(outlet, code=status.HTTP_201_CREATED)


class Feeds(Resource):
    serializer_class = outputs.FeedOutput
    ordering: ClassVar[tuple[str, ...]] = BY_AGE

    def visible_to(self, user: object) -> QuerySet[Feed]:
        return Feed.objects.select_related("outlet__merged_into") if permissions.is_desk(user) else Feed.objects.none()

    @extend_schema(request=inputs.FeedInput, responses={201: outputs.FeedOutput})
    def create(self, request: Request) -> Response:
        said = self.said(inputs.FeedInput)
        feed = feeds.add(**said, editor=self.editor, now=database_now(), fetch=tasks.politely())
        tasks.enqueue_after_commit(tasks.poll_feed, feed_id=feed.pk)
        return self.shown(feed, code=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=outputs.FeedOutput)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, id: str) -> Response:
        feeds.pause(feed=self.get_object(), editor=self.editor, now=database_now())
        return self.shown(self.get_object())

    @extend_schema(request=None, responses=outputs.FeedOutput)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, id: str) -> Response:
        feed = self.get_object()
        feeds.resume(feed=feed, editor=self.editor, now=database_now())
        tasks.enqueue_after_commit(tasks.poll_feed, feed_id=feed.pk)
        return self.shown(self.get_object())

    @extend_schema(request=None, responses=outputs.FeedOutput)
    @action(detail=True, methods=["post"], url_path="try-now")
    def try_now(self, request: Request, id: str) -> Response:
        feed = self.get_object()
        feeds.try_now(feed=feed, editor=self.editor, now=database_now())
        tasks.enqueue_after_commit(tasks.poll_feed, feed_id=feed.pk)
        return self.shown(self.get_object())

    @extend_schema(request=inputs.FeedPausesInput, responses=outputs.FeedOutput)
    @action(detail=True, methods=["post"])
    def pauses(self, request: Request, id: str) -> Response:
        said = self.said(inputs.FeedPausesInput)
        feeds.set_pauses(feed=self.get_object(), **said, editor=self.editor, now=database_now())
        return self.shown(self.get_object())

    @extend_schema(request=inputs.DiscoverInput, responses=outputs.FoundOutput(many=True))
    @action(detail=False, methods=["post"], pagination_class=None, filter_backends=[])
    def discover(self, request: Request) -> Response:
        """What can be watched at an address; nothing is stored."""
        said = self.said(inputs.DiscoverInput)
        found = discovery.discover(**said, editor=self.editor, now=database_now(), fetch=tasks.politely())
        return Response(outputs.FoundOutput(found, many=True).data)


class Articles(Resource):
    is_public = True
    serializer_class = outputs.ArticleOutput
    filterset_class = filters.ArticleFilter
    ordering: ClassVar[tuple[str, ...]] = ("-first_seen_at", "-pk")

    def visible_to(self, user: object) -> QuerySet[Article]:
        rows = Article.objects.select_related("outlet__merged_into")
        cited = Evidence.objects.public().standing().filter(article=OuterRef("pk"), claim__in=Claim.objects.published())
        return rows if permissions.is_desk(user) else rows.filter(Exists(cited))


class Suggestions(Resource):
    serializer_class = outputs.SuggestionOutput
    filterset_class = filters.SuggestionFilter
    ordering: ClassVar[tuple[str, ...]] = ("-created_at", "-pk")

    def visible_to(self, user: object) -> QuerySet[Suggestion]:
        rows = Suggestion.objects.select_related("claim", "article")
        return rows.visible_to(user) if permissions.is_desk(user) else rows.none()

    @extend_schema(request=inputs.ConfirmInput, responses={201: outputs.EvidenceOutput})
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ConfirmInput)
        kept = decisions.confirm(suggestion_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        return self.shown(kept, code=status.HTTP_201_CREATED, shape=outputs.EvidenceOutput)

    @extend_schema(request=inputs.ReasonInput, responses=outputs.SuggestionOutput)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        decisions.dismiss(suggestion_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object())

    @extend_schema(request=inputs.ReasonInput, responses=outputs.SuggestionOutput)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        decisions.reverse(suggestion_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object())


class Sources(MergeableResource):
    serializer_class = outputs.SourceOutput
    ordering: ClassVar[tuple[str, ...]] = ("-pk",)

    def visible_to(self, user: object) -> QuerySet[Source]:
        if not permissions.is_desk(user):
            return Source.objects.none()
        return Source.objects.visible_to(user).filter(merged_into=None).select_related("claimant__merged_into")

    @extend_schema(request=inputs.SourceInput, responses={201: outputs.SourceOutput})
    def create(self, request: Request) -> Response:
        source = sources.record(**self.said(inputs.SourceInput), editor=self.editor, now=database_now())
        return self.shown(source, code=status.HTTP_201_CREATED)

    @extend_schema(request=inputs.ReadersInput, responses=outputs.SourceOutput)
    @action(detail=True, methods=["post"])
    def seal(self, request: Request, id: str) -> Response:
        """Seal a source that was recorded in the open, and the evidence that rests on it."""
        said = self.said(inputs.ReadersInput)
        return self.shown(protection.protect(source=self.get_object(), editor=self.editor, now=database_now(), **said))


class Captures(Resource):
    """Captures are written here and read as evidence."""

    http_method_names = ["post", "options"]
    serializer_class = inputs.CaptureInput

    def visible_to(self, user: object) -> QuerySet[Capture]:
        return Capture.objects.visible_to(user) if permissions.is_desk(user) else Capture.objects.none()

    @extend_schema(request=inputs.CaptureInput, responses={201: OpenApiTypes.OBJECT})
    def create(self, request: Request) -> Response:
        said = self.said(inputs.CaptureInput)
        content = said.pop("text").encode()
        capture = captures.record(
            content=content, media_type="text/plain", editor=self.editor, now=database_now(), **said
        )
        return created(capture)


class EvidenceResource(ReadingActs):
    is_public = True
    serializer_class = outputs.EvidenceOutput
    filterset_class = filters.EvidenceFilter
    ordering: ClassVar[tuple[str, ...]] = BY_AGE

    def visible_to(self, user: object) -> QuerySet[Evidence]:
        rows = Evidence.objects.visible_to(user).filter(claim__in=Claim.objects.visible_to(user))
        rows = rows if permissions.is_desk(user) else rows.standing()
        related = ("claim", "article", "capture", "appearance", "contact_attempt", "source__merged_into")
        return rows.select_related(*related).prefetch_related("readings")

    @extend_schema(request=inputs.EvidenceInput, responses={201: outputs.EvidenceOutput})
    def create(self, request: Request) -> Response:
        said = self.said(inputs.EvidenceInput)
        kept = decisions.add_by_hand(**said, editor=self.editor, now=database_now())
        return self.shown(kept, code=status.HTTP_201_CREATED)

    @extend_schema(request=inputs.ReadingInput, responses={201: outputs.EvidenceOutput})
    @action(detail=True, methods=["post"])
    def readings(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReadingInput)
        readings.read(evidence=self.get_object(), editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object(), code=status.HTTP_201_CREATED)

    @extend_schema(request=inputs.ReasonInput, responses=outputs.EvidenceOutput)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        evidence.withdraw(evidence=self.get_object(), editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object())


class Ratings(Resource):
    """The words of verdicts, those too that new ones do without."""

    is_public = True
    serializer_class = outputs.RatingOutput
    ordering: ClassVar[tuple[str, ...]] = ("scale", "position", "pk")

    def visible_to(self, user: object) -> QuerySet[Rating]:
        return Rating.objects.select_related("scale")


class StatusChanges(Resource):
    is_public = True
    serializer_class = outputs.StatusChangeOutput
    filterset_class = filters.StatusChangeFilter
    ordering: ClassVar[tuple[str, ...]] = ("-number",)

    def visible_to(self, user: object) -> QuerySet[StatusChange]:
        rows = StatusChange.objects.select_related("claim", "rating", "corrects")
        return rows.filter(claim__in=Claim.objects.visible_to(user))


class Checks(Resource):
    is_public = True
    serializer_class = outputs.CheckOutput
    filterset_class = filters.CheckFilter
    ordering: ClassVar[tuple[str, ...]] = ("-finished_at", "-pk")

    def visible_to(self, user: object) -> QuerySet[FollowUpCheck]:
        return FollowUpCheck.objects.select_related("claim").filter(claim__in=Claim.objects.visible_to(user))


class Journal(Resource):
    """Every act, by number: ask for what came `after` the last one you know."""

    serializer_class = outputs.JournalOutput
    filterset_class = filters.JournalFilter
    ordering: ClassVar[tuple[str, ...]] = ("number",)

    def visible_to(self, user: object) -> QuerySet[JournalEntry]:
        if not permissions.is_desk(user):
            return JournalEntry.objects.none()
        entries = JournalEntry.objects.told().told_to(user)
        entries = entries if permissions.may_manage_people(user) else entries.of_work()
        return entries.select_related("claim", "actor")


def resources() -> dict[str, type[Resource]]:
    """The addresses of the nouns."""
    found: dict[str, Any] = {
        "stories": Stories,
        "topics": Topics,
        "claimants": Claimants,
        "outlets": Outlets,
        "feeds": Feeds,
        "articles": Articles,
        "suggestions": Suggestions,
        "derivations": Derivations,
        "sources": Sources,
        "captures": Captures,
        "evidence": EvidenceResource,
        "contact-attempts": ContactAttempts,
        "complaints": Complaints,
        "reviews": Reviews,
        "status-changes": StatusChanges,
        "status-proposals": Proposals,
        "ratings": Ratings,
        "checks": Checks,
        "journal": Journal,
    }
    return found
