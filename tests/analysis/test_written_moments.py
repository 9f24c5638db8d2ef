"""A moment as people write it, with the precision it has; what may be two days is neither."""

from datetime import UTC, datetime

import pytest

from claims.analysis.written_moments import NotAMoment, read_moment

NOW = datetime(2022, 2, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "zone", "moment", "precision"),
    [
        ("2022-02-15", "", "2022-02-15T00:00:00+00:00", "day"),
        ("2022-02", "", "2022-02-01T00:00:00+00:00", "month"),
        ("15.02.2022", "", "2022-02-15T00:00:00+00:00", "day"),
        ("15/02/2022", "", "2022-02-15T00:00:00+00:00", "day"),
        ("02/15/2022", "", "2022-02-15T00:00:00+00:00", "day"),
        ("15 February 2022", "", "2022-02-15T00:00:00+00:00", "day"),
        ("Feb 15, 2022", "", "2022-02-15T00:00:00+00:00", "day"),
        ("2022-02-15 09:30", "", "2022-02-15T09:30:00+00:00", "minute"),
        ("2022-02-15T09:30:12.5Z", "", "2022-02-15T09:30:00+00:00", "minute"),
        ("2022-02-15T09:30:00+02:00", "", "2022-02-15T07:30:00+00:00", "minute"),
        ("15.02.2022 09:30", "Europe/Kyiv", "2022-02-15T07:30:00+00:00", "minute"),
        ("2022-02-15", "Europe/Kyiv", "2022-02-14T22:00:00+00:00", "day"),
    ],
)
def test_it_is_read_with_its_precision(written: str, zone: str, moment: str, precision: str) -> None:
    read = read_moment(written, now=NOW, zone=zone)
    assert (read.at.isoformat(), read.precision, read.zone) == (moment, precision, zone or "UTC")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("03/04/2021", "may be two days: write 2021-04-03 or 2021-03-04."),
        ("44607", "is no date that can be read"),
        ("yesterday", "is no date that can be read"),
        ("2022-02-30", "is no date that can be read"),
        ("2022-02-15 25:00", "is no date that can be read"),
        ("0001-01-01", "is no date that can be read"),
        ("9999-12-31", "is no date that can be read"),
        ("2022-06-01", "lies ahead: nobody has said it yet."),
        ("2022-02 09:30", "is no date that can be read"),
    ],
)
def test_nonsense_gets_one_sentence(written: str, sentence: str) -> None:
    with pytest.raises(NotAMoment) as told:
        read_moment(written, now=NOW)
    assert sentence in str(told.value)


def test_a_zone_that_is_none_is_named() -> None:
    for zone in ("Kyiv time", "../../etc/passwd", "Europe"):
        with pytest.raises(NotAMoment, match="is no zone"):
            read_moment("2022-02-15", now=NOW, zone=zone)


def test_a_period_may_lie_ahead() -> None:
    assert read_moment("2030-01-01", now=NOW, may_lie_ahead=True).at.year == 2030
