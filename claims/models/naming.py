"""Give a row a slug that nobody else has."""

from django.db import models
from django.utils.text import slugify


def free_slug(model: type[models.Model], text: str, *, longest: int = 80) -> str:
    """A slug from `text`, with a number behind it where another row has it already."""
    stem = slugify(text)[: longest - 6].strip("-") or model._meta.model_name or "row"
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
