"""Sources: who information comes from. A person at risk is sealed, and no list shows them to others."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin import survivors
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of
from claims.admin.fields import people
from claims.admin.merging import MergeableAdmin, MergedFilter
from claims.admin.seen_forms import SeenDeskAdmin, SeenDeskForm
from claims.models import Source, database_now
from claims.recording import sources
from claims.verification import protection

CLAIMANT = survivors.line("claimant", _("as claimant"))


class SourceForm(SeenDeskForm):
    name = forms.CharField(
        label=_("Name or description"),
        max_length=200,
        help_text=_("“NATO”, or “a resident near the line”. With naming “restricted” it is sealed at once."),
    )
    readers = people(_("Who may read it"), help_text=_("Only for a restricted source."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.claimant is not None:
            self.initial["claimant"] = self.instance.claimant.survivor.pk


class SealForm(forms.Form):
    readers = people(_("Who may read it"), help_text=_("Yourself too, if you want to read it again."))


class SealPage(ActPage):
    """Seal a source that turned out to be at risk."""

    form_class = SealForm
    title = _("Seal this source")
    done = _("The source is sealed; its evidence is restricted and public no more.")
    may = staticmethod(permissions.may_decide)

    @property
    def source(self) -> Source:
        found: Source = get_object_or_404(Source.objects.visible_to(self.editor), pk=self.kwargs["source_id"])
        return found

    def get_initial(self) -> dict[str, Any]:
        return {"readers": [self.editor]}

    def act(self, given: dict[str, Any]) -> None:
        protection.protect(source=self.source, readers=list(given["readers"]), editor=self.editor, now=database_now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = _(
            "Its name and the notes of its evidence are sealed, and readers no longer see that evidence. "
            "Reasons of status changes stay as they were written: look whether they name anybody."
        )
        return super().get_context_data(**kwargs, about=str(self.source), explanation=told)

    def get_success_url(self) -> str:
        return reverse("admin:claims_source_changelist")


@admin.register(Source)
class SourceAdmin(MergeableAdmin, SeenDeskAdmin):
    form = SourceForm
    may_add = staticmethod(permissions.may_record)
    may_change = staticmethod(permissions.may_decide)
    list_display = ["__str__", "kind", "naming", "interest", "basis"]
    list_filter = [MergedFilter, "kind", "naming", "interest"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    fields = ["name", "kind", "naming", "interest", "basis", "claimant", "readers"]
    compared = ("name", "kind", "naming", "interest", "basis", "claimant")
    autocomplete_fields = ["claimant"]
    change_form_outer_after_template = "admin/claims/source.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Source]":
        rows: QuerySet[Source] = super().get_queryset(request)
        return rows.filter(pk__in=Source.objects.visible_to(editor_of(request)).values("pk"))

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(SealPage.as_view())
        return [path("<int:source_id>/seal/", page, name="source_seal"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["may_decide"] = permissions.may_decide(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One under seal stays as it is."""
        return super().has_change_permission(request, obj) and (obj is None or obj.seal_id is None)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return super().get_fields(request, obj)
        if not self.has_change_permission(request, obj):
            return [*self.compared[:-1], CLAIMANT]
        return [name for name in super().get_fields(request, obj) if name != "readers"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [CLAIMANT] if obj is not None and not self.has_change_permission(request, obj) else []

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Source:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        readers = list(given.pop("readers"))
        if original is None:
            return sources.record(**given, readers=readers, editor=editor, now=now)
        return sources.edit(source=original, editor=editor, now=now, **given)
