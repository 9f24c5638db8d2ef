"""Say that an editor looks at a suggestion, so that colleagues see it and turn to another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from claims.models import ReviewLease, Suggestion, User

LASTS: Final = timedelta(seconds=60)
RENEWED_BELOW: Final = timedelta(seconds=40)  # a page that asks every few seconds writes but now and then


@dataclass(frozen=True, slots=True)
class Looks:
    """Who looks at what, as one person sees it."""

    leases: tuple[ReviewLease, ...]
    person: User
    now: datetime

    @property
    def taken(self) -> list[int]:
        """What colleagues look at: the keys of the suggestions."""
        return [one.suggestion_id for one in self.leases if one.person_id != self.person.pk]

    def at(self, suggestion: Suggestion | None) -> list[User]:
        """The colleagues who look at this one."""
        found = [one for one in self._at(suggestion) if one.person_id != self.person.pk]
        return [one.person for one in found]

    def is_known(self, suggestion: Suggestion) -> bool:
        """Whether everybody knows, for a while yet, that this person looks at it."""
        mine = [one for one in self._at(suggestion) if one.person_id == self.person.pk]
        return any(one.until > self.now + RENEWED_BELOW for one in mine)

    def _at(self, suggestion: Suggestion | None) -> Iterable[ReviewLease]:
        return [one for one in self.leases if suggestion is not None and one.suggestion_id == suggestion.pk]


def looks(*, person: User, now: datetime) -> Looks:
    """One query: there are no more rows than people at work."""
    held = ReviewLease.objects.held(now).select_related("person").order_by("person__username")
    return Looks(tuple(held), person, now)


def look(*, suggestion: Suggestion, person: User, now: datetime) -> None:
    """`person` looks at `suggestion` for a minute from `now`, and at no other. Blocks nobody; the journal is silent."""
    ReviewLease.objects.bulk_create(
        [ReviewLease(person=person, suggestion=suggestion, until=now + LASTS)],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["suggestion", "until"],
    )
