"""Feeds on the desk: looked for before they are watched, their health in words, a button to try at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims import tasks
from claims.admin.feeds import health
from claims.models import Feed, JournalEntry, Page, database_now
from claims.vocabulary import FeedKind, FeedState, JournalKind
from tests import factories
from tests.admin.desk import listed, page_of, signed_in
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import FEED, rss_reply

pytestmark = pytest.mark.django_db
SITE = "https://outlet.example/"
ADD = "/admin/claims/feed/add/"
STATING = '<link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>Welcome to our site</p>'


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> FakeWeb:
    found = FakeWeb({SITE: reply(STATING), FEED: rss_reply(("Columns are leaving", f"{SITE}1"))})
    monkeypatch.setattr(tasks, "politely", lambda: found)
    return found


@pytest.fixture
def olga() -> Client:
    return signed_in(factories.olga())


def messages_of(answer: Any) -> list[str]:
    return [str(one) for one in answer.context["messages"]]


def test_a_look_shows_the_newest_items_and_stores_nothing(olga: Client, web: FakeWeb) -> None:
    page = olga.post(ADD, {"url": "outlet.example"}).content.decode()
    assert "Columns are leaving" in page
    assert "The page's own text" in page
    assert not Feed.objects.exists()


def test_what_was_shown_is_watched_with_its_kind_and_pause(olga: Client) -> None:
    chosen = {"watch": "1", "url": SITE, "kind": "list_page", "outlet_name": "The Outlet", "longest_minutes": "15"}
    answer = olga.post(ADD, chosen)
    feed = Feed.objects.get()
    assert answer["Location"] == page_of("feed", feed.pk)
    assert (feed.url, feed.kind, feed.outlet.name, feed.longest_seconds) == (
        SITE,
        FeedKind.LIST_PAGE,
        "The Outlet",
        900,
    )


def test_a_page_is_watched_for_its_text(olga: Client) -> None:
    chosen = {"watch": "1", "url": f"{SITE}count", "kind": "page", "outlet_name": "", "longest_minutes": "5"}
    answer = olga.post(ADD, chosen)
    page = Page.objects.get()
    assert answer["Location"] == page_of("page", page.pk)
    assert (page.longest_seconds, page.outlet and page.outlet.name) == (300, "outlet.example")


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"url": "https://nowhere.example/"}, "The server answered 404."),
        ({"url": "ftp://x"}, "The address must start with http:// or https://."),
        ({"url": ""}, "This field is required."),
        ({"watch": "1", "url": FEED, "kind": "feed", "longest_minutes": "0"}, "greater than or equal to 1"),
        ({"watch": "1", "url": "ftp://x", "kind": "feed", "longest_minutes": "5"}, "The address must start with"),
        ({"watch": "1", "url": FEED, "kind": "poison", "longest_minutes": "5"}, "not one of the available choices"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_stored(
    olga: Client, web: FakeWeb, posted: dict[str, str], sentence: str
) -> None:
    answer = olga.post(ADD, posted)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Feed.objects.exists()


def test_a_feed_that_is_watched_already_is_refused(olga: Client) -> None:
    factories.feed(url=FEED)
    answer = olga.post(ADD, {"watch": "1", "url": FEED, "kind": "feed", "longest_minutes": "5"})
    assert "This feed is watched already." in answer.content.decode()


def test_a_list_of_feeds_is_imported_and_says_what_became_of_it(olga: Client) -> None:
    told = (
        b"<opml><body><outline xmlUrl='https://a.example/feed' text='A'/><outline xmlUrl='ftp://b.example/'/>"
        b"</body></opml>"
    )
    answer = olga.post(reverse("admin:feeds_import"), {"file": SimpleUploadedFile("f.opml", told)}, follow=True)
    assert messages_of(answer) == [
        "1 feed is watched from now on; 0 were watched before.",
        "ftp://b.example/: The address must start with http:// or https://.",
    ]
    bad = olga.post(reverse("admin:feeds_import"), {"file": SimpleUploadedFile("f.opml", b"<rss/>")})
    assert "This is no OPML file" in bad.content.decode()


def test_the_feeds_are_exported(olga: Client) -> None:
    factories.feed(url=FEED)
    answer = olga.get(reverse("admin:feeds_export"))
    assert answer["Content-Disposition"] == 'attachment; filename="feeds.opml"'
    assert FEED in answer.content.decode()


def test_try_now_makes_a_failing_feed_due_and_forgets_nothing(olga: Client) -> None:
    feed = factories.feed(failures=4, failing_since=NOON, next_check_at=database_now() + timedelta(days=1))
    olga.post(f"/admin/claims/feed/{feed.pk}/act/", {"act": "try"})
    feed.refresh_from_db()
    assert feed.next_check_at is not None
    assert feed.next_check_at <= database_now()
    assert feed.failures == 4


def test_its_pauses_are_bounded_and_the_change_is_in_the_journal(olga: Client) -> None:
    feed = factories.feed()
    olga.post(f"/admin/claims/feed/{feed.pk}/pauses/", {"shortest_minutes": "2", "longest_minutes": "30"})
    feed.refresh_from_db()
    assert (feed.shortest_seconds, feed.longest_seconds) == (120, 1800)
    assert JournalEntry.objects.filter(kind=JournalKind.FEED_EDITED).count() == 1
    wrong = olga.post(f"/admin/claims/feed/{feed.pk}/pauses/", {"shortest_minutes": "9", "longest_minutes": "3"})
    assert "The longest pause is not shorter than the shortest." in wrong.content.decode()


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "not read yet"),
        ({"last_success_at": NOON}, "well"),
        ({"last_success_at": NOON, "notice": "98,000 older entries are skipped."}, "well. 98,000 older entries"),
        (
            {"failures": 1, "failing_since": NOON, "last_error": "No answer."},
            "failing since 15 Feb 12:00, 1 time in a row: No answer.",
        ),
        (
            {"failures": 2, "failing_since": NOON, "last_error": "The server answered 500."},
            "failing since 15 Feb 12:00, 2 times in a row: The server answered 500.",
        ),
        (
            {"failures": 9, "failing_since": NOON, "down_since": NOON, "last_error": "No answer."},
            "down since 15 Feb 12:00, 9 times in a row: No answer.",
        ),
        ({"state": FeedState.PAUSED}, "paused"),
        (
            {"state": FeedState.QUARANTINED, "last_error": "Reading it ended our program."},
            "set aside. Reading it ended our program.",
        ),
    ],
)
def test_health_is_said_in_words(columns: dict[str, Any], words: str) -> None:
    assert health(factories.feed(**columns)).lower().startswith(words.lower())


def test_the_list_shows_failing_feeds_on_their_own(olga: Client) -> None:
    factories.feed(title="Works", last_success_at=NOON)
    factories.feed(title="Fails", failures=1)
    factories.feed(title="Aside", state=FeedState.QUARANTINED)
    page = olga.get(listed("feed"), {"health": "failing"}).content.decode()
    assert ("Works" in page, "Fails" in page, "Aside" in page) == (False, True, True)
