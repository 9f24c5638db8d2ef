"""Find rows by what they turned out to be: one row may answer for another."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

Row = TypeVar("Row", bound=models.Model, covariant=True)


class MergeableQuerySet(models.QuerySet[Row]):
    """Of rows with `merged_into`, which is one step: what was merged into a duplicate follows it."""

    def named(self, name: str) -> Row | None:
        """Who answers to this name, whatever the case of its letters: of several one that stands before one merged."""
        rows = self.filter(name__iexact=name.strip()).select_related("merged_into") if name.strip() else self.none()
        found: Any = rows.order_by(F("merged_into").asc(nulls_first=True), "pk").first()
        answers: Row | None = found and found.survivor
        return answers


class SluggedQuerySet(MergeableQuerySet[Row]):
    """Of those that stand at an address by a slug."""

    def of_slug(self, slug: str) -> Self:
        """The row that answers to this slug, be it a duplicate's, and everything that was merged into it."""
        same = self.filter(slug=slug).values(survivor_id=Coalesce("merged_into", "pk"))
        return self.filter(Q(pk__in=same) | Q(merged_into__in=same))
