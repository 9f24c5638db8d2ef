"""Bring claims in as a table: open it, look at what would be recorded, decide, and watch how it goes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from claims import permissions, tasks
from claims.admin import import_rows
from claims.admin.act_pages import ActPage
from claims.admin.acting import editor_of, is_a_number, refusals_shown_on, show_refusal
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.import_forms import ColumnsForm, OpenForm, RowForm, StartForm
from claims.analysis import import_columns
from claims.models import ImportedRow, ImportRun, database_now
from claims.recording import imports, mended_rows
from claims.refusals import Refused
from claims.vocabulary import ImportState, TableEncoding

# A table this short is checked while its reader waits; a longer one by a worker.
CHECKED_AT_ONCE = 100
ROWS_SHOWN = 25
LONGEST_OPEN_ROW = 10_000  # characters: a page holds 25 of them


class OpenPage(ActPage):
    """Read what is brought, check it, and go to its page; nothing is recorded."""

    form_class = OpenForm
    title = gettext_lazy("Import claims")
    button = gettext_lazy("Look at it")
    run: ImportRun | None = None

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        # Not in one transaction as other acts: the network may be asked, and the check commits as it goes.
        try:
            self.run = self._opened(form.cleaned_data)
        except Refused as refused:
            show_refusal(form, _at_its_field(refused, form.cleaned_data))
            return self.form_invalid(form)
        _check(self.run)
        return HttpResponseRedirect(self.get_success_url())

    def _opened(self, given: dict[str, Any]) -> ImportRun:
        who: dict[str, Any] = {"editor": self.editor, "now": database_now()}
        if given["url"]:
            return imports.open_address(url=given["url"], fetch=tasks.politely(), **who)
        file = given["file"]
        if not file:
            cells = given["cells"].encode("utf-8", "replace")
            return imports.open_content(content=cells, has_header=given["has_header"], **who)
        how = {"has_header": given["has_header"], "encoding": given["encoding"] or TableEncoding.UTF_8}
        return imports.open_content(content=file.read(), name=file.name, **how, **who)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = _("Nothing is recorded before you have seen it. Every claim becomes a draft of yours.")
        return super().get_context_data(**kwargs, explanation=told)

    def get_success_url(self) -> str:
        if self.run is None:
            return reverse("admin:claims_claim_changelist")
        return _page(self.run)


def _at_its_field(refused: Refused, given: Mapping[str, Any]) -> Refused:
    field = "cells" if refused.field == "file" and not given.get("file") else refused.field
    return Refused(refused.sentence, field=field)


def _check(run: ImportRun) -> None:
    """A short table at once; the rest, and a long one, by a worker."""
    if run.state != ImportState.CHECKING:
        return
    if run.row_count - run.checked_count <= CHECKED_AT_ONCE:
        tasks.advance_import(run.pk)
    else:
        tasks.enqueue_after_commit(tasks.run_import, import_id=run.pk)


def _page(run: ImportRun) -> str:
    return reverse("admin:claims_importrun_change", args=[run.pk])


def _place_among_rows(request: HttpRequest, run: ImportRun) -> str:
    """Where somebody who mends one row after the other was: the same rows of the same page."""
    place = QueryDict(mutable=True)
    place.update({name: request.GET[name] for name in ("show", "page") if name in request.GET})
    return f"{_page(run)}?{place.urlencode()}" if place else _page(run)


def _asked_row(run: ImportRun, number: str) -> ImportedRow | None:
    return run.rows.filter(number=int(number)).first() if is_a_number(number, digits=9) else None


def _tell_of(request: HttpRequest, run: ImportRun, number: int) -> None:
    """Whether the row can be recorded now; where it is still checked, the page says that."""
    row = run.rows.get(number=number)
    if row.is_checked:
        told = _("Row %(n)d still cannot be recorded.") if row.is_bad else _("Row %(n)d can be recorded now.")
        messages.add_message(request, messages.WARNING if row.is_bad else messages.SUCCESS, told % {"n": number})


class RunPage(View):
    """GET shows an import as it stands; POST is one act on it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_record(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, import_id: int) -> HttpResponse:
        return show(request, run_of(request, import_id))

    def post(self, request: HttpRequest, import_id: int) -> HttpResponse:
        run = run_of(request, import_id)
        acts = {
            "columns": self._columns,
            "mend": self._mend,
            "start": self._start,
            "resume": self._resume,
            "discard": self._discard,
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        form = act(request, run)
        if form.errors:
            return show(request, run_of(request, import_id), form)
        return HttpResponseRedirect(_place_among_rows(request, run))

    def _mend(self, request: HttpRequest, run: ImportRun) -> forms.Form:
        row = _asked_row(run, request.POST.get("row", ""))
        if row is None:
            raise Http404
        form = RowForm(request.POST, run=run, row=row)
        if form.is_valid():
            with refusals_shown_on(form):
                mended_rows.mend(
                    run=run,
                    number=row.number,
                    cells=form.cells(),
                    seen=form.cleaned_data["seen"],
                    editor=editor_of(request),
                    now=database_now(),
                )
            if not form.errors:
                run.refresh_from_db()
                _check(run)
                _tell_of(request, run, row.number)
        return form

    def _columns(self, request: HttpRequest, run: ImportRun) -> forms.Form:
        form = ColumnsForm(request.POST, run=run)
        if form.is_valid():
            with refusals_shown_on(form):
                given = {name: form.cleaned_data[name] for name in ("claimant", "story")}
                imports.set_columns(
                    run=run, mapping=form.mapping(), **given, editor=editor_of(request), now=database_now()
                )
            if not form.errors:
                run.refresh_from_db()
                _check(run)
        return form

    def _start(self, request: HttpRequest, run: ImportRun) -> forms.Form:
        form = StartForm(request.POST)
        if form.is_valid():
            with refusals_shown_on(form):
                imports.start(run=run, **form.cleaned_data, editor=editor_of(request), now=database_now())
                tasks.enqueue_after_commit(tasks.run_import, import_id=run.pk)
        return form

    def _resume(self, request: HttpRequest, run: ImportRun) -> forms.Form:
        form = forms.Form(request.POST)
        form.is_valid()
        with refusals_shown_on(form):
            imports.resume(run=run, editor=editor_of(request), now=database_now())
            tasks.enqueue_after_commit(tasks.run_import, import_id=run.pk)
        return form

    def _discard(self, request: HttpRequest, run: ImportRun) -> forms.Form:
        form = forms.Form(request.POST)
        form.is_valid()
        with refusals_shown_on(form):
            imports.discard(run=run, editor=editor_of(request), now=database_now())
        if not form.errors:
            messages.success(request, _("What was not recorded is forgotten."))
        return form


def run_of(request: HttpRequest, import_id: int) -> ImportRun:
    """An import this person may see; another's answers as one that never was."""
    visible = ImportRun.objects.visible_to(request.user).select_related("by", "story")
    return get_object_or_404(visible, pk=import_id)


def show(request: HttpRequest, run: ImportRun, refused: forms.Form | None = None) -> HttpResponse:
    counts = counted(run)
    chosen = request.GET.get("show") or _first_shown(run, counts)
    page = Paginator(import_rows.of_kind(run, chosen), ROWS_SHOWN).get_page(request.GET.get("page"))
    is_mine = run.by == request.user
    is_open = run.state in imports.UNDECIDED
    is_clear = import_columns.STATEMENT in run.mapping.values()
    columns = refused if isinstance(refused, ColumnsForm) else ColumnsForm(run=run)
    starting = refused if isinstance(refused, StartForm) else StartForm()
    mending = refused if isinstance(refused, RowForm) else None
    asked = _asked_row(run, request.POST.get("row", "") or request.GET.get("mend", ""))
    listed = import_rows.told(run, page.object_list, editor_of(request))
    rows = [(one, _row_form(run, one.row, mending, asked) if is_mine and is_open else None) for one in listed]
    shown_at_their_place = [columns, starting, *(form for _one, form in rows)]
    context = {
        **admin.site.each_context(request),
        "title": _("Import claims"),
        "run": run,
        "counts": counts,
        "columns": columns if is_mine and is_open else None,
        "starting": starting if is_mine and run.state == ImportState.PREVIEW and is_clear else None,
        "refused": refused if refused and refused not in shown_at_their_place else None,
        "page": page,
        "rows": rows,
        "may_mend": is_mine and is_open and is_clear,
        "kinds": import_rows.kinds(counts, chosen),
        "chosen": chosen,
        "before": imports.opened_before(run) if is_open else None,
        "is_mine": is_mine,
        "is_moving": run.next_check_at is not None,
        "wants_columns": not is_clear,
    }
    return TemplateResponse(request, "admin/claims/import_run.html", context)


def _row_form(run: ImportRun, row: ImportedRow, mending: RowForm | None, asked: ImportedRow | None) -> RowForm | None:
    """The form of a row that is bad, or that somebody asked to change; a very long one only when asked for."""
    is_asked = asked is not None and asked.pk == row.pk
    if mending is not None and is_asked:
        return mending
    is_short = sum(map(len, row.cells)) <= LONGEST_OPEN_ROW
    return RowForm(run=run, row=row) if is_asked or (row.is_bad and is_short) else None


def _first_shown(run: ImportRun, counts: dict[str, int]) -> str:
    """The rows that need somebody: those left out when all is done, before that those that cannot be recorded."""
    if run.state == ImportState.DONE and counts["left_out"]:
        return "left_out"
    return "bad" if counts["bad"] else "all"


def counted(run: ImportRun) -> dict[str, int]:
    """How many rows there are of each kind: one question."""
    rows: dict[str, int] = run.rows.aggregate(
        all=Count("pk"),
        bad=Count("pk", filter=Q(is_bad=True)),
        alike=Count("pk", filter=Q(is_alike=True)),
        left_out=Count("pk", filter=Q(state="left_out")),
        good=Count("pk", filter=Q(is_bad=False)),
    )
    return rows


def progress_view(request: HttpRequest, import_id: int) -> HttpResponse:
    """The lines that the import's page asks for every second; when it stands still, the page is loaded anew."""
    run = run_of(request, import_id)
    context = {"run": run, "is_moving": run.next_check_at is not None}
    answer = TemplateResponse(request, "admin/claims/import_progress.html", context)
    if run.next_check_at is None:
        answer["HX-Refresh"] = "true"
    return answer


def left_out_view(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """The rows that were not recorded, each with the reason, to be mended and imported again."""
    run = run_of(request, import_id)
    headers = {"Content-Disposition": 'attachment; filename="left-out.csv"'}
    return StreamingHttpResponse(import_rows.as_csv(run), content_type="text/csv; charset=utf-8", headers=headers)


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    may_add = staticmethod(permissions.may_record)
    list_display = ["__str__", "format", "state", "row_count", "recorded_count", "left_out_count", "by", "created_at"]
    list_filter = ["state", "format"]
    list_select_related = ["by"]
    ordering = ["-created_at", "-pk"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.may_record(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return permissions.may_record(request.user)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ImportRun]":
        return super().get_queryset(request).filter(pk__in=ImportRun.objects.visible_to(request.user).values("pk"))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:import_id>/change/", wrap(RunPage.as_view()), name="claims_importrun_change"),
            path("<int:import_id>/progress/", wrap(progress_view), name="import_progress"),
            path("<int:import_id>/left-out.csv", wrap(left_out_view), name="import_left_out"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        page: HttpResponse = OpenPage.as_view()(request)  # type: ignore[assignment]  # a rendered page or a redirect
        return page
