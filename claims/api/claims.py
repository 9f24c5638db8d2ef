"""Claims, and everything that is done to one."""

from datetime import datetime
from typing import Any, ClassVar, cast

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import permissions, tasks
from claims.analysis.claim_pairs import PairText
from claims.api import inputs, outputs
from claims.api.appearances import AppearanceInput, AppearanceOutput, NewClaimInput
from claims.api.filters import ClaimFilter
from claims.api.resources import Known, Question, Resource
from claims.matching import similar_claims
from claims.models import Appearance, Claim, JournalEntry, StatusProposal, database_now
from claims.publishing import public_claims, releases, reviews
from claims.recording import appearances, claims, criteria, relations, sealed_notes, whole_claims
from claims.recording.claims import Wording
from claims.recording.whole_claims import WholeClaim
from claims.refusals import Stale
from claims.verification import complaints, contacts, proposals

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
        said = Appearance.objects.select_related("claimant__merged_into")
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
        # The record's number counts what only the desk knows of.
        response["ETag"] = etag(claim) if permissions.is_desk(request.user) else f'"{claim.version}"'
        return response

    def handle_exception(self, exc: Exception) -> Response:
        """Who comes too late is told the version that holds."""
        response = super().handle_exception(exc)
        if isinstance(exc, Stale):
            response["ETag"] = etag(Claim.objects.get(public_id=self.kwargs["id"]))
        return response

    @extend_schema(request=NewClaimInput, responses={201: outputs.ClaimOutput})
    def create(self, request: Request) -> Response:
        said = self.said(NewClaimInput)
        told = WholeClaim(
            saying=said.pop("appearance", None),
            criteria=said.pop("criteria", ()),
            wording=cast("Wording", {name: value for name, value in said.items() if name != "topics"}),
        )
        topics = said.get("topics", ())
        claim = whole_claims.record(told=told, topics=topics, editor=self.editor, now=database_now())
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

    @extend_schema(methods=["GET"], parameters=[inputs.SimilarInput], responses=outputs.SimilarOutput(many=True))
    @extend_schema(methods=["POST"], request=inputs.SimilarInput, responses=outputs.SimilarOutput(many=True))
    @action(
        detail=False,
        methods=["get", "post"],
        permission_classes=[Question],
        pagination_class=None,
        filter_backends=[],
    )
    def similar(self, request: Request) -> Response:
        """Recorded claims that read like a statement: the same, the opposite, another period or number.

        Post the words of a draft: an address stands in logs.
        """
        asked = inputs.SimilarInput(data=request.query_params if request.method == "GET" else request.data)
        asked.is_valid(raise_exception=True)
        text = PairText(claim_id=0, **asked.validated_data)
        pairs = similar_claims.similar(text=text, among=Claim.objects.visible_to(request.user))
        claims_by_id = Claim.objects.in_bulk([pair.claim_id for pair in pairs])
        rows = [{"claim": claims_by_id[pair.claim_id], "pair": pair} for pair in pairs]
        return Response(outputs.SimilarOutput(rows, many=True).data)

    @extend_schema(
        methods=["GET"],
        responses=AppearanceOutput(many=True),
        description="The desk reads them as they are.",
    )
    @extend_schema(methods=["POST"], request=AppearanceInput, responses={201: AppearanceOutput})
    @action(detail=True, methods=["get", "post"], pagination_class=None, filter_backends=[])
    def appearances(self, request: Request, id: str) -> Response:
        claim = self.get_object()
        if request.method == "GET":
            if not permissions.is_desk(request.user):
                raise Http404
            rows = Appearance.objects.filter(claim=claim, withdrawn_at=None).order_by("pk")
            told = rows.select_related(*AppearanceOutput.JOINED)
            return Response(AppearanceOutput(told, many=True).data)
        said = self.said(AppearanceInput)
        row = appearances.record(claim=claim, editor=self.editor, now=database_now(), **said)
        return self.shown(row, code=status.HTTP_201_CREATED, shape=AppearanceOutput)

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

    @extend_schema(
        request=inputs.StatusChangeInput,
        parameters=[IF_MATCH],
        responses={201: outputs.StatusChangeOutput, 202: outputs.StatusProposalOutput},
    )
    @action(detail=True, methods=["post"], url_path="status-changes")
    def status_changes(self, request: Request, id: str) -> Response:
        """Change the status. Where a second editor approves what is settled, 202 with what was proposed."""
        claim = self.get_object()
        seen = seen_record(request)
        said = self.said(inputs.StatusChangeInput)
        made = proposals.judge(claim_id=claim.pk, seen=seen, editor=self.editor, now=database_now(), **said)
        if isinstance(made, StatusProposal):
            return self.shown(made, code=status.HTTP_202_ACCEPTED, shape=outputs.StatusProposalOutput)
        response = self.shown(made, code=status.HTTP_201_CREATED, shape=outputs.StatusChangeOutput)
        response["ETag"] = etag(claim)
        return response

    @extend_schema(request=inputs.ContactInput, responses={201: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"], url_path="contact-attempts")
    def contact_attempts(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ContactInput)
        return created(contacts.ask(claim=self.get_object(), editor=self.editor, now=database_now(), **said))

    @extend_schema(request=inputs.ComplaintInput, responses={201: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"])
    def complaints(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ComplaintInput)
        return created(complaints.receive(claim=self.get_object(), editor=self.editor, now=database_now(), **said))

    @extend_schema(request=inputs.SealedNoteInput, responses={201: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"], url_path="sealed-notes")
    def sealed_notes(self, request: Request, id: str) -> Response:
        said = self.said(inputs.SealedNoteInput)
        return created(sealed_notes.seal(claim=self.get_object(), editor=self.editor, now=database_now(), **said))

    @extend_schema(request=inputs.ReviewInput, responses={201: outputs.ReviewOutput})
    @action(detail=True, methods=["post"])
    def reviews(self, request: Request, id: str) -> Response:
        said = self.said(inputs.ReviewInput)
        review = reviews.record(claim=self.get_object(), editor=self.editor, now=database_now(), **said)
        return self.shown(review, code=status.HTTP_201_CREATED, shape=outputs.ReviewOutput)

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

    @extend_schema(request=inputs.HoldInput, responses=outputs.ClaimOutput)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, id: str) -> Response:
        """Take back the order to publish when the embargo ends."""
        said = self.said(inputs.HoldInput)
        return self.shown(releases.hold(claim_id=self.get_object().pk, editor=self.editor, now=database_now(), **said))

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
    """The version of the wording, and the number of the last act that bears on the verdict."""
    return f'"{claim.version}.{JournalEntry.objects.last_bearing_on(claim)}"'


def seen_version(request: Request) -> int:
    """The version of the wording in If-Match. Raises 428 without one, 400 for one that is no version of ours."""
    return _matched(request)[0]


def seen_record(request: Request) -> int:
    """The number in If-Match up to which a claim's record was read. Raises like `seen_version`."""
    version_and_number = _matched(request)
    if len(version_and_number) == 1:
        raise _no_version()
    return version_and_number[1]


def _matched(request: Request) -> list[int]:
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given:
        raise PreconditionRequired
    parts = given.split(".")
    if len(parts) > 2 or not all(one.isascii() and one.isdigit() and len(one) < 16 for one in parts):
        raise _no_version()
    return [int(one) for one in parts]


def _no_version() -> exceptions.ValidationError:
    return exceptions.ValidationError({"If-Match": _('Send the ETag of the claim, such as "3.1024".')})


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
