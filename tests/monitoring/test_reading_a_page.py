"""A page becomes a snapshot, an article and, for a change in substance, a revision."""

from datetime import datetime, timedelta

import pytest

from claims.fetching.errors import FetchFailed
from claims.models import Article, FeedItem, JournalEntry, Page, Revision, Snapshot
from claims.monitoring import pages
from claims.monitoring.pages import ReadOutcome
from claims.vocabulary import JournalKind, PageState, RevisionOrigin
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import TEXT, article_html

pytestmark = pytest.mark.django_db


def read(page: Page, web: FakeWeb, now: datetime = NOON) -> ReadOutcome:
    Page.objects.filter(pk=page.pk).update(next_check_at=now)
    outcome = pages.read(page_id=page.pk, now=now, fetch=web)
    assert outcome is not None
    return outcome


def days(number: int) -> datetime:
    return NOON + timedelta(days=number)


def listed(page: Page, title: str = "The headline in the feed") -> None:
    FeedItem.objects.create(
        feed=factories.feed(),
        guid="1",
        guid_sha256="1",
        page=page,
        title=title,
        summary="What the feed says of it.",
        first_seen_at=NOON,
        last_seen_at=NOON,
    )


def test_a_first_read_makes_article_snapshot_and_revision() -> None:
    page = factories.page()
    outcome = read(page, FakeWeb({page.url: reply(article_html())}))
    revision = Revision.objects.get()
    assert outcome.revision_id == revision.pk
    assert (revision.title, revision.number, revision.origin) == (
        "NATO sees no sign of a withdrawal",
        1,
        RevisionOrigin.PAGE,
    )
    assert "not seen any sign" in revision.body.text()
    assert revision.snapshot == Snapshot.objects.get()
    page.refresh_from_db()
    assert page.state == PageState.LIVE
    assert page.article == Article.objects.get()
    entry = JournalEntry.objects.get(kind=JournalKind.ARTICLE_REVISED)
    assert entry.after["number"] == 1
    assert entry.after["fingerprint"] == revision.fingerprint
    assert page.next_check_at == NOON + timedelta(minutes=15)


def test_the_same_text_again_is_no_revision() -> None:
    page = factories.page()
    web = FakeWeb({page.url: [reply(article_html()), reply(article_html(head="<meta name='x' content='noise'>"))]})
    read(page, web)
    assert read(page, web, days(1)).revision_id is None
    assert Revision.objects.count() == 1
    assert Snapshot.objects.count() == 2


def test_there_and_back_again_is_three_revisions() -> None:
    page = factories.page()
    first, second = reply(article_html("Troops are leaving")), reply(article_html("Troops are not leaving"))
    web = FakeWeb({page.url: [first, second, first]})
    for number in range(3):
        read(page, web, days(number))
    assert list(Revision.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert Revision.objects.values("fingerprint").distinct().count() == 2


def test_a_headline_that_lost_its_attribution_is_said_in_the_journal() -> None:
    page = factories.page()
    titles = ("Troops are leaving, the ministry says", "Troops are leaving")
    web = FakeWeb({page.url: [reply(article_html(title)) for title in titles]})
    read(page, web)
    read(page, web, days(1))
    entry = JournalEntry.objects.filter(kind=JournalKind.ARTICLE_REVISED).order_by("-number")[0]
    assert entry.after["lost_attribution"] == "the ministry says"
    assert entry.after["changed"] == ["headline"]
    assert entry.before["title"] == titles[0]


def test_an_article_that_vanishes_is_said_once_and_keeps_its_text() -> None:
    page = factories.page()
    web = FakeWeb({page.url: [reply(article_html()), reply("not here", status=404)]})
    read(page, web)
    assert read(page, web, days(1)).has_disappeared is True
    assert read(page, web, days(2)).has_disappeared is False
    page.refresh_from_db()
    assert page.state == PageState.DISAPPEARED
    assert Article.objects.get().disappeared_at == days(1)
    assert JournalEntry.objects.filter(kind=JournalKind.ARTICLE_DISAPPEARED).count() == 1
    assert "not seen any sign" in Revision.objects.get().body.text()
    assert Snapshot.objects.filter(http_status=404).count() == 2


def test_a_page_that_is_gone_for_good_is_asked_no_more() -> None:
    page = factories.page()
    read(page, FakeWeb({page.url: reply("gone", status=410)}))
    page.refresh_from_db()
    assert page.next_check_at is None


@pytest.mark.parametrize(
    ("answer", "obstacle"),
    [
        (reply("<html><body></body></html>"), "No article text was found in the page."),
        (reply(article_html("Page not found", "Sorry.")), "The page says that it was not found."),
        (reply(article_html("A story", "Subscribe now to continue reading.")), "The article is behind a paywall."),
        (reply("no", status=403), "The server answered 403."),
        (reply("no", status=404), "The server answered 404."),
        (FetchFailed("x", "It redirects more than 5 times.", permanent=True), "It redirects more than 5 times."),
    ],
)
def test_a_page_that_cannot_be_read_is_matched_by_its_headline(answer: object, obstacle: str) -> None:
    page = factories.page()
    listed(page)
    outcome = read(page, FakeWeb({page.url: answer}))  # type: ignore[dict-item]  # parametrized answers are of both kinds
    page.refresh_from_db()
    revision = Revision.objects.get()
    assert (page.state, page.obstacle) == (PageState.NEEDS_COPY, obstacle)
    assert (revision.origin, revision.title) == (RevisionOrigin.FEED, "The headline in the feed")
    assert revision.body.text() == "What the feed says of it."
    assert outcome.revision_id == revision.pk


def test_a_text_replaces_the_headline_when_the_page_opens() -> None:
    page = factories.page()
    listed(page)
    web = FakeWeb({page.url: [reply("no", status=403), reply(article_html())]})
    read(page, web)
    read(page, web, days(1))
    page.refresh_from_db()
    assert (page.state, page.obstacle) == (PageState.LIVE, "")
    assert list(Revision.objects.order_by("number").values_list("origin", flat=True)) == ["feed", "page"]
    assert Article.objects.count() == 1


def test_a_paywall_that_comes_later_replaces_nothing() -> None:
    page = factories.page()
    wall = reply(article_html("NATO sees no sign", "Subscribe now to continue reading."))
    web = FakeWeb({page.url: [reply(article_html()), wall]})
    read(page, web)
    read(page, web, days(1))
    page.refresh_from_db()
    assert page.state == PageState.NEEDS_COPY
    assert Revision.objects.count() == 1


def test_a_passing_failure_is_tried_again_and_says_why() -> None:
    page = factories.page()
    read(page, FakeWeb({page.url: FetchFailed(page.url, "It did not answer in time.")}))
    page.refresh_from_db()
    assert (page.state, page.obstacle, page.failures) == (PageState.FAILING, "It did not answer in time.", 1)
    assert page.next_check_at is not None
    assert page.next_check_at > NOON


def test_two_addresses_with_one_canonical_address_share_an_article() -> None:
    head = "<link rel='canonical' href='https://outlet.example/story'>"
    one, two = (
        factories.page(url=f"https://{h}outlet.example/story{t}", host=f"{h}outlet.example")
        for h, t in (("www.", ""), ("", "-print"))
    )
    web = FakeWeb({one.url: reply(article_html(head=head)), two.url: reply(article_html(head=head))})
    read(one, web)
    outcome = read(two, web, days(1))
    assert outcome.joined_by == "canonical address"
    assert Article.objects.count() == Revision.objects.count() == 1


def test_a_canonical_address_in_another_house_is_not_believed() -> None:
    head = "<link rel='canonical' href='https://elsewhere.example/story'>"
    page = factories.page()
    read(page, FakeWeb({page.url: reply(article_html(head=head))}))
    assert Article.objects.get().url == page.url


def test_the_same_long_text_in_one_outlet_is_one_article() -> None:
    outlet = factories.outlet()
    one, two = factories.page(outlet=outlet), factories.page(outlet=outlet)
    text = "\n".join(f"{TEXT} This is paragraph {number}." for number in range(3))
    web = FakeWeb({url: reply(article_html(text=text)) for url in (one.url, two.url)})
    read(one, web)
    assert read(two, web).joined_by == "identical text"
    assert Article.objects.count() == 1


def test_another_outlets_copy_is_an_article_of_its_own() -> None:
    one, two = factories.page(outlet=factories.outlet()), factories.page(outlet=factories.outlet())
    text = "\n".join(f"{TEXT} This is paragraph {number}." for number in range(3))
    web = FakeWeb({url: reply(article_html(text=text)) for url in (one.url, two.url)})
    read(one, web)
    read(two, web)
    assert Article.objects.count() == 2
