"""Claimants, outlets and Sources that turned out to be one: the id of a duplicate leads to who answers for it."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import inputs
from claims.api.resources import Resource
from claims.models import Source, database_now
from claims.recording import merges


class MergeableResource(Resource):
    """Lists hold no duplicates; `merge` and `unmerge` are acts on the duplicate itself."""

    def get_object(self) -> Any:
        merged = self._model().objects.filter(public_id=self.kwargs["id"]).exclude(merged_into=None)
        survivor = merged.values_list("merged_into__public_id", flat=True).first()
        if survivor is not None:
            self.kwargs["id"] = survivor
        return super().get_object()

    @extend_schema(request=inputs.MergeInput)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, id: str) -> Response:
        """Have another answer for this one; nothing that names it is changed."""
        duplicate = self._itself(id)
        said = self.said(inputs.MergeInput)
        into = get_object_or_404(self._visible(), public_id=said["into"])
        merges.merge(duplicate=duplicate, into=into, reason=said["reason"], editor=self.editor, now=database_now())
        return self.shown(self.get_object())

    @extend_schema(request=inputs.ReasonInput)
    @action(detail=True, methods=["post"])
    def unmerge(self, request: Request, id: str) -> Response:
        """Take a merging back."""
        said = self.said(inputs.ReasonInput)
        merges.undo(duplicate=self._itself(id), **said, editor=self.editor, now=database_now())
        return self.shown(self.get_object())

    def _itself(self, id: str) -> Any:
        return get_object_or_404(self._visible(), public_id=id)

    def _visible(self) -> Any:
        """Those that this person may see, duplicates too."""
        model = self._model()
        return Source.objects.visible_to(self.editor) if model is Source else model.objects.all()

    def _model(self) -> Any:
        return self.visible_to(None).model
