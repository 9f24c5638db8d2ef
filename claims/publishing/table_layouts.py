"""Say which columns each list of the desk has in a file, and what never leaves the house."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FilteredRelation, Model, Q, QuerySet
from django.db.models.functions import Coalesce

from claims.models import (
    Article,
    Capture,
    Claim,
    Claimant,
    ClaimReview,
    Criterion,
    Decision,
    Derivation,
    Evidence,
    Feed,
    FollowUpCheck,
    JournalEntry,
    Outlet,
    Page,
    Source,
    StatusChange,
    Story,
    Suggestion,
)
from claims.vocabulary import Visibility

Lines = Callable[[Sequence[int]], Mapping[int, str]]
# To a value, to a moment with its precision and its zone, or to what is said of whoever answers for a row today.
Path = str | tuple[str, str, str] | Coalesce


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list: each a path to its value, or lines that are asked for many rows at once.

    `open` is what may leave the house: restricted rows stay, even for those who may open them. `restricted` are rows
    that stay because of what rests on them.
    """

    columns: Mapping[str, Path]
    lines: Mapping[str, Lines] = field(default_factory=dict)
    relations: Mapping[str, Callable[[], FilteredRelation]] = field(default_factory=dict)
    open: Q = field(default_factory=Q)
    restricted: "Callable[[], QuerySet[Any]] | None" = None

    @property
    def names(self) -> list[str]:
        return [*self.columns, *self.lines]

    @property
    def paths(self) -> list[str | Coalesce]:
        return [part for path in self.columns.values() for part in (path if isinstance(path, tuple) else (path,))]


def today(path: str, column: str = "name") -> Coalesce:
    """A column of the claimant, outlet or Source at the path, or of the one it was merged into."""
    return Coalesce(f"{path}__merged_into__{column}", f"{path}__{column}")


def first_appearance() -> FilteredRelation:
    """Where it was first said; made anew for each question, for Django writes into it."""
    return FilteredRelation("appearances", condition=Q(appearances__is_first=True, appearances__withdrawn_at=None))


def criteria_of(claim_ids: Sequence[int]) -> dict[int, str]:
    """What would settle each claim, one a line."""
    standing = Criterion.objects.filter(claim__in=claim_ids, withdrawn_at=None).order_by("pk")
    told: dict[int, list[str]] = defaultdict(list)
    for claim_id, statement in standing.values_list("claim_id", "statement"):
        told[claim_id].append(" ".join(statement.split()))
    return {claim_id: "\n".join(lines) for claim_id, lines in told.items()}


_CLAIM = {"claim_id": "claim__public_id", "claim": "claim__statement"}
_ARTICLE = {"article": "article__title", "article_url": "article__url"}

# The columns that an import reads bear the names that it reads: what is exported can be imported elsewhere.
LAYOUTS: dict[type[Model], Layout] = {
    Claim: Layout(
        {
            "id": "public_id",
            "number": "pk",
            "statement": "statement",
            "quotation": "quotation",
            "kind": "kind",
            "claimant": today("first__claimant"),
            "claimant_kind": today("first__claimant", "kind"),
            "role": "first__role",
            "outlet": today("first__outlet"),
            "url": "first__url",
            "channel": "first__channel",
            "hedge": "first__hedge",
            "appeared_at": ("first__appeared_at", "first__appeared_precision", "first__appeared_zone"),
            "appeared_zone": "first__appeared_zone",
            "story": "story__title",
            "language": "language",
            "speaks_about_from": ("speaks_about_from", "speaks_about_precision", "speaks_about_zone"),
            "speaks_about_until": ("speaks_about_until", "speaks_about_precision", "speaks_about_zone"),
            "notes": "notes",
            "status": "status",
            "rating": "rating__label",
            "publication": "publication",
            "version": "version",
            "recorded_by": "created_by__username",
            "recorded_at": "created_at",
        },
        lines={"criteria": criteria_of},
        relations={"first": first_appearance},
    ),
    Evidence: Layout(
        {
            "id": "public_id",
            **_CLAIM,
            **_ARTICLE,
            "capture": "capture__shows",
            "said_by": today("appearance__claimant"),
            "source": today("source"),
            "source_kind": today("source", "kind"),
            "interest": "interest",
            "basis": "basis",
            "shown_at": ("shown_at", "shown_precision", "shown_zone"),
            "visibility": "visibility",
            "note": "note",
            "recorded_by": "created_by__username",
            "recorded_at": "created_at",
            "withdrawn_at": "withdrawn_at",
        },
        open=~Q(visibility=Visibility.RESTRICTED) & Q(source__seal=None, capture__seal=None),
    ),
    Suggestion: Layout(
        {
            "id": "public_id",
            **_CLAIM,
            **_ARTICLE,
            "outlet": today("article__outlet"),
            "state": "state",
            "origin": "origin",
            "probability": "score",
            "headline_stance": "headline_stance",
            "stance": "stance",
            "said_again_at": "said_again_at",
            "model": "model_version",
            "suggested_at": "created_at",
        },
        restricted=lambda: Suggestion.objects.sealed_from(None),
    ),
    Decision: Layout(
        {
            "id": "public_id",
            "act": "act",
            "claim_id": "suggestion__claim__public_id",
            "claim": "suggestion__claim__statement",
            "article": "suggestion__article__title",
            "article_url": "suggestion__article__url",
            "reason": "reason",
            "by": "by__username",
            "number": "number",
            "recorded_at": "recorded_at",
        },
        restricted=lambda: Decision.objects.filter(suggestion__in=Suggestion.objects.sealed_from(None)),
    ),
    Derivation: Layout(
        {
            "id": "public_id",
            **_ARTICLE,
            "kind": "kind",
            "original": "original__title",
            "original_url": "original__url",
            "source": today("source"),
            "claimant": today("claimant"),
            "state": "state",
            "origin": "origin",
            "similarity": "similarity",
            "suggested_at": "created_at",
        },
        open=Q(source__seal=None),
    ),
    StatusChange: Layout(
        {
            "id": "public_id",
            **_CLAIM,
            "from_status": "from_status",
            "to_status": "to_status",
            "rating": "rating__label",
            "effective_at": ("effective_at", "effective_precision", "effective_zone"),
            "change_type": "change_type",
            "reason": "reason",
            "by": "by__username",
            "number": "number",
            "recorded_at": "recorded_at",
        }
    ),
    ClaimReview: Layout(
        {
            "id": "public_id",
            **_CLAIM,
            "url": "url",
            "headline": "headline",
            "byline": "byline",
            "language": "language",
            "rating": "rating__label",
            "published_on": "published_on",
        }
    ),
    FollowUpCheck: Layout(
        {
            "id": "public_id",
            **_CLAIM,
            "started_at": "started_at",
            "finished_at": "finished_at",
            "outcome": "outcome",
            "found": "found",
            "searched": "searched",
        }
    ),
    Article: Layout(
        {
            "id": "public_id",
            "title": "title",
            "url": "url",
            "outlet": today("outlet"),
            "language": "language",
            "published_at": "published_at",
            "first_seen_at": "first_seen_at",
            "disappeared_at": "disappeared_at",
            "revisions": "revision_count",
        }
    ),
    Page: Layout(
        {
            "url": "url",
            "outlet": today("outlet"),
            "state": "state",
            "obstacle": "obstacle",
            "failures": "failures",
            "last_read_at": "last_read_at",
            "last_changed_at": "last_changed_at",
            "first_seen_at": "first_seen_at",
        }
    ),
    Feed: Layout(
        {
            "title": "title",
            "url": "url",
            "outlet": today("outlet"),
            "kind": "kind",
            "state": "state",
            "failures": "failures",
            "last_error": "last_error",
            "last_success_at": "last_success_at",
            "next_check_at": "next_check_at",
        }
    ),
    Outlet: Layout({"name": "name", "slug": "slug", "homepage": "homepage", "language": "language"}),
    Claimant: Layout(
        {"id": "public_id", "name": "name", "kind": "kind", "description": "description", "slug": "slug"}
        | {"same_as": "same_as", "merged_into": "merged_into__name"}
    ),
    Source: Layout(
        {"id": "public_id", "name": "name", "kind": "kind", "naming": "naming", "interest": "interest"}
        | {"basis": "basis", "claimant": today("claimant")},
        open=Q(seal=None),
    ),
    Story: Layout(
        {"title": "title", "slug": "slug", "priority": "priority", "assignee": "assignee__username"}
        | {"next_step": "next_step", "background": "background", "created_at": "created_at"}
    ),
    Capture: Layout(
        {
            "id": "public_id",
            "kind": "kind",
            "file_name": "file_name",
            "shows": "shows",
            "place": "place",
            "shot_at": ("shot_at", "shot_precision", "shot_zone"),
            "url": "url",
            "by": "by__username",
            "recorded_at": "recorded_at",
        },
        restricted=lambda: Capture.objects.sealed_from(None),
    ),
    JournalEntry: Layout(
        {
            "number": "number",
            "recorded_at": "recorded_at",
            "act": "kind",
            "subject_type": "subject_type",
            "subject_id": "subject_id",
            "claim_id": "claim__public_id",
            "by": "actor__username",
            "before": "before",
            "after": "after",
            "reason": "reason",
            "is_imported": "is_imported",
        },
        restricted=lambda: JournalEntry.objects.sealed_from(None),
    ),
}
