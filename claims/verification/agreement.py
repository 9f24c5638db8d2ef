"""Count how often editors found the software's suggestions right: by feed, claim, outlet and all together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Avg, Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Floor, Least

from claims.analysis import calibration, intervals
from claims.analysis.calibration import Band, Decided
from claims.analysis.intervals import Share
from claims.analysis.thresholds import Thresholds
from claims.models import Suggestion
from claims.models.suggestions import SuggestionQuerySet
from claims.vocabulary import SuggestionOrigin, SuggestionState

MOST_READ: Final = 2000  # claims, feeds or outlets, those with most decisions first
_IS_RIGHT: Final = Q(state=SuggestionState.CONFIRMED)
_COUNTED: Final = ("right", "counted", "strong_right", "strong_counted")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the suggestions shown for one feed, claim or outlet were right; noisy: surely fewer than wanted."""

    key: int
    name: str
    shown: Share
    strong: Share
    is_noisy: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Which suggestions count: those an editor decided on that today's thresholds would show; `wanted` to be right."""

    rows: "QuerySet[Any]"
    thresholds: Thresholds
    wanted: float


def overall(rows: "QuerySet[Any]", thresholds: Thresholds) -> dict[str, Share]:
    """The share that was right of those decided: "shown" (in the queue), of which "strong", and "weaker". One query.

    rows: suggestions an editor decided on, as `Suggestion.objects.judged()`.
    """
    bands = {
        "shown": Q(score__gte=thresholds.show),
        "strong": Q(score__gte=thresholds.strict),
        "weaker": Q(score__lt=thresholds.show),
    }
    counts = {f"{name}_right": Count("pk", filter=band & _IS_RIGHT) for name, band in bands.items()}
    counts |= {f"{name}_counted": Count("pk", filter=band) for name, band in bands.items()}
    found = rows.aggregate(**counts)
    return {name: intervals.share(found[f"{name}_right"], found[f"{name}_counted"]) for name in bands}


def by_claim(asked: Asked) -> list[Agreement]:
    return _agreements(_counts(asked, asked.rows, "claim", "claim__statement"), asked.wanted)


def by_outlet(asked: Asked) -> list[Agreement]:
    known = asked.rows.exclude(article__outlet=None)
    survivor = Coalesce("article__outlet__merged_into", "article__outlet")
    name = Coalesce("article__outlet__merged_into__name", "article__outlet__name")
    return _agreements(_counts(asked, known, survivor, name), asked.wanted)


def by_feed(asked: Asked) -> list[Agreement]:
    """An article that several feeds brought counts for each; a live blog's posts for the feeds of the live blog."""
    found: dict[int, dict[str, Any]] = {}
    own = asked.rows.filter(article__live_blog=None)
    posts = asked.rows.exclude(article__live_blog=None)
    for some, path in ((own, "article__pages__items__feed"), (posts, "article__live_blog__pages__items__feed")):
        for one in _counts(asked, some.exclude(**{path: None}), path, f"{path}__title", f"{path}__url"):
            known = found.setdefault(one["key"], one)
            if known is not one:
                known |= {name: known[name] + one[name] for name in _COUNTED}
    return _agreements(found.values(), asked.wanted)


def of_feed(asked: Asked, feed_id: int) -> Share:
    """The share that was right of what one feed brought and the queue would show. One query."""
    brought = Q(article__pages__items__feed=feed_id) | Q(article__live_blog__pages__items__feed=feed_id)
    shown = asked.rows.filter(brought, score__gte=asked.thresholds.show).order_by()
    right, counted = Count("pk", filter=_IS_RIGHT, distinct=True), Count("pk", distinct=True)
    found = shown.aggregate(right=right, counted=counted)
    return intervals.share(found["right"], found["counted"])


def by_model(rows: "QuerySet[Any]") -> dict[str, Share]:
    """The share that was right by the version of the model that suggested it, the newest first."""
    counts = {"right": Count("pk", filter=_IS_RIGHT), "counted": Count("pk"), "newest": Max("created_at")}
    grouped = rows.order_by().values("model_version").annotate(**counts).order_by("-newest", "model_version")
    return {one["model_version"]: intervals.share(one["right"], one["counted"]) for one in grouped}


def reliability(rows: "QuerySet[Any]") -> tuple[Band, ...]:
    """As `calibration.reliability`, counted where the rows are. One query."""
    band = Least(Floor(F("score") * float(calibration.BANDS)), float(calibration.BANDS - 1))
    counts = {"right": Count("pk", filter=_IS_RIGHT), "counted": Count("pk"), "predicted": Avg("score")}
    grouped = rows.order_by().values(band=band).annotate(**counts).order_by("band")
    return tuple(
        Band(
            low=one["band"] / calibration.BANDS,
            high=(one["band"] + 1) / calibration.BANDS,
            predicted=one["predicted"],
            observed=intervals.share(one["right"], one["counted"]),
        )
        for one in grouped
    )


def labels(rows: SuggestionQuerySet) -> list[Decided]:
    """Each decided suggestion's probability and whether it was right, in the order of the decisions that stand."""
    dated: QuerySet[Any] = rows.dated()
    ordered = dated.order_by("decided_at", "pk").values_list("score", "state")
    return [Decided(score, state == SuggestionState.CONFIRMED) for score, state in ordered]


def found_by_hand() -> int:
    """Articles that an editor brought to a claim for which the software had not proposed them."""
    return Suggestion.objects.filter(origin=SuggestionOrigin.EDITOR, state=SuggestionState.CONFIRMED).count()


def _counts(asked: Asked, rows: "QuerySet[Any]", key: str | Coalesce, *names: str | Coalesce) -> list[dict[str, Any]]:
    """One query: for each key its names, and of the distinct suggestions how many were decided and right."""
    told = {"key": key, **{f"name{number}": name for number, name in enumerate(names)}}
    columns = {column: F(one) if isinstance(one, str) else one for column, one in told.items()}
    is_strong = Q(score__gte=asked.thresholds.strict)
    counts = {
        "right": Count("pk", filter=_IS_RIGHT, distinct=True),
        "counted": Count("pk", distinct=True),
        "strong_right": Count("pk", filter=_IS_RIGHT & is_strong, distinct=True),
        "strong_counted": Count("pk", filter=is_strong, distinct=True),
    }
    shown = rows.filter(score__gte=asked.thresholds.show).order_by()
    return list(shown.values(**columns).annotate(**counts).order_by("-counted", "key")[:MOST_READ])


def _agreements(counts: Iterable[dict[str, Any]], wanted: float) -> list[Agreement]:
    """The noisy ones first, then those with most decisions."""
    found = [_agreement(one, wanted) for one in counts]
    return sorted(found, key=lambda one: (not one.is_noisy, -one.shown.counted, one.key))


def _agreement(counted: Mapping[str, Any], wanted: float) -> Agreement:
    shown = intervals.share(counted["right"], counted["counted"])
    return Agreement(
        key=counted["key"],
        name=counted["name0"] or counted.get("name1", ""),
        shown=shown,
        strong=intervals.share(counted["strong_right"], counted["strong_counted"]),
        is_noisy=calibration.is_noisy(shown, wanted),
    )
