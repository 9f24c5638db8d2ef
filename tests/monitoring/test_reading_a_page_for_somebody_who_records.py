"""A page is read because somebody records from it: politely, once, and how it goes is told."""

from datetime import timedelta

import pytest

from claims.fetching.errors import FetchFailed
from claims.models import Host, Outlet, Page
from claims.monitoring import asked_pages, pages
from claims.monitoring.asked_pages import Reading
from claims.refusals import NotAllowed, Refused
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import STORY, TEXT, article_html

pytestmark = pytest.mark.django_db
HEAD = '<meta property="og:site_name" content="The Outlet"><meta name="date" content="2022-02-15T09:00:00Z">'


def ask(url: str = STORY) -> Page:
    return asked_pages.ask(url=url, editor=factories.rosa(), now=NOON)


def told(page: Page) -> Reading:
    related = Page.objects.select_related("outlet__merged_into", "article__outlet__merged_into")
    return asked_pages.reading(page=related.get(pk=page.pk), now=NOON)


def read(page: Page, answer: object) -> None:
    pages.read(page_id=page.pk, now=NOON, fetch=FakeWeb({page.url: answer}))  # type: ignore[dict-item]


def test_it_waits_for_a_worker_and_then_is_told_with_outlet_and_date() -> None:
    page = ask()
    assert told(page).is_waiting
    read(page, reply(article_html(head=HEAD)))
    reading = told(page)
    assert reading.is_over
    assert (reading.text, reading.outlet_name) == (TEXT, "The Outlet")
    assert (str(reading.published_at), reading.published_precision) == ("2022-02-15 09:00:00+00:00", "minute")


def test_a_date_without_a_time_is_known_to_the_day() -> None:
    page = ask()
    read(page, reply(article_html(head='<meta name="date" content="2022-02-15">')))
    assert told(page).published_precision == "day"


def test_asking_makes_no_outlet_and_knows_the_one_of_its_host() -> None:
    feed = factories.feed(host="outlet.example", outlet=factories.outlet(name="The Outlet"))
    assert ask().outlet == feed.outlet
    assert ask("https://elsewhere.example/1").outlet is None
    assert Outlet.objects.count() == 1


def test_a_wall_is_said_in_a_sentence() -> None:
    page = ask()
    wall = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    read(page, reply(article_html(text="Subscribe to read on.", head=wall)))
    assert (told(page).is_over, told(page).obstacle) == (True, "The article is behind a paywall.")


def test_a_failure_is_said_in_its_own_words() -> None:
    page = ask()
    read(page, FetchFailed(page.url, "The address is not allowed.", permanent=True))
    assert told(page).obstacle == "The address is not allowed."


def test_a_host_that_rests_says_until_when() -> None:
    page = ask()
    rests = NOON + timedelta(minutes=10)
    Host.objects.update(next_check_at=rests)
    assert told(page).waits_until == rests


def test_a_page_read_a_moment_ago_is_left_alone_and_an_old_one_is_read_again() -> None:
    page = ask()
    read(page, reply(article_html()))
    assert asked_pages.ask(url=STORY, editor=factories.rosa(), now=NOON).next_check_at != NOON
    later = NOON + timedelta(minutes=11)
    assert asked_pages.ask(url=STORY, editor=factories.rosa(), now=later).next_check_at == later


def test_a_page_that_was_set_aside_stays_so() -> None:
    page = ask()
    Page.objects.update(next_check_at=None, state="needs_copy", obstacle="It ended our program three times.")
    assert ask().next_check_at is None
    assert told(page).obstacle == "It ended our program three times."


def test_an_address_that_is_none_is_refused() -> None:
    for url in ("", "nonsense", "javascript:alert(1)", "https://u:p@outlet.example/", "file:///etc/passwd"):
        with pytest.raises(Refused) as refused:
            ask(url)
        assert refused.value.field == "url"
    assert not Page.objects.exists()


def test_a_reader_asks_for_nothing() -> None:
    with pytest.raises(NotAllowed):
        asked_pages.ask(url=STORY, editor=factories.ben(), now=NOON)
