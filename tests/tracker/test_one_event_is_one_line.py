"""Nothing that comes from outside begins a line of the log, and no key that a feed's address holds is in it."""

import io
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from claims.monitoring import feeds
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply

FORGED = "bad\r\n2022-02-15 12:00:00 INFO claims: the chief signed in\x1b[2K\u2028and left"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the console would show, by the settings' own formatter."""
    options = settings.LOGGING["formatters"]["line"]
    formatter = logging.config.DictConfigurator({"version": 1}).configure_formatter(dict(options))  # type: ignore[attr-defined]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("claims")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def test_a_message_with_line_breaks_stays_one_line(log: io.StringIO) -> None:
    logging.getLogger("claims.test").warning("The server says %s", FORGED)
    (line,) = log.getvalue().splitlines()
    assert "the chief signed in" in line


def test_an_error_s_own_text_cannot_begin_a_line(log: io.StringIO) -> None:
    try:
        raise ValueError(FORGED)
    except ValueError:
        logging.getLogger("claims.test").exception("Reading failed")
    lines = log.getvalue().splitlines()
    assert lines[0].endswith("Reading failed")
    assert all(line.startswith("  | ") for line in lines[1:])


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [reply("", status=500), reply("<html>no feed</html>")])
def test_a_subscriber_s_key_in_a_feed_s_address_is_in_no_line_and_no_error(log: io.StringIO, answer: Any) -> None:
    url = "https://outlet.example/feed?key=SECRET-OF-A-SUBSCRIBER"
    feed = factories.feed(url=url, host="outlet.example")
    feeds.poll(feed_id=feed.pk, now=NOON, fetch=FakeWeb({url: answer}))
    feed.refresh_from_db()
    assert feed.failures == 1
    assert "SECRET" not in log.getvalue() + feed.last_error
