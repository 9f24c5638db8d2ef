"""The demonstration's wire is silent until every claim has been searched once: nothing had followed, then it did."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims.demonstration import newsroom
from claims.demonstration.wire import Release
from claims.matching.look_back import look_back
from claims.models import ClaimWatch
from claims.monitoring import checks

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_a_wire_that_is_not_switched_on_releases_nothing(tmp_path: Path) -> None:
    clock = Clock()
    release = Release(kept_in=tmp_path / "wire.json", every=2, clock=clock)
    clock.seconds += 600
    assert not release.is_on
    assert release.count() == 0


def test_stories_are_counted_from_the_moment_it_is_switched_on(tmp_path: Path) -> None:
    clock = Clock()
    release = Release(kept_in=tmp_path / "wire.json", every=2, clock=clock)
    clock.seconds += 600
    release.switch_on()
    clock.seconds += 5
    assert release.count() == 2


def test_a_restarted_wire_takes_no_story_back(tmp_path: Path) -> None:
    clock = Clock()
    Release(kept_in=tmp_path / "wire.json", every=2, clock=clock).switch_on()
    clock.seconds += 20
    restarted = Release(kept_in=tmp_path / "wire.json", every=2, clock=clock)
    restarted.switch_on()
    assert restarted.count() == 10


@pytest.mark.django_db
def test_the_newsroom_is_searched_when_each_claim_has_been_looked_for() -> None:
    assert not newsroom.is_searched()
    newsroom.build(now=NOW, wire_port=8741)
    waiting = list(ClaimWatch.objects.open().filter(next_check_at__isnull=False).values_list("claim_id", flat=True))
    for claim_id in waiting:
        assert not newsroom.is_searched()
        checks.check_claim(claim_id=claim_id, now=NOW + timedelta(days=1), search=look_back)
    assert waiting
    assert newsroom.is_searched()
