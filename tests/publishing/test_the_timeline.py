"""What was said and what was seen lie on one axis of time."""

from datetime import UTC, date, datetime

import pytest

from claims.models import Claim
from claims.publishing import public_claims, source_groups, timelines
from claims.vocabulary import Precision
from tests import factories

pytestmark = pytest.mark.django_db


def february(day: int, hour: int = 12) -> datetime:
    return datetime(2022, 2, day, hour, tzinfo=UTC)


def rows(claim: Claim) -> list[tuple[date | None, int, int]]:
    told = timelines.timeline(public_claims.known(claim), zone=UTC)
    return [(row.day, len(row.said), len(row.seen)) for row in told]


def test_a_day_is_the_one_where_it_was_said() -> None:
    claim = factories.published_claim()
    factories.appearance(claim=claim, appeared_at=february(14, 23), appeared_zone="Europe/Kyiv")
    assert rows(claim) == [(date(2022, 2, 15), 1, 0)]


def test_evidence_older_than_the_claim_stands_before_it_and_says_so() -> None:
    claim = factories.published_claim()
    factories.appearance(claim=claim, appeared_at=february(15))
    factories.evidence(claim=claim, shown_at=february(13))
    assert rows(claim) == [(date(2022, 2, 13), 0, 1), (date(2022, 2, 15), 1, 0)]
    assert timelines.timeline(public_claims.known(claim), zone=UTC)[0].seen[0].is_older


def test_what_has_no_day_comes_last() -> None:
    claim = factories.published_claim()
    factories.appearance(claim=claim, appeared_precision=Precision.UNKNOWN)
    factories.appearance(claim=claim, appeared_at=february(16))
    assert [day for day, _said, _seen in rows(claim)] == [date(2022, 2, 16), None]


def test_the_strip_is_drawn_to_scale() -> None:
    claim = factories.published_claim()
    factories.appearance(claim=claim, appeared_at=february(10))
    factories.evidence(claim=claim, shown_at=february(14))
    strip = timelines.strip(public_claims.known(claim), until=february(14))
    assert strip is not None
    assert ([mark.place for mark in strip.said], [mark.place for mark in strip.seen]) == ([0.0], [100.0])
    assert [(one.begins, one.ends, one.code) for one in strip.statuses] == [(0.0, 100.0, "unverified")]


def test_what_happened_on_one_day_needs_no_strip() -> None:
    claim = factories.published_claim()
    factories.appearance(claim=claim, appeared_at=february(15))
    assert timelines.strip(public_claims.known(claim), until=february(28)) is None


def test_evidence_is_grouped_by_its_source_and_the_ungrouped_comes_last() -> None:
    claim = factories.published_claim()
    nato = factories.source(name="NATO")
    factories.evidence(claim=claim, source=nato)
    factories.evidence(claim=claim, source=nato)
    factories.evidence(claim=claim)
    groups = source_groups.grouped(public_claims.known(claim).evidence)
    assert {group.source: len(group.evidence) for group in groups}["NATO"] == 2
    assert source_groups.grouped(()) == ()
