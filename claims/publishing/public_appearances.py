"""What the public may know of who said a claim, where and when."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime

from claims.analysis.quotations import shorten
from claims.models import Affiliation, Claimant, Outlet
from claims.publishing.public_claim import Moment, PublicAppearance, PublicClaimant
from claims.vocabulary import ClaimantKind


def appearances(states: Iterable[tuple[str, dict[str, Any]]]) -> tuple[PublicAppearance, ...]:
    """The appearances whose (public id, state) stand, the first one first, then by when they were said.

    Names and positions are today's: who is not to be named any more is not named for the past either.
    """
    rows = list(states)
    claimants = _claimants(rows)
    positions = _positions(claimants.values())
    named = Outlet.objects.filter(public_id__in=_ids(rows, "outlet")).select_related("merged_into")
    outlets = {str(one.public_id): one.survivor.name for one in named}
    made = [
        PublicAppearance(
            public_id=public_id,
            claimant=public_claimant(claimants.get(state["claimant"] or "")),
            position=_position(positions.get(state["claimant"] or "", ()), moment(state, "appeared")),
            role=state["role"],
            hedge=state["hedge"],
            channel=state["channel"],
            outlet=outlets.get(state["outlet"] or "", ""),
            url=state["url"],
            quotation=shorten(state["quotation"]),
            moment=moment(state, "appeared"),
            is_first=state["is_first"],
        )
        for public_id, state in rows
    ]
    return tuple(sorted(made, key=lambda one: (not one.is_first, one.moment is None, one.moment and one.moment.at)))


def public_claimant(claimant: Claimant | None) -> PublicClaimant | None:
    """A claimant as readers see it. The one it was merged into is loaded with it."""
    if claimant is None:
        return None
    claimant = claimant.survivor
    return PublicClaimant(
        name=claimant.name,
        slug=claimant.slug,
        kind=claimant.kind,
        description=claimant.description,
        is_named=claimant.kind != ClaimantKind.UNNAMED,
    )


def time(value: object) -> datetime | None:
    """A time as the journal holds it."""
    return parse_datetime(value) if isinstance(value, str) else None


def moment(state: dict[str, Any], name: str) -> Moment | None:
    """The moment that stands in `<name>_at`, `<name>_precision` and `<name>_zone`."""
    at = time(state.get(f"{name}_at"))
    return Moment(at, state.get(f"{name}_precision", ""), state.get(f"{name}_zone", "UTC")) if at else None


def _claimants(rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Claimant]:
    named = Claimant.objects.filter(public_id__in=_ids(rows, "claimant")).select_related("merged_into")
    return {str(one.public_id): one for one in named}


def _positions(claimants: Iterable[Claimant]) -> dict[str, list[Affiliation]]:
    """By the claimant's public id: their own, and those of everybody who is the same."""
    listed = list(claimants)
    found: dict[int, list[Affiliation]] = defaultdict(list)
    for row in Affiliation.objects.of({one.survivor.pk for one in listed}):
        found[row.claimant.survivor.pk].append(row)
    return {str(one.public_id): found[one.survivor.pk] for one in listed}


def _position(affiliations: Iterable[Affiliation], said: Moment | None) -> str:
    """For whom they spoke when they said it; "" when that is not known."""
    on = said.at.astimezone(ZoneInfo(said.zone)).date() if said else None
    return next((position(one) for one in affiliations if on is None or _covers(one, on)), "")


def position(affiliation: Affiliation) -> str:
    """A position with its organisation, which is loaded with it."""
    return ", ".join(part for part in (affiliation.position, str(affiliation.organisation.survivor)) if part)


def _covers(affiliation: Affiliation, day: date) -> bool:
    begun = affiliation.from_on is None or affiliation.from_on <= day
    return begun and (affiliation.until_on is None or day <= affiliation.until_on)


def _ids(rows: Iterable[tuple[str, dict[str, Any]]], name: str) -> list[str]:
    return [state[name] for _, state in rows if state[name]]
