"""What articles rest on: read by everybody once confirmed, decided by the desk."""

from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import permissions
from claims.api import filters, inputs, outputs
from claims.api.resources import Resource
from claims.models import Claim, Derivation, Evidence, database_now
from claims.verification import derivations


class Derivations(Resource):
    is_public = True
    serializer_class = outputs.DerivationOutput
    filterset_class = filters.DerivationFilter
    ordering: ClassVar[tuple[str, ...]] = ("-created_at", "-pk")

    def visible_to(self, user: object) -> QuerySet[Derivation]:
        """To the desk, but for drafts; to others confirmed ones whose both articles a published claim cites."""
        rows = Derivation.objects.select_related(
            "article", "original", "source__merged_into", "claimant__merged_into", "claim"
        )
        if permissions.is_desk(user):
            return rows.visible_to(user)
        cited = Evidence.objects.public().standing().filter(claim__in=Claim.objects.published())
        both = (Exists(cited.filter(article=OuterRef(name))) for name in ("article", "original"))
        return rows.filter(*both, pk__in=Derivation.objects.confirmed())

    @extend_schema(request=inputs.DerivationInput, responses=outputs.DerivationOutput)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, id: str) -> Response:
        said = self.said(inputs.DerivationInput)
        derivations.confirm(derivation_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object())

    @extend_schema(request=inputs.ReasonInput, responses=outputs.DerivationOutput)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        derivations.dismiss(derivation_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object())

    @extend_schema(request=inputs.ReasonInput, responses=outputs.DerivationOutput)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        derivations.reverse(derivation_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        return self.shown(self.get_object())
