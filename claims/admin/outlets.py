"""Publishers on the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminURLInputWidget

from claims import permissions
from claims.admin.acting import editor_of
from claims.admin.desk import DeskAdmin, DeskForm
from claims.models import Outlet, database_now
from claims.recording import outlets


class OutletForm(DeskForm):
    homepage = forms.URLField(
        label=_("Home page"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget,
    )


@admin.register(Outlet)
class OutletAdmin(DeskAdmin):
    form = OutletForm
    may_add = staticmethod(lambda user: permissions.may_record(user) or permissions.may_run_feeds(user))
    list_display = ["name", "homepage", "language"]
    search_fields = ["name", "homepage"]
    ordering = ["name"]
    fields = ["name", "homepage", "language"]

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Outlet:
        return outlets.record(**form.cleaned_data, editor=editor_of(request), now=database_now())
