"""Rule 4 in random histories: the database, the pure function and a plain model of the rule agree."""

from datetime import datetime, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.analysis import transitions
from claims.models import Claim, Evidence, StatusChange
from claims.verification import statuses
from claims.vocabulary import ChangeType, VerificationStatus
from tests import factories
from tests.factories import NOON

STATUSES = ["disputed", "corroborated", "not_checkable", "overtaken", "unverified", "settled"]
HOURS = [*range(14), None]


class Act(NamedTuple):
    """One status change of a random history; hours are counted from noon."""

    to: str
    effective: int
    recorded: int
    is_correction: bool


class Known(NamedTuple):
    """What the plain model of the rule knows of a change."""

    number: int
    to: str
    effective: int
    recorded: int
    corrects: int | None


HISTORIES = st.lists(
    st.builds(
        Act,
        to=st.sampled_from(STATUSES),
        effective=st.integers(0, 5),
        recorded=st.integers(6, 12),
        is_correction=st.booleans(),
    ),
    max_size=6,
)


def by_the_rule(history: list[Known], *, as_of: int | None, effective: int | None) -> str:
    """Rule 4 word by word: the slowest and plainest way."""
    known = [one for one in history if as_of is None or one.recorded <= as_of]
    standing = [one for one in known if not any(other.corrects == one.number for other in known)]
    held, best = "unverified", (-1, -1)
    for one in standing:
        if (effective is None or one.effective <= effective) and (one.effective, one.number) > best:
            best, held = (one.effective, one.number), one.to
    return held


def hour(number: int | None) -> datetime | None:
    return None if number is None else NOON + timedelta(hours=number)


class TestRandomHistories(TestCase):
    @settings(max_examples=40)
    @given(acts=HISTORIES)
    def test_every_way_to_ask_for_the_status_agrees(self, acts: list[Act]) -> None:
        claim = factories.claim()
        evidence = factories.evidence(claim=claim)
        history: list[Known] = []
        for act in acts:
            history.append(perform(claim, evidence, act, history))
            claim.refresh_from_db()
            assert claim.status == by_the_rule(history, as_of=None, effective=None)
        changes = list(StatusChange.objects.filter(claim=claim).select_related("corrects"))
        for as_of in HOURS:
            for effective in HOURS:
                held = transitions.current(
                    [Row.of(change) for change in changes], as_of=hour(as_of), effective_at=hour(effective)
                )
                expected = by_the_rule(history, as_of=as_of, effective=effective)
                assert (held.to if held else "unverified") == expected


def perform(claim: Claim, evidence: Evidence, act: Act, history: list[Known]) -> Known:
    """Do the act through the stage, and say what the plain model should know of it."""
    held = by_the_rule(history, as_of=None, effective=None)
    is_correction = act.is_correction and bool(standing_numbers(history))
    if is_correction:
        change_type = ChangeType.CORRECTION
    else:
        change_type = ChangeType.DEVELOPMENT if held == VerificationStatus.SETTLED else ""
    change = statuses.change(
        claim_id=claim.pk,
        to=act.to,
        reason="so it was",
        rating=factories.rating() if act.to == VerificationStatus.SETTLED else None,
        evidence=evidence,
        effective_at=hour(act.effective),
        change_type=change_type,
        editor=factories.ada(),
        now=NOON,
        imported_at=hour(act.recorded),
    )
    corrects = change.corrects.number if change.corrects else None
    return Known(change.number, act.to, act.effective, act.recorded, corrects)


def standing_numbers(history: list[Known]) -> set[int]:
    return {one.number for one in history} - {one.corrects for one in history if one.corrects is not None}


class Row(NamedTuple):
    """A status change as the pure function reads it."""

    number: int
    to: str
    effective_at: datetime
    recorded_at: datetime
    corrects_number: int | None

    @classmethod
    def of(cls, change: StatusChange) -> "Row":
        corrects = change.corrects.number if change.corrects else None
        return cls(change.number, change.to_status, change.effective_at, change.recorded_at, corrects)
