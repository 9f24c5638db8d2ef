"""What machines say of a reading when its article changed."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import inputs, outputs
from claims.api.resources import Resource
from claims.models import Evidence, Revision, database_now
from claims.verification import readings


class ReadingActs(Resource):
    """Acts on the newest reading of one evidence; each is a further reading."""

    @extend_schema(request=inputs.CarryInput, responses={201: outputs.EvidenceOutput})
    @action(detail=True, methods=["post"], url_path="carry-over")
    def carry_over(self, request: Request, id: str) -> Response:
        """A newer revision changes nothing in substance: the reading holds for it too."""
        said, row = self.said(inputs.CarryInput), self.get_object()
        revision = _revision(row, said.pop("revision", None))
        readings.carry_over(evidence=row, revision=revision, **said, editor=self.editor, now=database_now())
        return self.shown(self.get_object(), code=status.HTTP_201_CREATED)

    @extend_schema(request=inputs.AnchorInput, responses={201: outputs.EvidenceOutput})
    @action(detail=True, methods=["post"])
    def reanchor(self, request: Request, id: str) -> Response:
        """The quotation in the words of a newer revision; the stance stays."""
        said, row = self.said(inputs.AnchorInput), self.get_object()
        revision = _revision(row, said.pop("revision", None))
        readings.reanchor(evidence=row, revision=revision, **said, editor=self.editor, now=database_now())
        return self.shown(self.get_object(), code=status.HTTP_201_CREATED)

    @extend_schema(request=inputs.TakeBackInput, responses={201: outputs.EvidenceOutput})
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, id: str) -> Response:
        """Undo a carrying over or a new anchor, by a further reading."""
        said = self.said(inputs.TakeBackInput)
        readings.take_back(evidence=self.get_object(), **said, editor=self.editor, now=database_now())
        return self.shown(self.get_object(), code=status.HTTP_201_CREATED)


def _revision(evidence: Evidence, number: int | None) -> Revision:
    """The revision of the evidence's article with this number, the newest without one; 404 when there is none."""
    rows = Revision.objects.filter(article=evidence.article_id).select_related("body").order_by("-number")
    found = (rows if number is None else rows.filter(number=number)).first()
    if found is None:
        raise Http404
    return found
