"""Propose the claimants and outlets whose names hold what is being typed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from claims.models import Claimant, Outlet

OFFERED = 8
LONGEST = 200  # letters of a name
_NOUNS: dict[str, Any] = {"claimant": Claimant, "outlet": Outlet}


@dataclass(frozen=True, slots=True)
class Names:
    """Known names, those that begin so first; and in words whether what is typed is known or new."""

    names: tuple[str, ...]
    told: str


def like(typed: str, *, of: str) -> Names:
    """Raises KeyError for a noun that is not proposed."""
    noun, wanted = _NOUNS[of], typed.replace("\0", "").strip()[:LONGEST]
    if not wanted:
        return Names((), "")
    rows = noun.objects.filter(_holds("icontains", wanted), merged_into=None)
    begins = Case(When(_holds("istartswith", wanted), then=Value(0)), default=Value(1), output_field=IntegerField())
    found = tuple(rows.annotate(rank=begins).order_by("rank", "name", "pk").values_list("name", flat=True)[:OFFERED])
    if noun.objects.named(wanted) is not None:
        return Names(found, "")
    return Names(found, _("New: “%(name)s” is written down with the claim.") % {"name": wanted})


def _holds(lookup: str, wanted: str) -> Q:
    """SQLite folds the case of ASCII only: the usual spellings of other letters are asked for as well."""
    spelled = {wanted} if wanted.isascii() else {wanted, wanted.capitalize(), wanted.title(), wanted.upper()}
    condition = Q()
    for one in spelled:
        condition |= Q(**{f"name__{lookup}": one})
    return condition
