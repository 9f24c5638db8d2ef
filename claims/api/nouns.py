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
from claims.api.resources import Resource
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
    Source,
    StatusChange,
    Story,
    Suggestion,
    database_now,
)
from claims.monitoring import discovery, feeds
from claims.recording import captures, claimants, outlets, sources, stories
from claims.verification import decisions, evidence, readings

BY_AGE = ("-created_at", "-pk")


class Stories(Resource):
    is_public = True
    serializer_class = outputs.StoryOutput
    ordering: ClassVar[tuple[str, ...]] = BY_AGE

    def visible_to(self, user: object) -> QuerySet[Story]:
        rows = Story.objects.all()
        return (
            rows
            if permissions.is_desk(user)
            else rows.filter(Exists(Claim.objects.published().filter(story=OuterRef("pk"))))
        )

    @extend_schema(request=inputs.StoryInput, responses={201: outputs.StoryOutput})
    def create(self, request: Request) -> Response:
        story = stories.record(**self.said(inputs.StoryInput), editor=self.editor, now=database_now())
        return self.shown(story, code=status.HTTP_201_CREATED)


class Claimants(Resource):
    is_public = True
    serializer_class = outputs.ClaimantOutput
    ordering: ClassVar[tuple[str, ...]] = ("name", "pk")

    def visible_to(self, user: object) -> QuerySet[Claimant]:
        rows = Claimant.objects.filter(merged_into=None)
        said = Appearance.objects.filter(
            claimant=OuterRef("pk"), withdrawn_at=None, claim__in=Claim.objects.published()
        )
        return rows if permissions.is_desk(user) else rows.filter(Exists(said))

    @extend_schema(request=inputs.ClaimantInput, responses={201: outputs.ClaimantOutput})
    def create(self, request: Request) -> Response:
        claimant = claimants.record(**self.said(inputs.ClaimantInput), editor=self.editor, now=database_now())
        return self.shown(claimant, code=status.HTTP_201_CREATED)


class Outlets(Resource):
    is_public = True
    serializer_class = outputs.OutletOutput
    ordering: ClassVar[tuple[str, ...]] = ("name", "pk")

    def visible_to(self, user: object) -> QuerySet[Outlet]:
        rows = Outlet.objects.filter(merged_into=None)
        if permissions.is_desk(user):
            return rows
        published = Claim.objects.published()
        carried = Appearance.objects.filter(outlet=OuterRef("pk"), withdrawn_at=None, claim__in=published)
        cited = Evidence.objects.public().standing().filter(article__outlet=OuterRef("pk"), claim__in=published)
        return rows.filter(Q(Exists(carried)) | Q(Exists(cited)))

    @extend_schema(request=inputs.OutletInput, responses={201: outputs.OutletOutput})
    def create(self, request: Request) -> Response:
        outlet = outlets.record(**self.said(inputs.OutletInput), editor=self.editor, now=database_now())
        return self.shown(outlet, code=status.HTTP_201_CREATED)


class Feeds(Resource):
    serializer_class = outputs.FeedOutput
    ordering: ClassVar[tuple[str, ...]] = BY_AGE

    def visible_to(self, user: object) -> QuerySet[Feed]:
        return Feed.objects.select_related("outlet") if permissions.is_desk(user) else Feed.objects.none()

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
        rows = Article.objects.select_related("outlet")
        cited = Evidence.objects.public().standing().filter(article=OuterRef("pk"), claim__in=Claim.objects.published())
        return rows if permissions.is_desk(user) else rows.filter(Exists(cited))


class Suggestions(Resource):
    serializer_class = outputs.SuggestionOutput
    filterset_class = filters.SuggestionFilter
    ordering: ClassVar[tuple[str, ...]] = ("-created_at", "-pk")

    def visible_to(self, user: object) -> QuerySet[Suggestion]:
        rows = Suggestion.objects.select_related("claim", "article")
        return rows.filter(claim__in=Claim.objects.visible_to(user)) if permissions.is_desk(user) else rows.none()

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


class Sources(Resource):
    serializer_class = outputs.SourceOutput
    ordering: ClassVar[tuple[str, ...]] = ("-pk",)

    def visible_to(self, user: object) -> QuerySet[Source]:
        if not permissions.is_desk(user):
            return Source.objects.none()
        return Source.objects.visible_to(user).select_related("claimant")

    @extend_schema(request=inputs.SourceInput, responses={201: outputs.SourceOutput})
    def create(self, request: Request) -> Response:
        source = sources.record(**self.said(inputs.SourceInput), editor=self.editor, now=database_now())
        return self.shown(source, code=status.HTTP_201_CREATED)


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


class EvidenceResource(Resource):
    is_public = True
    serializer_class = outputs.EvidenceOutput
    filterset_class = filters.EvidenceFilter
    ordering: ClassVar[tuple[str, ...]] = BY_AGE

    def visible_to(self, user: object) -> QuerySet[Evidence]:
        rows = Evidence.objects.visible_to(user).filter(claim__in=Claim.objects.visible_to(user))
        rows = rows if permissions.is_desk(user) else rows.standing()
        related = ("claim", "article", "capture", "appearance", "source")
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
        seen = Q(claim=None) | Q(claim__in=Claim.objects.visible_to(user))
        return JournalEntry.objects.filter(seen).select_related("claim", "actor")


def resources() -> dict[str, type[Resource]]:
    """The addresses of the nouns."""
    found: dict[str, Any] = {
        "stories": Stories,
        "claimants": Claimants,
        "outlets": Outlets,
        "feeds": Feeds,
        "articles": Articles,
        "suggestions": Suggestions,
        "sources": Sources,
        "captures": Captures,
        "evidence": EvidenceResource,
        "status-changes": StatusChanges,
        "checks": Checks,
        "journal": Journal,
    }
    return found
