"""API tokens: issue one, see its secret once, end it at once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims import permissions
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of, refusals_shown_on
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.fields import MomentField
from claims.models import ApiToken, User, database_now
from claims.recording import tokens
from claims.vocabulary import TokenScope


class TokenForm(forms.Form):
    user: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=gettext_lazy("Person"), queryset=User.objects.none(), empty_label=None
    )
    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=100)
    scope = forms.ChoiceField(label=gettext_lazy("May"), choices=TokenScope)
    expires_at = MomentField(label=gettext_lazy("Expires (UTC)"), help_text=gettext_lazy("Empty: never."))


class IssuePage(ActPage):
    """The secret is in the answer to the form, and nowhere after it."""

    form_class = TokenForm
    title = gettext_lazy("Issue an API token")
    may = staticmethod(permissions.is_desk)
    issued: tuple[ApiToken, str] | None = None

    def get_initial(self) -> dict[str, Any]:
        return {"user": self.editor.pk}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        people = User.objects.filter(is_active=True).order_by("username")
        mine = people if permissions.may_manage_people(self.editor) else people.filter(pk=self.editor.pk)
        form.fields["user"].queryset = mine
        return form

    def act(self, given: dict[str, Any]) -> None:
        self.issued = tokens.issue(**given, editor=self.editor, now=database_now())

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        answer = super().form_valid(form)
        if self.issued is None:
            return answer
        token, secret = self.issued
        context = {**admin.site.each_context(self.request), "title": self.title, "token": token, "secret": secret}
        page = TemplateResponse(self.request, "admin/claims/token_issued.html", context)
        add_never_cache_headers(page)
        return page

    def get_success_url(self) -> str:
        return reverse("admin:claims_apitoken_changelist")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    may_add = staticmethod(permissions.is_desk)
    list_display = ["name", "first_letters", "user", "scope", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_filter = ["scope"]
    list_select_related = ["user"]
    search_fields = ["name"]
    ordering = ["-created_at", "-pk"]
    readonly_fields = [
        "name",
        "first_letters",
        "user",
        "scope",
        "created_at",
        "expires_at",
        "last_used_at",
        "revoked_at",
    ]
    fields = readonly_fields
    change_form_outer_after_template = "admin/claims/token.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ApiToken]":
        rows: QuerySet[ApiToken] = super().get_queryset(request)
        return rows if permissions.may_manage_people(request.user) else rows.filter(user=editor_of(request))

    def get_urls(self) -> list[URLPattern]:
        revoke = self.admin_site.admin_view(require_POST(self.revoke_view))
        return [path("<int:token_id>/revoke/", revoke, name="token_revoke"), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        page: HttpResponse = IssuePage.as_view()(request)  # type: ignore[assignment]  # a rendered page or a redirect
        return page

    def revoke_view(self, request: HttpRequest, token_id: int) -> HttpResponse:
        token = get_object_or_404(self.get_queryset(request), pk=token_id)
        form = forms.Form(request.POST)
        with refusals_shown_on(form):
            tokens.revoke(token=token, editor=editor_of(request), now=database_now())
        if form.errors:
            messages.error(request, " ".join(map(str, form.non_field_errors())))
        else:
            messages.success(request, _("The token is revoked."))
        return HttpResponseRedirect(reverse("admin:claims_apitoken_changelist"))
