"""Publishers on the desk."""

from typing import Any

from django.contrib import admin
from django.forms import BaseForm
from django.http import HttpRequest

from claims import permissions
from claims.admin.acting import editor_of
from claims.admin.desk import DeskAdmin
from claims.models import Outlet, database_now
from claims.recording import outlets


@admin.register(Outlet)
class OutletAdmin(DeskAdmin):
    may_add = staticmethod(lambda user: permissions.may_record(user) or permissions.may_run_feeds(user))
    list_display = ["name", "homepage", "language"]
    search_fields = ["name", "homepage"]
    ordering = ["name"]
    fields = ["name", "homepage", "language"]

    def write(self, request: HttpRequest, form: BaseForm, original: Any) -> Outlet:
        return outlets.record(**form.cleaned_data, editor=editor_of(request), now=database_now())
