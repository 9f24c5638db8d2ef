"""The example of rule 4: on 20 February we record a fact of the 16th."""

from datetime import UTC, datetime
from typing import NamedTuple

from claims.analysis import transitions


class Change(NamedTuple):
    number: int
    to: str
    effective_at: datetime
    recorded_at: datetime
    corrects_number: int | None = None


def february(day: int) -> datetime:
    return datetime(2022, 2, day, 12, tzinfo=UTC)


DISPUTED = Change(1, "disputed", february(15), february(15))
SETTLED = Change(2, "settled", february(16), february(20))


def test_asked_as_of_the_17th_it_is_hidden() -> None:
    assert transitions.current([DISPUTED, SETTLED], as_of=february(17)) == DISPUTED


def test_asked_for_what_was_so_on_the_17th_it_is_there() -> None:
    assert transitions.current([DISPUTED, SETTLED], effective_at=february(17)) == SETTLED


def test_a_corrected_change_no_longer_holds_once_the_correction_is_known() -> None:
    correction = Change(3, "disputed", february(14), february(21), corrects_number=2)
    assert transitions.current([DISPUTED, SETTLED, correction]) == DISPUTED
    assert transitions.current([DISPUTED, SETTLED, correction], as_of=february(20)) == SETTLED


def test_of_two_changes_of_the_same_moment_the_later_recorded_holds() -> None:
    again = Change(4, "overtaken", february(16), february(22))
    assert transitions.current([again, SETTLED]) == again


def test_nothing_known_means_unverified() -> None:
    assert transitions.current([]) is None
