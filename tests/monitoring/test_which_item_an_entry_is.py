"""An entry is known by its guid, else by its address, else by what it says."""

from datetime import timedelta

import pytest

from claims.models import Article, FeedItem, Page, Revision
from claims.monitoring import pages
from tests.fakes import FakeWeb, reply
from tests.fetching.origins import answer
from tests.monitoring.documents import TEXT, article_html
from tests.monitoring.origins import Watched, watched

pytestmark = pytest.mark.django_db
STORY = "https://outlet.example/story"


def feed(*entries: str) -> bytes:
    told = f'<rss version="2.0"><channel><title>t</title>{"".join(entries)}</channel></rss>'
    return answer(told.encode(), content_type="application/rss+xml")


def entry(title: str = "Troops leave", url: str = STORY, guid: str = "", summary: str = "They say so.") -> str:
    named = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return f"<item><title>{title}</title><link>{url}</link>{named}<description>{summary}</description></item>"


def read_pages(one: Watched, texts: dict[str, str]) -> None:
    web = FakeWeb({url: reply(article_html("Troops leave", text)) for url, text in texts.items()})
    for page in Page.objects.due(one.now):
        pages.read(page_id=page.pk, now=one.now, fetch=web)


def test_a_guid_that_changes_at_each_poll_is_one_item_and_one_article() -> None:
    with watched({}) as one:
        for number in range(20):
            one.answers["/feed"] = feed(entry(guid=f"changing-{number}"))
            outcome = one.poll()
            read_pages(one, {STORY: TEXT})
            assert outcome.new_items == (1 if number == 0 else 0)
    assert FeedItem.objects.count() == Page.objects.count() == Article.objects.count() == Revision.objects.count() == 1


def test_guid_and_address_that_both_change_are_known_by_what_is_said() -> None:
    with watched({}) as one:
        for number in range(20):
            one.answers["/feed"] = feed(entry(guid=f"g{number}", url=f"{STORY}?session={number}"))
            one.poll()
    assert FeedItem.objects.count() == Page.objects.count() == 1


def test_a_guid_that_is_used_again_for_new_text_gives_a_revision_each_time() -> None:
    with watched({}) as one:
        for number in range(5):
            one.answers["/feed"] = feed(entry(title=f"Dead: {number}", guid="the-count"))
            one.poll()
            read_pages(one, {STORY: f"{TEXT} The ministry counts {number} dead soldiers now."})
    assert FeedItem.objects.get().title == "Dead: 4"
    assert Article.objects.count() == 1
    assert Revision.objects.count() == 5


def test_a_guid_that_is_used_again_for_another_address_leads_there() -> None:
    with watched({"/feed": feed(entry(guid="front"))}) as one:
        one.poll()
        one.answers["/feed"] = feed(entry("Something else", f"{STORY}-2", guid="front"))
        one.poll()
    assert sorted(Page.objects.values_list("url", flat=True)) == [STORY, f"{STORY}-2"]
    assert FeedItem.objects.get().page.url == f"{STORY}-2"


def test_entries_without_guids_are_known_by_their_addresses() -> None:
    with watched({"/feed": feed(entry(), entry("Another", f"{STORY}-2"))}) as one:
        assert one.poll().new_items == 2
        assert one.poll(after=timedelta(hours=2)).new_items == 0
    assert FeedItem.objects.count() == 2


def test_two_entries_with_one_guid_are_both_kept_and_the_feed_says_so() -> None:
    with watched({"/feed": feed(entry(guid="same"), entry("Another", f"{STORY}-2", guid="same"))}) as one:
        one.poll()
        one.poll()
    assert FeedItem.objects.count() == 2
    assert one.feed.notice == "Several entries share one guid; they are told apart by their addresses."


def test_the_same_story_in_two_feeds_is_two_items_and_one_page() -> None:
    with watched({"/feed": feed(entry(guid="a"))}) as one, watched({"/feed": feed(entry(guid="b"))}) as other:
        one.poll()
        other.poll()
    assert (FeedItem.objects.count(), Page.objects.count()) == (2, 1)
