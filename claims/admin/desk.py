"""What every list and form of the desk shares: nobody deletes, and a save is one stage call."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from claims import permissions
from claims.admin import exports, history_pages
from claims.admin.acting import show_refusal
from claims.admin.fields import FoundAsOneTypes
from claims.models import Claim, JournalEntry
from claims.models.journal import JournalQuerySet
from claims.refusals import Refused


def nobody(user: object) -> bool:
    return False


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]  # bare at run time: Django's forms take no parameters
    """A form whose rules are the stage's: what the stage refused is shown at its field."""

    refusal: Refused | None = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal is not None:
            show_refusal(self, self.refusal)
        return cleaned

    def validate_constraints(self) -> None:
        """The stage refuses in words what a constraint would refuse by name."""

    def validate_unique(self) -> None:
        """Likewise."""


class DeskAdmin(ModelAdmin):  # type: ignore[misc]  # the theme has no types
    """A noun of the record. Its subclass says who may add and change, and which stage call a save is."""

    form = DeskForm
    actions = None
    list_per_page = 50
    show_full_result_count = False
    compressed_fields = True
    list_after_template = "admin/claims/export_links.html"
    may_add: Callable[[object], bool] = staticmethod(nobody)
    may_change: Callable[[object], bool] = staticmethod(nobody)
    claim_path: str | None = None  # the lookup from a row to its claim: drafts stay among those who may see them

    def write(self, request: HttpRequest, form: forms.BaseForm, original: models.Model | None) -> models.Model:
        """The one stage call of a save."""
        raise NotImplementedError

    def has_module_permission(self, request: HttpRequest) -> bool:
        return permissions.is_desk(request.user)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return permissions.is_desk(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_add(request.user)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.may_change(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **given: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            given["widget"] = FoundAsOneTypes(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **given)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: QuerySet[Any] = super().get_queryset(request)
        return without_drafts(rows, request, self.claim_path) if self.claim_path else rows

    def get_urls(self) -> list[URLPattern]:
        return [*exports.urls(self), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        more = {"exports": exports.links(self, request), **(extra_context or {})}
        page: HttpResponse = super().changelist_view(request, more)
        return page

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A refused save shows the same form again, with what was typed and the reason at its field."""
        try:
            return self._form_page(request, object_id, form_url, extra_context)
        except Refused as refused:
            setattr(request, "refusal", self.explained(refused, object_id))  # noqa: B010  # not a request's own field
            return self._form_page(request, object_id, form_url, extra_context)

    def _form_page(self, request: HttpRequest, *given: Any) -> HttpResponse:
        page: HttpResponse = super().changeform_view(request, *given)
        return page

    def explained(self, refused: Refused, object_id: str | None) -> Refused:
        """The refusal as this page says it."""
        return refused

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        kept = self.write(request, form, obj if change else None)
        obj.pk = kept.pk
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The stage call wrote what belongs to the row."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The journal is the log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The journal is the log."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Everything the journal holds about this row."""
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(what)s") % {"what": row},
            "opts": self.opts,
            "original": row,
            **self.history(request, row),
        }
        return TemplateResponse(request, "admin/claims/history.html", context)

    def history(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return history_pages.shown(request, self.entries(row))

    def entries(self, row: Any) -> JournalQuerySet:
        return JournalEntry.objects.filter(subject_type=self.opts.model_name, subject_id=row.public_id)


class ReadOnlyAdmin(DeskAdmin):
    """Rows that the flow writes: to look at only."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields or [field.name for field in self.opts.fields]


def without_drafts(rows: "QuerySet[Any]", request: HttpRequest, path: str) -> "QuerySet[Any]":
    """Only what belongs to claims this person may see."""
    return rows.exclude(**{f"{path}__in": Claim.objects.hidden_from(request.user).values("pk")})
