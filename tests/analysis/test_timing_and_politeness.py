"""We look often enough, and never rudely."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import politeness, timing

NOW = datetime(2022, 2, 20, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AGENT = politeness.user_agent("desk@border.example", "1.0")


def pause(published: list[datetime | None], **values: Any) -> timedelta:
    newest = max((one for one in published if one is not None and one <= NOW), default=None)
    bounds = {"shortest": 10 * MINUTE, "longest": 6 * HOUR, **values}
    return timing.next_feed_check(now=NOW, pace=timing.pace_of(published, now=NOW), newest_at=newest, **bounds)


def test_a_feed_is_polled_at_half_its_usual_gap() -> None:
    assert pause([NOW - HOUR * n for n in range(10)]) == 30 * MINUTE


def test_a_silent_feed_is_left_alone_for_longer() -> None:
    assert pause([NOW - 10 * HOUR - MINUTE * n for n in range(10)]) == 2.5 * HOUR


@given(st.lists(st.none() | st.datetimes(timezones=st.just(UTC))), st.floats(0, 1))
def test_a_feeds_pace_keeps_within_its_bounds(published: list[datetime | None], jitter: float) -> None:
    assert 10 * MINUTE <= pause(published, jitter=jitter) <= 6 * HOUR


@pytest.mark.parametrize(
    ("age", "pause"),
    [(-DAY, 15 * MINUTE), (HOUR, 15 * MINUTE), (5 * HOUR, HOUR), (3 * DAY, 3 * HOUR), (10 * DAY, 3 * DAY),
     (90 * DAY, 30 * DAY), (4000 * DAY, 365 * DAY)],
)  # fmt: skip
def test_a_page_is_read_again_on_the_ladder(age: timedelta, pause: timedelta) -> None:
    assert timing.next_page_read(age_since_last_change=age) == pause


@pytest.mark.parametrize(
    ("age", "is_open", "deadline", "pause"),
    [(HOUR, True, None, 15 * MINUTE), (3 * DAY, True, None, HOUR), (400 * DAY, True, None, 7 * DAY),
     (400 * DAY, True, DAY, HOUR), (400 * DAY, True, -DAY, HOUR), (400 * DAY, True, -30 * DAY, 7 * DAY),
     (400 * DAY, True, 3 * DAY, DAY), (400 * DAY, True, 90 * DAY, 7 * DAY), (HOUR, False, None, 30 * DAY)],
)  # fmt: skip
def test_a_claim_is_searched_often_while_young_and_around_its_deadline(
    age: timedelta, is_open: bool, deadline: timedelta | None, pause: timedelta
) -> None:
    assert timing.next_claim_check(made_age=age, status_open=is_open, deadline=deadline) == pause


def test_a_watched_page_is_read_as_often_as_its_editor_wants() -> None:
    assert timing.next_page_read(age_since_last_change=90 * DAY, longest=DAY) == DAY
    assert timing.next_page_read(age_since_last_change=HOUR, longest=DAY) == 15 * MINUTE


def test_late_is_three_intervals_after_it_was_due() -> None:
    assert timing.late_at(due_at=NOW, interval=HOUR) == NOW + 3 * HOUR


@pytest.mark.parametrize(
    ("failures", "jitter", "pause"),
    [(0, 0.5, 0 * MINUTE), (1, 0.5, MINUTE), (4, 0.5, 8 * MINUTE), (1, 0.0, 0.8 * MINUTE), (1, 1.0, 1.2 * MINUTE),
     (10**9, 1.0, DAY)],
)  # fmt: skip
def test_the_pause_doubles_up_to_a_day(failures: int, jitter: float, pause: timedelta) -> None:
    assert politeness.backoff(failures=failures, base=MINUTE, jitter=jitter) == pause


@pytest.mark.parametrize(
    ("value", "pause"),
    [("120", 2 * MINUTE), (" 0 ", 0 * MINUTE), ("9" * 5000, DAY), ("Sun, 20 Feb 2022 13:00:00 GMT", HOUR),
     ("Sun, 20 Feb 2022 11:00:00 GMT", 0 * MINUTE), ("Fri, 31 Dec 9999 23:59:59 GMT", DAY), ("-5", None), ("", None),
     ("soon", None), ("1.5", None), ("١٢", None)],
)  # fmt: skip
def test_retry_after_is_obeyed_within_a_day(value: str, pause: timedelta | None) -> None:
    assert politeness.retry_after(value, now=NOW) == pause


@given(st.text(max_size=40))
def test_no_header_breaks_retry_after(value: str) -> None:
    pause = politeness.retry_after(value, now=NOW)
    assert pause is None or timedelta(0) <= pause <= DAY


def test_we_say_who_we_are_on_one_line() -> None:
    assert AGENT == "SaidAndSeen/1.0 (+desk@border.example)"
    assert politeness.user_agent("a@b.example)\r\nX: y", "1\r\n") == "SaidAndSeen/1 (+a@b.exampleX:y)"
    with pytest.raises(ValueError, match="contact"):
        politeness.user_agent(" ", "1.0")


@pytest.mark.parametrize(
    ("robots", "path", "may"),
    [("", "/x", True), ("User-agent: *\nDisallow: /x", "/x", False), ("User-agent: *\nDisallow: /x", "/y", True),
     ("User-agent: saidandseen\nDisallow: /\n\nUser-agent: *\nAllow: /", "/y", False),
     ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True), ("<html>not robots</html>", "/x", True)],
)  # fmt: skip
def test_robots_txt_is_obeyed(robots: str, path: str, may: bool) -> None:
    assert politeness.may_read(robots, url=f"https://border.example{path}", user_agent=AGENT) is may


def test_a_crawl_delay_is_read_within_a_day() -> None:
    assert politeness.crawl_delay("User-agent: *\nCrawl-delay: 5", user_agent=AGENT) == timedelta(seconds=5)
    assert politeness.crawl_delay("User-agent: *\nCrawl-delay: 1e99", user_agent=AGENT) in (DAY, None)
    assert politeness.crawl_delay("", user_agent=AGENT) is None
