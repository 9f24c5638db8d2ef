"""People and their roles: a chief manages them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget

from claims import permissions
from claims.admin.acting import editor_of
from claims.admin.desk import DeskAdmin, DeskForm
from claims.models import User, database_now
from claims.recording import people


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

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> User:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        if original is None:
            return people.record(**given, editor=editor, now=now)
        changed = {name: given[name] for name in form.changed_data}
        return people.edit(person=original, editor=editor, now=now, **changed)


# Roles are a field of the person: Django's groups would be a second, silent way to permit.
if admin.site.is_registered(Group):
    admin.site.unregister(Group)
