"""Dates from outside are read with suspicion."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import dates

NOW = datetime(2022, 2, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2022-02-15T10:30:00+03:00", datetime(2022, 2, 15, 7, 30, tzinfo=UTC)),
        ("2022-02-15T10:30:00Z", datetime(2022, 2, 15, 10, 30, tzinfo=UTC)),
        ("2022-02-15", datetime(2022, 2, 15, tzinfo=UTC)),
        ("2022-02-15 10:30", datetime(2022, 2, 15, 10, 30, tzinfo=UTC)),
        ("Tue, 15 Feb 2022 10:30:00 GMT", datetime(2022, 2, 15, 10, 30, tzinfo=UTC)),
        ("Tue, 15 Feb 2022 23:59:60 +0000", datetime(2022, 2, 15, 23, 59, 59, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("February 15, 2022", datetime(2022, 2, 15, tzinfo=UTC)),
        ("15th February 2022", datetime(2022, 2, 15, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_as_utc(written: str, expected: datetime) -> None:
    assert dates.read_date(written, now=NOW) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "Fri, 31 Dec 9999 23:59:60 -1200",
        "1969-12-31T23:59:59Z",
        "2022-02-30",
        "2022-02-23T12:00:01Z",
        "03/04/2022",
        "Tue, 15 Feb 2022 10:30:00 +9999999999",
        "x" * 100_000,
    ],
)
def test_an_impossible_or_ambiguous_date_is_none(written: str) -> None:
    assert dates.read_date(written, now=NOW) is None


def test_two_days_ahead_are_forgiven() -> None:
    assert dates.read_date("2022-02-22T12:00:00Z", now=NOW) == NOW + timedelta(days=2)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_dates(written: str) -> None:
    moment = dates.read_date(written, now=NOW)
    assert moment is None or dates.EARLIEST <= moment <= NOW + dates.MOST_AHEAD


@given(st.datetimes(timezones=st.timezones()))
def test_any_moment_is_within_reason_or_none(moment: datetime) -> None:
    read = dates.within_reason(moment, now=NOW)
    assert read is None or read.tzinfo is UTC
