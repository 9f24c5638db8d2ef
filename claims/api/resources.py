"""The shape every resource shares: who may ask, how lists are filtered, how an act is done."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims import permissions
from claims.api.inputs import Input
from claims.models import ApiToken, User
from claims.vocabulary import TokenScope

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ALWAYS_ALLOWED = frozenset({"limit", "cursor", "format"})


class Door(BasePermission):
    """Anonymous reads what a resource calls public; the desk reads the rest; a reading token never writes."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method not in SAFE:
            is_reading_token = isinstance(request.auth, ApiToken) and request.auth.scope != TokenScope.WRITE
            return permissions.is_desk(request.user) and not is_reading_token
        return permissions.is_desk(request.user) or bool(getattr(view, "is_public", False))


class Question(Door):
    """A question whose words are posted, so that no log of addresses keeps them: whoever may read may ask."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method != "POST":
            return super().has_permission(request, view)
        return permissions.is_desk(request.user) or bool(getattr(view, "is_public", False))


class Resource(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """List and detail. A subclass says `visible_to(user)`, its `outputs`, its `ordering` and its filters."""

    permission_classes = [Door]
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"
    filter_backends = [filters.DjangoFilterBackend]
    is_public: ClassVar[bool] = False
    further_parameters: ClassVar[frozenset[str]] = frozenset()

    def visible_to(self, user: object) -> QuerySet[Any]:
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.visible_to(None)
        return self.visible_to(self.request.user)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "is_desk": permissions.is_desk(self.request.user)}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self._refuse_unknown_parameters(request)
        return super().list(request, *args, **kwargs)

    def _refuse_unknown_parameters(self, request: Request) -> None:
        filterset = getattr(self, "filterset_class", None)
        known = ALWAYS_ALLOWED | self.further_parameters | set(filterset.base_filters if filterset else ())
        unknown = sorted(set(request.query_params) - known)
        if unknown:
            sentence = _("There is no such filter. Known here: %(names)s.") % {"names": ", ".join(sorted(known))}
            raise ValidationError({unknown[0]: sentence})

    @property
    def editor(self) -> User:
        """The person who acts; Door has let nobody else in."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def said(self, shape: type[Input], *, partial: bool = False) -> dict[str, Any]:
        """The body of the request, checked field by field."""
        checked = shape(data=self.request.data, partial=partial)
        checked.is_valid(raise_exception=True)
        return dict(checked.validated_data)

    def shown(self, row: Any, *, code: int = status.HTTP_200_OK, shape: Callable[..., Any] | None = None) -> Response:
        """One row as the answer to an act."""
        output = (shape or self.get_serializer_class())(row, context=self.get_serializer_context())
        return Response(output.data, status=code)


class Known(serializers.Serializer[Any]):
    """The public read model, as it stands."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return asdict(instance)
