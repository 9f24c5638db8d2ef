"""Stories, and the notes on them, as machines write and read them."""

from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import permissions
from claims.api import inputs, outputs
from claims.api.inputs import Input, words
from claims.api.outputs import Output
from claims.api.resources import Resource
from claims.models import Claim, Story, StoryNote, database_now
from claims.recording import notes, stories

MOST_NOTES = 100


class NoteInput(Input):
    text = words()


class NoteOutput(Output):
    """`text` is null when a chief destroyed it; `mentions` names the people it reached."""

    text = serializers.CharField(source="body.kept_text", allow_null=True, read_only=True)
    by = serializers.CharField(source="by.username", read_only=True)
    mentions = serializers.SerializerMethodField()

    class Meta:
        model = StoryNote
        fields = ["id", "text", "by", "mentions", "number", "recorded_at"]

    def get_mentions(self, note: StoryNote) -> list[str]:
        return [one.person.username for one in note.mentions.all()]


class Stories(Resource):
    """What the desk works on, and what it tells each other about it."""

    is_public = True
    serializer_class = outputs.StoryOutput
    ordering: ClassVar[tuple[str, ...]] = ("-created_at", "-pk")

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

    @extend_schema(methods=["GET"], responses=NoteOutput(many=True))
    @extend_schema(methods=["POST"], request=NoteInput, responses={201: NoteOutput})
    @action(detail=True, methods=["get", "post"], pagination_class=None, filter_backends=[])
    def notes(self, request: Request, id: str) -> Response:
        """What the desk tells each other about the story, the newest first; who is named with an @ is reached."""
        story = self.get_object()
        if request.method == "POST":
            said = self.said(NoteInput)
            note = notes.write(story=story, **said, editor=self.editor, now=database_now())
            return self.shown(note, code=status.HTTP_201_CREATED, shape=NoteOutput)
        if not permissions.may_see_notes(request.user):
            raise Http404
        rows = StoryNote.objects.visible_to(request.user).filter(story=story).select_related("body", "by")
        newest = rows.prefetch_related("mentions__person").order_by("-number")[:MOST_NOTES]
        return Response(NoteOutput(newest, many=True).data)
