"""A better extractor reads the stored bytes again; the old text stays, and nobody takes it for a silent edit."""

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim, JournalEntry, Page, Revision, Snapshot
from claims.monitoring import pages, revisions
from claims.publishing import public_claims
from claims.vocabulary import JournalKind, RevisionOrigin
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import TEXT, article_html

pytestmark = pytest.mark.django_db
TITLE = "NATO sees no sign of a withdrawal"


def read(page: Page, text: str = TEXT, *, hours: int = 0) -> None:
    now = NOON + timedelta(hours=hours)
    Page.objects.filter(pk=page.pk).update(next_check_at=now)
    pages.read(page_id=page.pk, now=now, fetch=FakeWeb({page.url: reply(article_html(TITLE, text))}))


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """A page that an older extractor read badly."""
    page = factories.page()
    with monkeypatch.context() as older:
        older.setattr(revisions, "EXTRACTOR_VERSION", "an older one")
        extract = pages.article_html.extract
        badly = "NATO's secretary general said on Tuesday that."
        older.setattr(
            pages.article_html, "extract", lambda *given, **named: replace(extract(*given, **named), text=badly)
        )
        read(page)
    return page


def origins() -> list[str]:
    return list(Revision.objects.order_by("number").values_list("origin", flat=True))


def test_the_same_bytes_are_read_again_and_both_texts_stay(page: Page) -> None:
    article_id = Revision.objects.get().article_id
    revision = revisions.reread(article_id=article_id, now=NOON)
    assert revision is not None
    assert origins() == [RevisionOrigin.PAGE, RevisionOrigin.REREAD]
    assert revision.snapshot == Snapshot.objects.get()
    texts = [one.body.text() for one in Revision.objects.order_by("number")]
    assert texts[0] == "NATO's secretary general said on Tuesday that."
    assert "de-escalation" in texts[1]


def test_it_is_read_again_once(page: Page) -> None:
    article_id = Revision.objects.get().article_id
    revisions.reread(article_id=article_id, now=NOON)
    assert revisions.reread(article_id=article_id, now=NOON) is None
    assert len(origins()) == 2


def test_a_page_that_did_not_change_since_is_reread_and_no_edit_is_told(page: Page) -> None:
    read(page, hours=1)
    assert origins() == [RevisionOrigin.PAGE, RevisionOrigin.REREAD]
    newest = JournalEntry.objects.filter(kind=JournalKind.ARTICLE_REVISED).order_by("-number")[0]
    assert "changed" not in newest.after


def test_reading_better_is_no_change_of_the_page(page: Page) -> None:
    before = Page.objects.get().last_changed_at
    read(page, hours=400)
    assert Page.objects.get().last_changed_at == before


def test_a_page_that_did_change_is_compared_with_the_better_reading(page: Page) -> None:
    read(page, f"{TEXT} The ministers meet again on Wednesday.", hours=1)
    assert origins() == [RevisionOrigin.PAGE, RevisionOrigin.REREAD, RevisionOrigin.PAGE]
    newest = JournalEntry.objects.filter(kind=JournalKind.ARTICLE_REVISED).order_by("-number")[0]
    assert (newest.after["sentences_added"], newest.after["sentences_removed"]) == (1, 0)


def test_evidence_is_not_called_revised_because_we_read_better(page: Page) -> None:
    claim = factories.published_claim()
    factories.evidence(claim=claim, article=Revision.objects.get().article)
    revisions.reread(article_id=Revision.objects.get().article_id, now=NOON)
    (shown,) = public_claims.known(Claim.objects.get(pk=claim.pk)).evidence
    assert not shown.has_changed


def test_the_command_reads_all_of_them_again_and_says_how_many(page: Page) -> None:
    out = StringIO()
    call_command("reread", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["read_again"], told["revised"]) == (1, 1)
    with pytest.raises(CommandError, match="--most is a number"):
        call_command("reread", "--most", "-1")
