"""Right of reply, complaints and our published reviews, for machines."""

from typing import ClassVar

from django.db.models import Prefetch, QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import permissions
from claims.api import filters, inputs, outputs
from claims.api.claims import created
from claims.api.resources import Resource
from claims.models import Claim, ClaimReview, Complaint, ComplaintAnswer, ContactAttempt, database_now
from claims.publishing import reviews
from claims.verification import complaints, contacts


class ContactAttempts(Resource):
    """Whom we asked, and what came of it. What readers may know stands in a claim's `known.contacts`."""

    serializer_class = outputs.ContactOutput
    filterset_class = filters.ContactFilter
    ordering: ClassVar[tuple[str, ...]] = ("-number",)

    def visible_to(self, user: object) -> QuerySet[ContactAttempt]:
        if not permissions.is_desk(user):
            return ContactAttempt.objects.none()
        rows = ContactAttempt.objects.visible_to(user).filter(claim__in=Claim.objects.visible_to(user))
        return rows.select_related("claim", "answers")

    @extend_schema(request=inputs.ContactAnswerInput, responses={201: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"])
    def answers(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ContactAnswerInput)
        return created(contacts.answer(attempt=self.get_object(), editor=self.editor, now=database_now(), **said))

    @extend_schema(request=inputs.ReasonInput, responses={201: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        return created(contacts.withdraw(attempt=self.get_object(), editor=self.editor, now=database_now(), **said))


class Complaints(Resource):
    """For the desk only: readers are told that a correction followed a complaint, never whose."""

    serializer_class = outputs.ComplaintOutput
    filterset_class = filters.ComplaintFilter
    ordering: ClassVar[tuple[str, ...]] = ("-received_at", "-pk")

    def visible_to(self, user: object) -> QuerySet[Complaint]:
        answers = ComplaintAnswer.objects.select_related("led_to").order_by("number")
        rows = Complaint.objects.visible_to(user).select_related("claim")
        return rows.prefetch_related(Prefetch("answers", queryset=answers))

    @extend_schema(request=inputs.ComplaintAnswerInput, responses={201: outputs.ComplaintOutput})
    @action(detail=True, methods=["post"])
    def answers(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ComplaintAnswerInput)
        complaints.answer(complaint=self.get_object(), editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object(), code=status.HTTP_201_CREATED)


class Reviews(Resource):
    """Our published checks of claims."""

    is_public = True
    serializer_class = outputs.ReviewOutput
    filterset_class = filters.ReviewFilter
    ordering: ClassVar[tuple[str, ...]] = ("-published_on", "-pk")

    def visible_to(self, user: object) -> QuerySet[ClaimReview]:
        rows = ClaimReview.objects.filter(claim__in=Claim.objects.visible_to(user)).select_related("claim", "rating")
        return rows if permissions.is_desk(user) else rows.standing()

    @extend_schema(request=inputs.ReasonInput, responses=outputs.ReviewOutput)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        reviews.withdraw(review=self.get_object(), editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object())
