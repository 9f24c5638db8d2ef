"""Duplicates on the desk: what looks like one row is merged into another, and a merging is undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import permissions
from claims.admin.acting import editor_of, is_a_number
from claims.admin.desk import DeskAdmin
from claims.admin.fields import NumberedField, numbered, text
from claims.admin.seen_pages import SeenForm, SeenPage
from claims.analysis import duplicates
from claims.analysis.duplicates import Alike, Named
from claims.models import Claimant, JournalEntry, Outlet, Source, User, database_now
from claims.recording import merges
from claims.vocabulary import Naming

MOST_READ: Final = 4_000  # of the newest rows of a noun, that are compared with one another
MOST_SHOWN: Final = 50
MOST_NEAR: Final = 400  # rows that are compared with one
MOST_TOLD: Final = 8  # proposals on the page of one
NOUNS: Final[dict[str, Any]] = {"claimant": Claimant, "outlet": Outlet, "source": Source}
REASONS: Final[dict[str, str | Promise]] = {
    "address": gettext_lazy("the same address"),
    "name": gettext_lazy("the same name"),
    "initials": gettext_lazy("the same name, shortened"),
    "part": gettext_lazy("one name holds the other"),
    "spelling": gettext_lazy("nearly the same spelling"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two rows that may be one, the older first."""

    one: Any
    other: Any
    why: str


def rows_of(model: Any, reader: User) -> "QuerySet[Any]":
    """Everything of a noun that may be merged: a Source at risk never is."""
    rows: QuerySet[Any] = model.objects.visible_to(reader).filter(seal=None) if model is Source else model.objects.all()
    return rows


def _alike(model: Any, reader: User) -> "QuerySet[Any]":
    """Those whose names can tell that they are one: words that only describe a Source tell nothing."""
    rows = rows_of(model, reader).filter(merged_into=None)
    return rows.exclude(naming=Naming.DESCRIBED) if model is Source else rows


def proposals(model: Any, reader: User) -> list[Proposal]:
    """The likeliest of all, but for those that somebody kept apart."""
    standing = _alike(model, reader).order_by("-pk")[:MOST_READ]
    return _proposals(duplicates.likely(map(_named, standing.only(*_columns(model)))), model)


def proposals_of(row: Any, reader: User) -> list[Proposal]:
    """What looks like this row, among those that share the beginning of a word with it."""
    model = type(row)
    begun = [word[:5] for word in row.name.split() if len(word) > 3]
    if not begun or getattr(row, "naming", "") == Naming.DESCRIBED:
        return []
    shares = Q()
    for beginning in begun[:8]:
        shares |= Q(name__icontains=beginning)
    rows = _alike(model, reader).filter(shares).exclude(pk=row.pk)
    nearest = rows.order_by("-pk").only(*_columns(model))[:MOST_NEAR]
    return _proposals(duplicates.of_one(_named(row), map(_named, nearest)), model)[:MOST_TOLD]


def _proposals(pairs: Iterable[Alike], model: Any) -> list[Proposal]:
    apart = _kept_apart(model)
    chosen = list(pairs)[: 2 * MOST_SHOWN]
    rows = model.objects.in_bulk({key for pair in chosen for key in (pair.one, pair.other)})
    told = [Proposal(rows[pair.one], rows[pair.other], str(REASONS[pair.reason])) for pair in chosen]
    return [one for one in told if _key(one.one.public_id, one.other.public_id) not in apart][:MOST_SHOWN]


def _kept_apart(model: Any) -> set[frozenset[str]]:
    entries = JournalEntry.objects.filter(kind=merges.KEPT_APART[model]).values_list("subject_id", "after")
    return {_key(subject, after.get("apart_from", "")) for subject, after in entries}


def _key(one: Any, other: Any) -> frozenset[str]:
    return frozenset({str(one), str(other)})


def _columns(model: Any) -> tuple[str, ...]:
    return {Claimant: ("name", "kind", "same_as"), Outlet: ("name", "homepage"), Source: ("name", "kind")}[model]


def _named(row: Any) -> Named:
    if isinstance(row, Claimant):
        return Named(row.pk, row.name, row.kind, tuple(row.same_as or ()))
    if isinstance(row, Outlet):
        return Named(row.pk, row.name, "", (urlsplit(row.homepage).netloc,) if row.homepage else ())
    return Named(row.pk, row.name, row.kind)


class MergeForm(SeenForm):
    into = NumberedField(
        label=gettext_lazy("The one that stays"),
        required=False,
        help_text=gettext_lazy("Choose one, or type its number. Everything that names either is shown under it."),
    )
    reason = text(gettext_lazy("How you know that they are one"), rows=2, required=False)


class ReasonForm(SeenForm):
    reason = text(gettext_lazy("Reason"), rows=2, required=False)


class OfOneRow(SeenPage):
    """An act on one claimant, outlet or Source."""

    may = staticmethod(permissions.may_decide)
    model: Any = None

    @cached_property
    def row(self) -> Any:
        rows = rows_of(self.model, self.editor).select_related("merged_into")
        return get_object_or_404(rows, pk=self.kwargs["row_id"])

    def newest_number(self) -> int:
        return JournalEntry.objects.newest_number_about(self.row)

    def reads_now(self) -> list[tuple[Any, Any]]:
        now_reads = self.model.objects.select_related("merged_into").get(pk=self.row.pk)
        return [(_("Name"), now_reads.name), (_("Merged into"), now_reads.merged_into or _("nothing"))]

    def get_success_url(self) -> str:
        return reverse(f"admin:claims_{self.model._meta.model_name}_change", args=[self.kwargs["row_id"]])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, about=str(self.row))


class MergePage(OfOneRow):
    form_class = MergeForm
    title = gettext_lazy("Merge into another")
    done = gettext_lazy("Merged: what names it is shown under the one that stays.")

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("into", "")
        found = self._others().filter(pk=int(asked)).first() if is_a_number(asked) else None
        return {**super().get_initial(), **({"into": numbered(found)} if found else {})}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["into"].choose_from(self._others())
        return form

    def _others(self) -> "QuerySet[Any]":
        return rows_of(self.model, self.editor).exclude(pk=self.row.pk).filter(merged_into=None)

    def write(self, given: dict[str, Any], seen: int) -> None:
        into = given["into"] or self.row  # the stage says what is wrong with nothing
        now = database_now()
        merges.merge(duplicate=self.row, into=into, reason=given["reason"], editor=self.editor, now=now, seen=seen)


class UndoPage(OfOneRow):
    form_class = ReasonForm
    title = gettext_lazy("Undo the merging")
    done = gettext_lazy("Undone: it answers for itself again.")

    def write(self, given: dict[str, Any], seen: int) -> None:
        merges.undo(duplicate=self.row, **given, editor=self.editor, now=database_now(), seen=seen)


class ApartPage(OfOneRow):
    form_class = ReasonForm
    title = gettext_lazy("They are two")
    done = gettext_lazy("They are not proposed as one again.")

    @cached_property
    def other(self) -> Any:
        asked = self.request.GET.get("from", "")
        if not is_a_number(asked):
            raise Http404
        return get_object_or_404(rows_of(self.model, self.editor), pk=int(asked))

    def write(self, given: dict[str, Any], seen: int) -> None:
        merges.keep_apart(one=self.row, other=self.other, **given, editor=self.editor, now=database_now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "about": f"{self.row} — {self.other}"}


PAGES: dict[str, type[OfOneRow]] = {"merge": MergePage, "unmerge": UndoPage, "apart": ApartPage}


class MergedFilter(admin.SimpleListFilter):
    """A list holds no duplicates unless they are asked for."""

    title = gettext_lazy("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("merged into another"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() == "yes":
            return queryset.exclude(merged_into=None)
        return queryset.filter(merged_into=None)


class MergeableAdmin(DeskAdmin):
    """A noun whose rows may turn out to be one."""

    def get_urls(self) -> list[URLPattern]:
        noun = self.opts.model_name
        pages = [
            path(
                f"<int:row_id>/{name}/",
                self.admin_site.admin_view(page.as_view(model=self.model)),
                name=f"claims_{noun}_{name}",
            )
            for name, page in PAGES.items()
        ]
        return [*pages, *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        """What another form chooses from holds no duplicates either."""
        is_choosing = request.path.endswith("/autocomplete/")
        rows = queryset.filter(merged_into=None) if is_choosing else queryset
        found: tuple[QuerySet[Any], bool] = super().get_search_results(request, rows, search_term)
        return found

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = context.get("original")
        if row is not None:
            context |= {
                "noun": self.opts.model_name,
                "merged_from": row.merged_from.order_by("name", "pk"),
                "may_merge": permissions.may_decide(request.user) and getattr(row, "seal_id", None) is None,
            }
            if context["may_merge"] and row.merged_into_id is None:
                context["proposals"] = proposals_of(row, editor_of(request))
        return super().render_change_form(request, context, *args, **kwargs)


def duplicates_view(request: HttpRequest) -> HttpResponse:
    """The pairs of one noun that look like one."""
    if not permissions.is_desk(request.user):
        raise PermissionDenied
    noun = request.GET.get("of", "claimant")
    if noun not in NOUNS:
        raise Http404
    context = {
        **admin.site.each_context(request),
        "title": _("Likely duplicates"),
        "noun": noun,
        "nouns": [(name, model._meta.verbose_name_plural) for name, model in NOUNS.items()],
        "proposals": proposals(NOUNS[noun], editor_of(request)),
        "may_merge": permissions.may_decide(request.user),
    }
    return TemplateResponse(request, "admin/claims/duplicates.html", context)


def urls() -> list[URLPattern]:
    return [path("duplicates/", admin.site.admin_view(duplicates_view), name="duplicates")]
