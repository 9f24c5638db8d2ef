"""Machines look for feeds, watch them, try them and bound their pauses, as the desk does."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims import tasks
from claims.models import Feed, database_now
from claims.vocabulary import FeedState
from tests import factories
from tests.api.machines import client_of, is_problem
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import FEED, rss_reply

pytestmark = pytest.mark.django_db
SITE = "https://outlet.example/"
FEEDS = "/api/v1/feeds/"


@pytest.fixture(autouse=True)
def web(monkeypatch: pytest.MonkeyPatch) -> None:
    stating = reply('<link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>Welcome</p>')
    found = FakeWeb({SITE: stating, FEED: rss_reply(("Columns are leaving", f"{SITE}1"))})
    monkeypatch.setattr(tasks, "politely", lambda: found)


@pytest.fixture
def olga() -> APIClient:
    return client_of(factories.olga())


def body(answer: Any) -> Any:
    return answer.json()


def test_what_can_be_watched_is_shown_with_its_newest_items_and_nothing_is_stored(olga: APIClient) -> None:
    found = body(olga.post(f"{FEEDS}discover/", {"url": SITE}, format="json"))
    assert [(one["url"], one["kind"], one["listed"]) for one in found] == [(FEED, "feed", 1), (SITE, None, 0)]
    assert found[0]["newest"][0]["title"] == "Columns are leaving"
    assert not Feed.objects.exists()


def test_a_feed_is_watched_and_its_health_is_shown(olga: APIClient) -> None:
    made = body(olga.post(FEEDS, {"url": FEED}, format="json"))
    wanted = {
        "kind": "feed",
        "state": "active",
        "failures": 0,
        "notice": "",
        "down_since": None,
        "longest_seconds": 3600,
    }
    assert wanted.items() <= made.items()


def test_a_feed_is_tried_at_once_unless_it_is_paused(olga: APIClient) -> None:
    feed = factories.feed(next_check_at=None, failures=3, failing_since=NOON)
    assert olga.post(f"{FEEDS}{feed.public_id}/try-now/").status_code == 200
    feed.refresh_from_db()
    assert feed.next_check_at is not None
    assert feed.next_check_at <= database_now()
    Feed.objects.update(state=FeedState.PAUSED)
    refused = olga.post(f"{FEEDS}{feed.public_id}/try-now/")
    assert is_problem(refused)
    assert body(refused)["detail"] == "This feed is not watched at the moment: resume it first."


def test_its_pauses_are_bounded(olga: APIClient) -> None:
    feed = factories.feed()
    path = f"{FEEDS}{feed.public_id}/pauses/"
    answer = body(olga.post(path, {"shortest_seconds": 60, "longest_seconds": 120}, format="json"))
    assert (answer["shortest_seconds"], answer["longest_seconds"]) == (60, 120)
    assert is_problem(olga.post(path, {"shortest_seconds": 600, "longest_seconds": 120}, format="json"))


def test_ben_may_not() -> None:
    ben, feed = client_of(factories.ben()), factories.feed()
    asked = {
        f"{feed.public_id}/try-now/": {},
        f"{feed.public_id}/pauses/": {"shortest_seconds": 60, "longest_seconds": 60},
        "discover/": {"url": SITE},
    }
    for path, said in asked.items():
        assert ben.post(FEEDS + path, said, format="json").status_code == 403, path
