"""Give a row a slug that nobody else has."""

from collections.abc import Collection
from itertools import chain, count

from django.db import models
from django.utils.text import slugify


def free_slug(model: type[models.Model], text: str, *, longest: int = 80, given: Collection[str] = ()) -> str:
    """A slug from `text`, with a number behind it where another row has it already, or it is `given` to one to come."""
    stem = slugify(text)[: longest - 6].strip("-") or model._meta.model_name or "row"
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    wanted = chain([stem], (f"{stem}-{n}" for n in count(2)))
    return next(slug for slug in wanted if slug not in taken and slug not in given)
