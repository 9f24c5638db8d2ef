"""A single page is watched for its text, as often as its editor wants."""

from datetime import timedelta

import pytest

from claims.models import JournalEntry, Outlet, Page, Revision
from claims.monitoring import pages, watched_pages
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import STORY, TEXT, article_html

pytestmark = pytest.mark.django_db


def watch(url: str = STORY, longest_seconds: int = 600) -> Page:
    return watched_pages.watch(url=url, editor=factories.ada(), now=NOON, longest_seconds=longest_seconds)


def test_every_change_of_its_text_becomes_a_revision() -> None:
    page = watch()
    web = FakeWeb(
        {STORY: [reply(article_html("Dead: 12", TEXT)), reply(article_html("Dead: 13", f"{TEXT} One more."))]}
    )
    pages.read(page_id=page.pk, now=NOON, fetch=web)
    pages.read(page_id=page.pk, now=NOON + timedelta(minutes=10), fetch=web)
    assert [one.title for one in Revision.objects.order_by("number")] == ["Dead: 12", "Dead: 13"]


def test_it_is_read_as_often_as_its_editor_wants_however_old_it_is() -> None:
    page = watch()
    Page.objects.update(first_seen_at=NOON - timedelta(days=900))
    pages.read(page_id=page.pk, now=NOON, fetch=FakeWeb({STORY: reply(article_html(), status=200)}))
    later = NOON + timedelta(days=300)
    Page.objects.update(next_check_at=later)
    pages.read(page_id=page.pk, now=later, fetch=FakeWeb({STORY: reply(article_html())}))
    assert Page.objects.get().next_check_at == later + timedelta(minutes=10)


def test_a_page_that_a_feed_brought_is_watched_from_now_on() -> None:
    known = factories.page(url=STORY, next_check_at=NOON + timedelta(days=30))
    page = watch()
    assert page == known
    assert not Outlet.objects.exists()
    assert (page.longest_seconds, page.next_check_at) == (600, NOON)


def test_it_stops_being_watched_and_both_are_in_the_journal() -> None:
    page = watch()
    watched_pages.unwatch(page=page, editor=factories.ada())
    watched_pages.unwatch(page=page, editor=factories.ada())
    told = JournalEntry.objects.filter(kind=JournalKind.PAGE_WATCHED).order_by("number")
    assert [entry.after["longest_seconds"] for entry in told] == [600, None]
    assert Page.objects.get().longest_seconds is None


@pytest.mark.parametrize(
    ("url", "seconds", "field"),
    [("nowhere", 600, "url"), (STORY, 0, "longest_seconds"), (f"https://a.example/{'x' * 2000}", 600, "url")],
)
def test_bad_wishes_are_refused_with_their_field(url: str, seconds: int, field: str) -> None:
    with pytest.raises(Refused) as refused:
        watch(url, seconds)
    assert refused.value.field == field
    assert not Page.objects.exists()


def test_ben_may_not_watch_pages() -> None:
    with pytest.raises(NotAllowed):
        watched_pages.watch(url=STORY, editor=factories.ben(), now=NOON)
