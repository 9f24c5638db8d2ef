"""Where a page cannot be read, what an editor supplies stands in its place, until the page opens."""

from datetime import timedelta

import pytest

from claims.models import Article, Capture, JournalEntry, Page, Revision
from claims.monitoring import pages, supplied_copies
from claims.recording import captures
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import CaptureKind, JournalKind, PageState, RevisionOrigin
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import TEXT, article_html

pytestmark = pytest.mark.django_db
WALL = article_html("NATO sees no sign of it", "Subscribe now to continue reading.")


def walled() -> Page:
    page = factories.page()
    pages.read(page_id=page.pk, now=NOON, fetch=FakeWeb({page.url: reply(WALL)}))
    page.refresh_from_db()
    assert page.state == PageState.NEEDS_COPY
    return page


def capture(content: bytes = b"", media_type: str = "text/plain", **values: object) -> Capture:
    return captures.record(
        kind=CaptureKind.PAYWALLED,
        content=content or TEXT.encode(),
        media_type=media_type,
        editor=factories.ada(),
        now=NOON,
        **values,  # type: ignore[arg-type]
    )


def fill(page: Page, one: Capture, title: str = "NATO sees no sign", text: str = "") -> Revision | None:
    return supplied_copies.fill(page=page, capture=one, title=title, text=text, editor=factories.ada(), now=NOON)


def test_its_text_becomes_the_article_s_and_says_where_it_is_from() -> None:
    page, one = walled(), capture()
    revision = fill(page, one)
    page.refresh_from_db()
    assert revision is not None
    assert (revision.origin, revision.title, revision.body.text()) == (
        RevisionOrigin.CAPTURE,
        "NATO sees no sign",
        TEXT,
    )
    assert (page.state, page.article) == (PageState.SUPPLIED, revision.article)
    told = JournalEntry.objects.filter(kind=JournalKind.ARTICLE_REVISED).order_by("-number")[0]
    assert told.after["capture"] == str(one.public_id)
    assert Article.objects.awaiting_match(NOON).filter(pk=revision.article_id).exists()


def test_a_saved_page_is_read_as_the_page_would_be() -> None:
    page = walled()
    revision = fill(page, capture(article_html("From the saved page").encode(), "text/html"), title="")
    assert revision is not None
    assert revision.title == "From the saved page"
    assert "de-escalation" in revision.body.text()


def test_beside_a_picture_the_text_is_typed() -> None:
    page, picture = walled(), capture(b"\x89PNG\r\n", "image/png")
    with pytest.raises(Refused) as refused:
        fill(page, picture)
    assert refused.value.field == "words"
    revision = fill(page, picture, text="What the picture shows in words.")
    assert revision is not None
    assert revision.body.text() == "What the picture shows in words."


def test_the_same_copy_again_is_no_revision() -> None:
    page = walled()
    fill(page, capture())
    assert fill(page, capture()) is None


def test_the_wall_that_still_stands_does_not_take_its_place() -> None:
    page = walled()
    fill(page, capture())
    later = NOON + timedelta(days=3)
    Page.objects.update(next_check_at=later)
    pages.read(page_id=page.pk, now=later, fetch=FakeWeb({page.url: reply(WALL)}))
    page.refresh_from_db()
    assert page.state == PageState.SUPPLIED
    assert Revision.objects.order_by("-number")[0].origin == RevisionOrigin.CAPTURE


def test_when_the_page_opens_its_own_words_follow() -> None:
    page = walled()
    fill(page, capture())
    later = NOON + timedelta(days=3)
    Page.objects.update(next_check_at=later)
    pages.read(page_id=page.pk, now=later, fetch=FakeWeb({page.url: reply(article_html("The page itself"))}))
    page.refresh_from_db()
    newest = Revision.objects.order_by("-number")[0]
    assert (page.state, newest.origin, newest.title) == (PageState.LIVE, RevisionOrigin.PAGE, "The page itself")


def test_a_sealed_capture_stays_sealed() -> None:
    page = walled()
    sealed = capture(readers=[factories.carl()])
    with pytest.raises(Refused, match="stays sealed"):
        fill(page, sealed)
    assert not Revision.objects.filter(origin=RevisionOrigin.CAPTURE).exists()


def test_a_copy_without_a_headline_is_refused_and_ben_supplies_none() -> None:
    page, one = walled(), capture()
    with pytest.raises(Refused) as refused:
        fill(page, one, title=" ")
    assert refused.value.field == "title"
    with pytest.raises(NotAllowed):
        supplied_copies.fill(page=page, capture=one, title="T", editor=factories.ben(), now=NOON)
