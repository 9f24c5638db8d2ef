"""When something happens to an article that a claim rests on, the claim is queued for another look, once."""

from datetime import timedelta

import pytest

from claims.models import Article, Claim, JournalEntry, Page
from claims.monitoring import pages
from claims.verification import readings
from claims.vocabulary import JournalKind, Stance, Visibility
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import TEXT, article_html

pytestmark = pytest.mark.django_db
QUOTED = "the alliance has not seen any sign of de-escalation"


def read(page: Page, title: str = "NATO sees no sign of a withdrawal", text: str = TEXT, *, hours: int = 0) -> None:
    now = NOON + timedelta(hours=hours)
    Page.objects.filter(pk=page.pk).update(next_check_at=now)
    pages.read(page_id=page.pk, now=now, fetch=FakeWeb({page.url: reply(article_html(title, text))}))


def cited(page: Page, **values: object) -> Claim:
    """A claim that rests on the page's article."""
    claim = factories.claim()
    evidence = factories.evidence(claim=claim, article=Article.objects.get(pages=page), **values)
    reading = {"stance": Stance.AGAINST, "quotation": QUOTED} if evidence.visibility != Visibility.RESTRICTED else {}
    if reading:
        readings.read(evidence=evidence, **reading, editor=factories.ada(), now=NOON)
    return claim


def reason(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.review_wanted_because


@pytest.fixture
def page() -> Page:
    page = factories.page()
    read(page)
    return page


def test_a_publisher_s_correction_rings_at_once_and_is_in_the_journal_without_its_words(page: Page) -> None:
    claim = cited(page)
    read(page, "CORRECTED-NATO sees no sign of a withdrawal", hours=1)
    assert reason(claim).startswith("The publisher corrected")
    told = JournalEntry.objects.get(kind=JournalKind.ARTICLE_CORRECTED)
    assert told.after == {"number": 2, "notices": [{"kind": "corrected", "in": "title"}]}


def test_an_update_notice_in_the_text_rings(page: Page) -> None:
    claim = cited(page)
    read(page, text=f"{TEXT}\nThis article has been updated to add a statement by the ministry of defence.", hours=1)
    assert reason(claim).startswith("The publisher says that it updated")


def test_the_same_notice_rings_once(page: Page) -> None:
    read(page, "CORRECTED-NATO sees no sign of a withdrawal", hours=1)
    claim = cited(page)
    read(page, "CORRECTED-NATO sees no sign of a withdrawal", f"{TEXT}\nIts spokesman said nothing more.", hours=2)
    assert reason(claim) == ""
    assert JournalEntry.objects.filter(kind=JournalKind.ARTICLE_CORRECTED).count() == 1


def test_a_quotation_that_is_no_longer_there_rings(page: Page) -> None:
    claim = cited(page)
    read(page, text=TEXT.replace(QUOTED, "the alliance watches the movements"), hours=1)
    assert reason(claim) == "A quotation is no longer in its source: NATO sees no sign of a withdrawal"


def test_a_quotation_of_the_claim_s_own_appearance_that_is_no_longer_there_rings(page: Page) -> None:
    revision = Article.objects.get(pages=page).revisions.get()
    claim = factories.appearance(quotation=QUOTED, revision=revision).claim
    typed = factories.appearance(quotation="words that never stood there", revision=revision).claim
    read(page, text=TEXT.replace(QUOTED, "the alliance watches the movements"), hours=1)
    assert reason(claim) == "A quotation is no longer in its source: NATO sees no sign of a withdrawal"
    assert reason(typed) == ""


def test_an_edit_that_leaves_the_quotation_rings_nobody(page: Page) -> None:
    claim = cited(page)
    read(page, text=f"{TEXT}\nThe ministers meet again on Wednesday.", hours=1)
    assert reason(claim) == ""


def test_a_headline_that_lost_who_said_it_rings() -> None:
    page = factories.page()
    read(page, "Troops return to bases, Russia says")
    claim = cited(page)
    read(page, "Troops return to bases", hours=1)
    assert reason(claim).startswith("The headline no longer says who said it")


def test_an_article_that_disappears_rings(page: Page) -> None:
    claim = cited(page)
    later = NOON + timedelta(hours=1)
    Page.objects.update(next_check_at=later)
    pages.read(page_id=page.pk, now=later, fetch=FakeWeb({page.url: reply("gone", status=404)}))
    assert reason(claim).startswith("An article it rests on has disappeared")


def test_what_restricted_evidence_rests_on_is_not_named(page: Page) -> None:
    claim = cited(page, visibility=Visibility.RESTRICTED, readers=[factories.carl()])
    read(page, "CORRECTED-NATO sees no sign of a withdrawal", hours=1)
    assert reason(claim) == "Something it rests on has changed."
    told = JournalEntry.objects.get(kind=JournalKind.CLAIM_QUEUED)
    assert "because_of" not in told.after


def test_a_claim_that_waits_already_is_not_queued_twice(page: Page) -> None:
    claim = cited(page)
    read(page, "CORRECTED-NATO sees no sign of a withdrawal", hours=1)
    read(page, "WITHDRAWN-NATO sees no sign of a withdrawal", hours=2)
    assert reason(claim).startswith("The publisher corrected")
    assert JournalEntry.objects.filter(kind=JournalKind.CLAIM_QUEUED).count() == 1
