"""A source loses its quotation: the editor sees the text it stood in, anchors it anew, and takes that back."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import Page, expect

from claims.analysis.article_html import ArticleText
from claims.models import Claim, Evidence
from claims.monitoring import revisions
from claims.vocabulary import RevisionOrigin
from tests import factories
from tests.browser.test_reviewing_by_keyboard import sign_in
from tests.factories import HOUR, NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUOTED = "NATO has seen no sign of a withdrawal"
TEXT = f"Ministers met in Brussels on Tuesday. {QUOTED}, its head said. The alliance watches the border. " * 2


def rewritten() -> Evidence:
    """An article that is evidence by its quotation, and reads otherwise since."""
    article = factories.article(title="NATO looks", text=TEXT, outlet=factories.outlet(name="The Gazette"))
    page = factories.page(article=article)
    evidence = factories.evidence(claim=factories.claim(), article=article, quotation=QUOTED)
    text = TEXT.replace(QUOTED, "The alliance has not yet seen any sign of a withdrawal")
    nothing = dict.fromkeys(("author", "language", "published_raw", "canonical_url", "site_name"), "")
    now_reads = ArticleText(title="NATO looks again", text=text, published_at=None, **nothing)
    with transaction.atomic():
        revisions.revise(
            article=article, page=page, text=now_reads, origin=RevisionOrigin.PAGE, snapshot=None, now=NOON + HOUR
        )
    return evidence


@pytest.mark.parametrize("width", [390, 1360])
def test_a_source_loses_its_quotation(page: Page, live_server: Any, width: int) -> None:
    evidence = rewritten()
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/claims/claim/{evidence.claim_id}/change/")
    expect(page.get_by_text("A quotation is no longer in its source")).to_be_visible()
    page.get_by_role("link", name="no longer in source").click()
    expect(page.get_by_role("heading", name="The text it stood in, as we keep it")).to_be_visible()
    expect(page.locator(".desk-article mark").first).to_have_text(QUOTED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context=".desk")
    assert found.violations_count == 0, found.generate_report()

    page.get_by_role("link", name="Anchor the quotation anew").click()
    expect(page.get_by_role("radio").first).to_be_visible()
    found = Axe().run(page, context=".desk-form")
    assert found.violations_count == 0, found.generate_report()
    proposed = page.get_by_role("radio").first
    expect(proposed).to_be_checked()
    page.get_by_role("button", name="Anchor the quotation anew").click()
    expect(page.get_by_text("The quotation is anchored in the newer revision.")).to_be_visible()
    expect(page.get_by_text("read as it is")).to_be_visible()
    reading = evidence.readings.order_by("-number")[0]
    assert "not yet seen any sign of a withdrawal" in reading.quotation
    assert evidence.readings.count() == 2

    page.get_by_role("link", name="Take back").click()
    page.get_by_label("Reason").fill("It says less now")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("no longer in source").first).to_be_visible()
    assert evidence.readings.order_by("-number")[0].quotation == QUOTED


def test_not_a_change_in_substance_works_without_a_script(chromium: Any, live_server: Any) -> None:
    evidence = rewritten()
    assert evidence.article is not None
    evidence.article.refresh_from_db()
    factories.revise(evidence.article, title="NATO looks", text=f"Updated. {TEXT}", at=NOON + 2 * HOUR)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/claims/article/{evidence.article_id}/compare/")
    page.get_by_role("checkbox", name="and take its claim off").check()
    page.get_by_role("button", name="Not a change in substance").click()
    page.wait_for_url("**/compare/?from=*")
    context.close()
    assert not Evidence.objects.changed().exists()
    assert Claim.objects.get(pk=evidence.claim_id).review_wanted_at is None
