"""A form on a page of its own: who may, what it asks, and the one act it ends in."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import FormView

from claims import permissions
from claims.admin.acting import editor_of, is_a_number, refusals_shown_on
from claims.models import Claim, User


class ActPage(FormView):  # type: ignore[type-arg]  # bare at run time: Django's views take no parameters
    """Subclasses give `form_class`, `title`, `may` and `act`."""

    template_name = "admin/claims/act.html"
    title: str | Promise = ""
    button: str | Promise = ""
    done: str | Promise = ""
    may: Callable[[object], bool] = staticmethod(permissions.may_record)

    @property
    def editor(self) -> User:
        return editor_of(self.request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def act(self, given: dict[str, Any]) -> None:
        """The stage call, with what the form holds."""
        raise NotImplementedError

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        with refusals_shown_on(form):
            self.act(form.cleaned_data)
        if form.errors:
            return self.form_invalid(form)
        if self.done:
            messages.success(self.request, str(self.done))
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **admin.site.each_context(self.request),
            **context,
            "title": self.title,
            "button": self.button or self.title,
            "back": self.get_success_url(),
        }


class ClaimActPage(ActPage):
    """An act on one claim; a claim this person may not see answers as one that never was."""

    claim: Claim

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        visible = Claim.objects.visible_to(request.user).select_related("story", "rating")
        self.claim = get_object_or_404(visible, pk=kwargs["claim_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse("admin:claims_claim_change", args=[self.claim.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, claim=self.claim)


class PartActPage(ClaimActPage):
    """An act on one part of a claim, which `?which=` names by its number."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_a_number(request.GET.get("which", "")):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def which(self) -> str:
        return self.request.GET["which"]
