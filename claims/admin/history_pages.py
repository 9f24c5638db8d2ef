"""A history, page by page: narrowed down by kind, person and period."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin import histories
from claims.admin.acting import editor_of
from claims.admin.history_words import WHOLE
from claims.models import (
    Capture,
    Claim,
    Evidence,
    JournalEntry,
    Relation,
    RelationSuggestion,
    Suggestion,
    User,
)
from claims.models.journal import JournalQuerySet
from claims.vocabulary import JournalKind

PER_PAGE = 50
SOFTWARE = "software"
DAY = timedelta(days=1)
OF_ARTICLES = (
    JournalKind.ARTICLE_REVISED,
    JournalKind.ARTICLE_CORRECTED,
    JournalKind.ARTICLE_DISAPPEARED,
    JournalKind.ARTICLE_ARCHIVED,
)


class Narrowing(forms.Form):
    """What somebody wants to see of a history. Only kinds and people that are in it are offered."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("By whom"), required=False)
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Up to"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, entries: "QuerySet[JournalEntry]") -> None:
        super().__init__(data)
        self._entries = entries
        kind, person = self.fields["kind"], self.fields["person"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(person, forms.ChoiceField)
        kind.choices = [("", _("everything")), *_kinds(entries)]
        person.choices = [("", _("everybody")), *self.people(entries)]

    def people(self, entries: "QuerySet[JournalEntry]") -> list[tuple[str, str]]:
        """Whose acts they are."""
        actors = set(entries.order_by().values_list("actor", flat=True).distinct())
        people = User.objects.filter(pk__in=actors - {None}).order_by("username")
        named = [(str(one.public_id), str(one)) for one in people]
        return [*named, *([(SOFTWARE, _("the software"))] if None in actors else [])]

    def by(self, person: str) -> Q:
        return Q(actor=None) if person == SOFTWARE else Q(actor__public_id=person)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day lies before the first."))
        return given

    @cached_property
    def narrowed(self) -> "QuerySet[JournalEntry]":
        """The newest first; what was not understood narrows nothing."""
        self.is_valid()
        given = {} if self.errors else self.cleaned_data
        rows = self._entries
        if kind := given.get("kind"):
            rows = rows.filter(kind=kind)
        if person := given.get("person"):
            rows = rows.filter(self.by(person))
        if since := given.get("since"):
            rows = rows.filter(recorded_at__gte=datetime.combine(since, time(), UTC))
        if until := given.get("until"):
            rows = rows.filter(recorded_at__lt=datetime.combine(until, time(), UTC) + DAY)
        return rows.select_related("actor").order_by("-number")


def _kinds(entries: "QuerySet[JournalEntry]") -> list[tuple[str, str]]:
    kinds = set(entries.order_by().values_list("kind", flat=True).distinct())
    return [(kind.value, str(kind.label)) for kind in JournalKind if kind.value in kinds]


def shown(
    request: HttpRequest,
    entries: JournalQuerySet,
    *,
    claim: Claim | None = None,
    narrowing: type[Narrowing] = Narrowing,
) -> dict[str, Any]:
    """The context of a page of history; of a claim, what the entries say of others is left out."""
    reader = editor_of(request)
    form = narrowing(request.GET, entries=entries.told().told_to(reader))
    page: Page[JournalEntry] = Paginator(form.narrowed, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    kept = request.GET.copy()
    kept.pop("page", None)
    return {
        "form": form,
        "page": page,
        "lines": histories.lines(page, reader, claim=claim, longest=WHOLE),
        "query": kept.urlencode(),
    }


def of_claim(claim: Claim, reader: User) -> JournalQuerySet:
    """Everything that happened to a claim and its parts; `shown` leaves out what this reader may not know of."""
    evidence = list(
        Evidence.objects.visible_to(reader).filter(claim=claim).values_list("article__public_id", "capture_id")
    )
    captures = Capture.objects.visible_to(reader).filter(pk__in=[capture for _article, capture in evidence if capture])
    articles = [article for article, _capture in evidence if article]
    told = (
        Q(claim=claim)
        | Q(subject_type="article", subject_id__in=articles, kind__in=OF_ARTICLES)
        | Q(subject_type="capture", subject_id__in=list(captures.values_list("public_id", flat=True)))
        | Q(pk__in=_suggesting(claim))
        | _of_others(claim, Relation, reader)
        | _of_others(claim, RelationSuggestion, reader)
    )
    return JournalEntry.objects.filter(told).exclude(_to_drafts(claim, reader))


def newest(claim: Claim, reader: User, *, most: int) -> "QuerySet[JournalEntry]":
    """The last acts on the claim itself."""
    rows = JournalEntry.objects.told().told_to(reader).filter(claim=claim).exclude(_to_drafts(claim, reader))
    return rows.select_related("actor").order_by("-number")[:most]


def _to_drafts(claim: Claim, reader: User) -> Q:
    """That a draft is at the other end is for those who may see it."""
    unseen = Claim.objects.exclude(pk__in=Claim.objects.visible_to(reader).values("pk"))
    return _on("relation", Relation.objects.filter(claim=claim, other__in=unseen)) | _on(
        "relationsuggestion", RelationSuggestion.objects.filter(claim=claim, other__in=unseen)
    )


def _on(noun: str, rows: "QuerySet[Any]") -> Q:
    return Q(subject_type=noun, subject_id__in=rows.values("public_id"))


def _suggesting(claim: Claim) -> list[int]:
    """The entries of articles whose suggestions name this claim."""
    suggested = Suggestion.objects.filter(claim=claim).values("article__public_id")
    made = JournalEntry.objects.filter(
        kind=JournalKind.SUGGESTIONS_MADE, claim=None, subject_type="article", subject_id__in=suggested
    )
    naming = made.annotate(said=Cast("after", models.TextField())).filter(said__contains=str(claim.public_id))
    return list(naming.values_list("pk", flat=True))


def _of_others(claim: Claim, model: type[Relation] | type[RelationSuggestion], reader: User) -> Q:
    """What was done with a pair from its other end."""
    pairs = model.objects.filter(other=claim, claim__in=Claim.objects.visible_to(reader))
    return Q(subject_type=model._meta.model_name, subject_id__in=list(pairs.values_list("public_id", flat=True)))
