"""Publishers on the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminURLInputWidget

from claims import permissions
from claims.admin.acting import editor_of
from claims.admin.merging import MergeableAdmin, MergedFilter
from claims.admin.seen_forms import SeenDeskAdmin, SeenDeskForm
from claims.models import Outlet, database_now
from claims.recording import outlets


class OutletForm(SeenDeskForm):
    homepage = forms.URLField(
        label=_("Home page"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget,
    )


@admin.register(Outlet)
class OutletAdmin(MergeableAdmin, SeenDeskAdmin):
    form = OutletForm
    may_add = may_change = staticmethod(lambda user: permissions.may_record(user) or permissions.may_run_feeds(user))
    list_display = ["name", "homepage", "language"]
    list_filter = [MergedFilter]
    search_fields = ["name", "homepage"]
    ordering = ["name"]
    fields = ["name", "homepage", "language"]
    compared = ("name", "homepage", "language")
    change_form_outer_after_template = "admin/claims/merging.html"

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Outlet:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        if original is None:
            return outlets.record(**given, editor=editor, now=now)
        return outlets.edit(outlet=original, editor=editor, now=now, **given)
