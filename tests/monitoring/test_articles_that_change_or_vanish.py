"""An article's changes are kept, its noise is not, and what became of its page is told apart."""

from datetime import timedelta

import pytest

from claims.models import JournalEntry, Page, Revision, Snapshot
from claims.monitoring import pages
from claims.vocabulary import JournalKind, PageState
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import TEXT, article_html

pytestmark = pytest.mark.django_db
TITLE = "NATO sees no sign of a withdrawal"


def read(page: Page, content: str, *, hours: int, status: int = 200) -> None:
    now = NOON + timedelta(hours=hours)
    Page.objects.filter(pk=page.pk).update(next_check_at=now)
    pages.read(page_id=page.pk, now=now, fetch=FakeWeb({page.url: reply(content, status=status)}))
    page.refresh_from_db()


def noisy(number: int) -> str:
    """The same story with another advertisement, another counter, another script each time."""
    return article_html(
        TITLE,
        head=f"<meta name='build' content='{number}'><script>var visitors = {number * 17};</script>",
    ).replace(
        "</article>",
        f"</article><aside class='ad'>Advertisement {number}: buy now!</aside><footer>{number} readers</footer>",
    )


def test_noise_in_the_markup_over_twenty_reads_is_one_revision() -> None:
    page = factories.page()
    for number in range(20):
        read(page, noisy(number), hours=number)
    assert Revision.objects.count() == 1
    assert Snapshot.objects.count() == 20


def test_each_revision_stays_readable() -> None:
    page = factories.page()
    for number in range(4):
        read(page, article_html(TITLE, f"{TEXT} The ministry counts {number} units that left."), hours=number)
    texts = [one.body.text() for one in Revision.objects.order_by("number")]
    assert [f"counts {number} units" in text for number, text in enumerate(texts)] == [True] * 4


@pytest.mark.parametrize(("status", "asks_again"), [(404, True), (410, False), (451, True)])
def test_not_found_gone_and_forbidden_by_law_are_told_apart(status: int, asks_again: bool) -> None:
    page = factories.page()
    read(page, article_html(TITLE), hours=0)
    read(page, "away", hours=1, status=status)
    read(page, "away", hours=2, status=status)
    told = JournalEntry.objects.get(kind=JournalKind.ARTICLE_DISAPPEARED)
    assert told.after["status"] == status
    assert (page.state, page.obstacle) == (PageState.DISAPPEARED, f"The server answered {status}.")
    assert (page.next_check_at is not None) == asks_again
    assert Revision.objects.get().body.text().startswith("NATO's secretary general")


@pytest.mark.parametrize(
    "content",
    [
        article_html("Page not found", "We looked everywhere."),
        article_html(TITLE, "Subscribe now to continue reading this article."),
        article_html("Just a moment...", "Checking your browser before you go on."),
        "<html><body></body></html>",
    ],
)
def test_what_stands_in_the_way_later_never_replaces_the_text(content: str) -> None:
    page = factories.page()
    read(page, article_html(TITLE), hours=0)
    read(page, content, hours=1)
    assert page.state == PageState.NEEDS_COPY
    assert page.obstacle
    assert Revision.objects.count() == 1


def test_one_that_comes_back_is_read_again_without_a_new_revision() -> None:
    page = factories.page()
    read(page, article_html(TITLE), hours=0)
    read(page, "away", hours=1, status=404)
    read(page, article_html(TITLE), hours=2)
    assert page.state == PageState.LIVE
    assert Revision.objects.count() == 1
