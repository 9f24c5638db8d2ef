"""A feed has moved when it said so for a day; a detour is followed and forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from claims.analysis import redirections
from claims.analysis.redirections import Move

NOON = datetime(2022, 2, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("statuses", "target"),
    [((), ""), ((301,), "/1"), ((308,), "/1"), ((302,), ""), ((303,), ""), ((307,), ""), ((301, 308), "/2"),
     ((301, 302), "/1"), ((302, 301), "")],
)  # fmt: skip
def test_only_the_leading_permanent_hops_are_a_move(statuses: tuple[int, ...], target: str) -> None:
    hops = [(f"/{n}", status) for n, status in enumerate(statuses)]
    assert redirections.moved_for_good(hops, final=f"/{len(statuses)}") == target


def told(*hours: int, to: str = "/new") -> Move:
    known = Move()
    for hour in hours:
        known = redirections.heard(known, to=to, now=NOON + hour * HOUR)
    return known


@pytest.mark.parametrize(
    ("hours", "is_believed"),
    [((0,), False), ((0, 24), False), ((0, 1, 2), False), ((0, 1, 24), True), ((0, 12, 25, 30), True)],
)
def test_a_move_is_believed_after_three_polls_over_a_day(hours: tuple[int, ...], is_believed: bool) -> None:
    assert told(*hours).is_believed(now=NOON + hours[-1] * HOUR) is is_believed


def test_another_target_begins_anew() -> None:
    known = redirections.heard(told(0, 1), to="/elsewhere", now=NOON + 24 * HOUR)
    assert known == Move(to="/elsewhere", since=NOON + 24 * HOUR, polls=1)


def test_an_answer_without_a_redirect_forgets_the_move() -> None:
    assert redirections.heard(told(0, 1), to="", now=NOON + 24 * HOUR) == Move()
