"""Claims, and everything that is done to one."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import tasks
from claims.api import inputs, outputs
from claims.api.filters import ClaimFilter
from claims.api.resources import Known, Resource
from claims.models import Appearance, Claim, database_now
from claims.publishing import public_claims, releases
from claims.recording import appearances, claims, criteria, relations
from claims.verification import statuses

MOMENT = OpenApiParameter("as_of", OpenApiTypes.DATETIME, description="What was known then.")
EFFECTIVE = OpenApiParameter("effective_at", OpenApiTypes.DATETIME, description="What was so then, as known now.")
IF_MATCH = OpenApiParameter("If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True)


class PreconditionRequired(exceptions.APIException):
    status_code = 428
    default_detail = _("Send the version you read in If-Match, so that nobody is overwritten.")


class ClaimDetail(outputs.ClaimOutput):
    """A claim with all that the public knows of it, as of a time."""

    known = Known(read_only=True)

    class Meta(outputs.ClaimOutput.Meta):
        fields = [*outputs.ClaimOutput.Meta.fields, "known"]


class ClaimThen(serializers.Serializer[Claim]):
    """A claim as it was known, or as it was, at another time."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    known = Known(read_only=True)


class Claims(Resource):
    """What was claimed."""

    is_public = True
    serializer_class = outputs.ClaimOutput
    filterset_class = ClaimFilter
    ordering: ClassVar[tuple[str, ...]] = ("-created_at", "-pk")

    def visible_to(self, user: object) -> QuerySet[Claim]:
        said = Appearance.objects.select_related("claimant")
        rows = Claim.objects.visible_to(user).select_related("story", "rating__scale", "watch")
        return rows.prefetch_related("topics", Prefetch("appearances", queryset=said))

    @extend_schema(parameters=[MOMENT, EFFECTIVE], responses=ClaimDetail)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        claim = self.get_object()
        as_of, effective_at = moment(request, "as_of"), moment(request, "effective_at")
        claim.known = public_claims.known(claim, as_of=as_of, effective_at=effective_at)
        if as_of is not None or effective_at is not None:
            # What stands beside `known` is of today: an answer about another time holds nothing else.
            return self.shown(claim, shape=ClaimThen)
        response = self.shown(claim, shape=ClaimDetail)
        response["ETag"] = etag(claim)
        return response

    @extend_schema(request=inputs.NewClaimInput, responses={201: outputs.ClaimOutput})
    def create(self, request: Request) -> Response:
        claim = claims.record(**self.said(inputs.NewClaimInput), editor=self.editor, now=database_now())
        tasks.enqueue_after_commit(tasks.check_claim, claim_id=claim.pk)
        return self.shown(claim, code=status.HTTP_201_CREATED)

    @extend_schema(request=inputs.ClaimInput, parameters=[IF_MATCH], responses=outputs.ClaimOutput)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        claim = self.get_object()
        version = seen_version(request)
        changed = self.said(inputs.ClaimInput, partial=True)
        claim = claims.edit(claim_id=claim.pk, version=version, editor=self.editor, now=database_now(), **changed)
        response = self.shown(claim)
        response["ETag"] = etag(claim)
        return response

    @extend_schema(request=inputs.AppearanceInput, responses={201: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"])
    def appearances(self, request: Request, id: str) -> Response:
        said = self.said(inputs.AppearanceInput)
        return created(appearances.record(claim=self.get_object(), editor=self.editor, now=database_now(), **said))

    @extend_schema(request=inputs.CriterionInput, responses={201: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"])
    def criteria(self, request: Request, id: str) -> Response:
        said = self.said(inputs.CriterionInput)
        return created(criteria.record(claim=self.get_object(), editor=self.editor, now=database_now(), **said))

    @extend_schema(request=inputs.RelationInput, responses={201: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"])
    def relations(self, request: Request, id: str) -> Response:
        said = self.said(inputs.RelationInput)
        return created(relations.relate(claim=self.get_object(), editor=self.editor, now=database_now(), **said))

    @extend_schema(request=inputs.StatusChangeInput, responses={201: outputs.StatusChangeOutput})
    @action(detail=True, methods=["post"], url_path="status-changes")
    def status_changes(self, request: Request, id: str) -> Response:
        said = self.said(inputs.StatusChangeInput)
        change = statuses.change(claim_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        return self.shown(change, code=status.HTTP_201_CREATED, shape=outputs.StatusChangeOutput)

    @extend_schema(request=inputs.PublishInput, responses=outputs.ClaimOutput)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, id: str) -> Response:
        said = self.said(inputs.PublishInput)
        return self.shown(
            releases.publish(claim_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        )

    @extend_schema(request=inputs.ReasonInput, responses=outputs.ClaimOutput)
    @action(detail=True, methods=["post"])
    def unpublish(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReasonInput)
        return self.shown(
            releases.unpublish(claim_id=self.get_object().pk, editor=self.editor, now=database_now(), **said)
        )

    @extend_schema(request=None, responses={202: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"], url_path="check-now")
    def check_now(self, request: Request, id: str) -> Response:
        claim = self.get_object()
        claims.look_again(claim=claim, editor=self.editor, now=database_now())
        tasks.enqueue_after_commit(tasks.check_claim, claim_id=claim.pk)
        return Response({"id": str(claim.public_id), "due": True}, status=status.HTTP_202_ACCEPTED)


def created(row: Any) -> Response:
    """The id of a new row."""
    return Response({"id": str(row.public_id)}, status=status.HTTP_201_CREATED)


def etag(claim: Claim) -> str:
    return f'"{claim.version}"'


def seen_version(request: Request) -> int:
    """The version in If-Match. Raises 428 without one, 400 for one that is no version of ours."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given:
        raise PreconditionRequired
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise exceptions.ValidationError({"If-Match": _('Send the ETag of the claim, such as "3".')})
    return int(given)


def moment(request: Request, name: str) -> datetime | None:
    """A time in the query, None without one. Raises a ValidationError that says how to write it."""
    value = request.query_params.get(name)
    if not value:
        return None
    try:
        found = serializers.DateTimeField().to_internal_value(value)
    except (serializers.ValidationError, OverflowError):
        sentence = _("This is not a time: write it as 2022-02-15T12:00:00Z.")
        raise exceptions.ValidationError({name: sentence}) from None
    assert isinstance(found, datetime)
    return found
