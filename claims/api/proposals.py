"""Statuses that one editor proposed, for a second to decide on."""

from typing import ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import permissions
from claims.api import filters, inputs, outputs
from claims.api.resources import Resource
from claims.models import StatusProposal, database_now
from claims.verification import proposals


class Proposals(Resource):
    """What waits for a second editor, and what became of it."""

    serializer_class = outputs.StatusProposalOutput
    filterset_class = filters.StatusProposalFilter
    ordering: ClassVar[tuple[str, ...]] = ("-number",)

    def visible_to(self, user: object) -> QuerySet[StatusProposal]:
        rows = StatusProposal.objects.select_related("claim", "rating", "by", "decision")
        return rows.visible_to(user) if permissions.is_desk(user) else rows.none()

    @extend_schema(request=None, responses={201: outputs.StatusChangeOutput})
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, id: str) -> Response:
        change = proposals.approve(proposal_id=self.get_object().pk, editor=self.editor, now=database_now())
        return self.shown(change, code=status.HTTP_201_CREATED, shape=outputs.StatusChangeOutput)

    @extend_schema(request=inputs.ReasonInput, responses=outputs.StatusProposalOutput)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        proposals.send_back(proposal_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object())

    @extend_schema(request=inputs.ReasonInput, responses=outputs.StatusProposalOutput)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        proposals.take_back(proposal_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object())
