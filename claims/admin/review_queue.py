"""Which suggestions wait, in which order, and which of them is shown next."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from claims.admin.acting import editor_of, is_a_number
from claims.analysis.thresholds import Thresholds
from claims.models import Suggestion
from claims.models.suggestions import MOST_FOLDED, SuggestionQuerySet

MOST_COUNTED: Final = 1000  # beyond that nobody works towards the end, and counting on takes long


@dataclass(frozen=True, slots=True)
class Counted:
    """How many wait, at most MOST_COUNTED; `are_more`: there are more than that."""

    number: int
    are_more: bool


def visible(request: HttpRequest) -> SuggestionQuerySet:
    return Suggestion.objects.visible_to(editor_of(request))


def every(request: HttpRequest) -> SuggestionQuerySet:
    """What this person may see, with all that the page shows of it."""
    return visible(request).select_related(
        "claim__story", "claim__rating", "article__outlet__merged_into", "revision__body"
    )


def queue(request: HttpRequest, held: Thresholds) -> SuggestionQuerySet:
    """The open suggestions, strongest first; when asked one story's, one claim's, the weaker, or what is said again."""
    rows = every(request).open()
    rows = (rows.weaker if asks_for_weaker(request) else rows.shown)(held).order_by("-score", "pk")
    if request.GET.get("said_again"):
        rows = rows.said_again()
    if request.GET.get("strong"):
        rows = rows.strong(held)
    wanted = {"story": "claim__story", "claim": "claim"}
    asked = {column: request.GET[name] for name, column in wanted.items() if is_a_number(request.GET.get(name, ""))}
    return rows.filter(**asked)


def asks_for_weaker(request: HttpRequest) -> bool:
    return request.GET.get("weaker") == "1"


def keys(raw: str) -> list[int]:
    """ "12,13,x" → [12, 13]"""
    return [int(one) for one in raw.split(",")[: MOST_FOLDED + 1] if is_a_number(one)]


def next_one(request: HttpRequest, held: Thresholds, taken: list[int]) -> Suggestion | None:
    """The first that no colleague looks at; when they look at all, the first. Never the one that is being decided."""
    rows = after(queue(request, held), request)
    if is_a_number(request.GET.get("without", "")):
        rows = rows.exclude(pk=request.GET["without"])
    if folds(request):
        rows = rows.unfolded(held)
    free = rows.exclude(pk__in=taken).first() if taken else None
    return free or rows.first()


def after(rows: SuggestionQuerySet, request: HttpRequest) -> SuggestionQuerySet:
    """What follows the one that was passed over; from the top when it was the last."""
    passed = request.GET.get("after", "")
    last = Suggestion.objects.filter(pk=passed).first() if is_a_number(passed) else None
    if last is None:
        return rows
    rest = rows.filter(Q(score__lt=last.score) | Q(score=last.score, pk__gt=last.pk))
    return rest if rest.exists() else rows


def folds(request: HttpRequest) -> bool:
    """Whether copies stand under the first of their text. What is asked for by a trait of its own is shown apart."""
    return not asks_for_weaker(request) and not request.GET.keys() & {"said_again", "strong"}


def folded_under(request: HttpRequest, first: Suggestion, held: Thresholds) -> list[Suggestion]:
    """The copies of its text that wait for the same claim."""
    return every(request).open().shown(held).folded_under(first)


def first_of(request: HttpRequest, copy: Suggestion, held: Thresholds) -> Suggestion | None:
    """The suggestion under which this one is folded, when it is."""
    if Suggestion.objects.filter(pk=copy.pk).unfolded(held).exists():
        return None
    return every(request).open().shown(held).originals_of(copy).order_by("pk").first()


def counted(rows: "QuerySet[Suggestion]") -> Counted:
    found = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return Counted(min(found, MOST_COUNTED), are_more=found > MOST_COUNTED)


def filter_kept(request: HttpRequest, **more: object) -> str:
    """The queue's filter, kept from act to act, and what was passed over."""
    kept = request.GET.copy()
    for name in ("done", "without"):
        kept.pop(name, None)
    for name, value in more.items():
        kept[name] = str(value)
    return kept.urlencode()
