"""People and their roles: a chief manages them."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.widgets import UnfoldAdminPasswordWidget

from claims import permissions
from claims.admin import own_sessions
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of, refusals_shown_on
from claims.admin.desk import DeskAdmin, DeskForm
from claims.models import SignIn, User, database_now
from claims.recording import people, second_factors, sessions
from claims.vocabulary import Lock


class PersonPage(ActPage):
    """An act on a colleague’s account."""

    may = staticmethod(permissions.may_manage_people)
    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = get_object_or_404(User, pk=kwargs["person_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse("admin:claims_user_change", args=[self.person.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, about=self.person, explanation=self.explanation)

    explanation: str | Promise = ""


class ResetForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, and how you know that it is them who ask"), widget=forms.Textarea(attrs={"rows": 2})
    )


class ResetPage(PersonPage):
    form_class = ResetForm
    title = _("Reset the second factor")
    explanation = _("Their app’s codes and recovery codes stop working, and their sessions end.")
    done = _("The second factor is reset.")

    def act(self, given: dict[str, Any]) -> None:
        second_factors.reset(person=self.person, editor=self.editor, now=database_now(), **given)


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least what the password rules ask; the person changes it after signing in."),
    )


class PasswordPage(PersonPage):
    form_class = PasswordForm
    title = _("Set a new password")
    explanation = _("For somebody who lost theirs. Their sessions end.")
    done = _("The password is set.")

    def act(self, given: dict[str, Any]) -> None:
        own = own_sessions.current(self.request) if self.person == self.editor else None
        people.change_password(person=self.person, editor=self.editor, now=database_now(), but=own, **given)
        if own is not None:
            update_session_auth_hash(self.request, self.person)
            own_sessions.note(self.request, own)


class EndSessionsPage(PersonPage):
    form_class = forms.Form
    title = _("End all sessions")
    explanation = _("Wherever they are signed in, they are asked for their password again.")
    done = _("The sessions are ended.")

    def act(self, given: dict[str, Any]) -> None:
        sessions.end_all(person=self.person, editor=self.editor, now=database_now())


class PersonForm(DeskForm):
    password = forms.CharField(
        label=_("First password"),
        widget=UnfoldAdminPasswordWidget,
        help_text=_("At least what the password rules ask; the person changes it after signing in."),
    )


@admin.register(User)
class UserAdmin(DeskAdmin):
    may_add = staticmethod(permissions.may_manage_people)
    may_change = staticmethod(permissions.may_manage_people)
    list_display = ["username", "first_name", "last_name", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["username", "first_name", "last_name"]
    ordering = ["username"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return permissions.may_manage_people(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.may_manage_people(request.user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        names = ["first_name", "last_name", "email", "role"]
        return ["username", "password", *names] if obj is None else ["username", *names, "is_active"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else ["username"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        self_form = PersonForm if obj is None else DeskForm
        return super().get_form(request, obj, change=change, **{"form": self_form, **kwargs})

    change_form_outer_after_template = "admin/claims/person.html"

    def get_urls(self) -> list[URLPattern]:
        pages = {"second-factor": ResetPage, "password": PasswordPage, "end-sessions": EndSessionsPage}
        acts = [
            path(f"<int:person_id>/{name}/", self.admin_site.admin_view(page.as_view()), name=f"person_{name}")
            for name, page in pages.items()
        ]
        end = self.admin_site.admin_view(require_POST(self.end_view))
        return [*acts, path("sessions/<uuid:public_id>/end/", end, name="person_session"), *super().get_urls()]

    def end_view(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        row = get_object_or_404(SignIn.objects.exclude(session_key=None), public_id=public_id)
        form = forms.Form(request.POST)
        with refusals_shown_on(form):
            sessions.end(sign_in=row, editor=editor_of(request), now=database_now())
        if form.errors:
            messages.error(request, " ".join(map(str, form.non_field_errors())))
        return HttpResponseRedirect(reverse("admin:claims_user_change", args=[row.user_id]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        person = context.get("original")
        if person is not None:
            context["sessions"] = own_sessions.running(person, this=own_sessions.current(request))
            locks = SignIn.objects.locking(database_now()).filter(lock=Lock.NAME, user=person)
            context["lock"] = locks.order_by("-locked_until").first()
            context["has_second_factor"] = second_factors.has_one(person)
        return super().render_change_form(request, context, *args, **kwargs)

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> User:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        if original is None:
            return people.record(**given, editor=editor, now=now)
        changed = {name: given[name] for name in form.changed_data}
        return people.edit(person=original, editor=editor, now=now, **changed)


# Roles are a field of the person: Django's groups would be a second, silent way to permit. The rest would change,
# without a line in the journal, what is its owner's.
for model in (Group, EmailAddress, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
