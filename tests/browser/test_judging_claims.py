"""Claims are judged in a real browser: two on one page, one that two editors race for, one that a second approves."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Claim, Evidence, StatusChange, User
from claims.recording import criteria
from tests import factories
from tests.factories import HOUR, NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, live_server: Any, who: User) -> None:
    page.goto(f"{live_server.url}/admin/login/?next=/admin/")
    page.fill("input[name=username]", who.username)
    page.fill("input[name=password]", f"{who.username} may enter")
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/admin/")


@contextmanager
def second_person(page: Page, live_server: Any, who: User) -> Iterator[Page]:
    """Somebody else at a desk of their own."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    other = context.new_page()
    sign_in(other, live_server, who)
    yield other
    context.close()


def seen(statement: str, **values: Any) -> tuple[Claim, Evidence]:
    """A claim that NATO and a company's imagery contradict and a party supports."""
    claim = factories.claim(statement=statement, **values)
    nato = factories.source(name=f"NATO on {statement[:20]}")
    imagery = factories.source(name=f"Imagery of {statement[:20]}", kind="imagery")
    newest = factories.evidence(claim=claim, source=nato, shown_at=NOON)
    factories.evidence(claim=claim, source=imagery, shown_at=NOON - 6 * HOUR, shown_precision="hour")
    factories.evidence(claim=claim, stance="for", interest="party", shown_at=NOON - HOUR)
    criteria.record(claim=claim, statement="Imagery that shows them gone", editor=factories.ada(), now=NOON)
    return claim, newest


def clean(page: Page, where: str) -> None:
    found = Axe().run(page, context=where)
    assert found.violations_count == 0, found.generate_report()


def test_two_claims_are_settled_on_one_page(page: Page, live_server: Any, settings: Any) -> None:
    settings.SETTLE_MIN_SOURCES = 2
    story = factories.story(title="The withdrawal")
    first, _ = seen("Units are leaving", story=story)
    second, _ = seen("The troops near the line are fewer", story=story)
    sign_in(page, live_server, factories.ada())
    page.goto(f"{live_server.url}/admin/claims/claim/{first.pk}/change/")
    page.get_by_role("link", name="Settle several").click()
    expect(page.get_by_label(first.statement)).to_be_visible()
    clean(page, ".desk")
    for claim in (first, second):
        page.get_by_label(claim.statement).check()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(f"#id_claim{first.pk}-rating")).to_be_visible()
    clean(page, ".desk")
    for claim, rating in ((first, "Misleading"), (second, "False")):
        page.locator(f"#id_claim{claim.pk}-rating").select_option(label=rating)
    page.locator(f"#id_claim{first.pk}-reason").fill("Some trains left, more troops came.")
    page.get_by_role("button", name="Settle 2 claims").click()
    expect(page.locator(f"#id_claim{second.pk}-reason_error")).to_contain_text("has a reason")
    assert not StatusChange.objects.exists()
    page.locator(f"#id_claim{second.pk}-reason").fill("Imagery and counts show more, not fewer.")
    page.get_by_role("button", name="Settle 2 claims").click()
    expect(page.get_by_text("The status is changed")).to_be_visible()
    held = [(one.rating and one.rating.label, one.effective_at) for one in StatusChange.objects.order_by("number")]
    assert held == [("Misleading", NOON), ("False", NOON)]


def test_two_editors_run_into_a_conflict_and_lose_nothing(page: Page, live_server: Any) -> None:
    claim, _ = seen("Units are leaving")
    sign_in(page, live_server, factories.ada())
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/status/")
    page.get_by_label("Corroborated").check()
    page.get_by_label("Reason", exact=True).fill("Two trains were filmed.")
    with second_person(page, live_server, factories.carl()) as other:
        other.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/status/")
        other.get_by_label("Disputed").check()
        other.get_by_label("Reason", exact=True).fill("NATO sees none of it.")
        other.get_by_role("button", name="Change the status").click()
        expect(other.get_by_text("The status is changed")).to_be_visible()
    page.get_by_role("button", name="Change the status").click()
    conflict = page.locator(".desk-conflict")
    expect(conflict).to_contain_text("NATO sees none of it.")
    expect(conflict).to_contain_text("Two trains were filmed.")
    expect(page.get_by_label("Reason", exact=True)).to_have_value("Two trains were filmed.")
    clean(page, ".desk")
    assert Claim.objects.get(pk=claim.pk).status == "disputed"
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="Change the status").click()
    expect(page.get_by_text("The status is changed")).to_be_visible()
    assert [one.reason for one in StatusChange.objects.order_by("number")] == [
        "NATO sees none of it.",
        "Two trains were filmed.",
    ]


def test_two_editors_word_one_claim_and_lose_nothing(page: Page, live_server: Any) -> None:
    claim = factories.claim(statement="Units are leaving")
    sign_in(page, live_server, factories.ada())
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/change/")
    page.locator("#id_statement").fill("Ada’s wording")
    with second_person(page, live_server, factories.carl()) as other:
        other.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/change/")
        other.locator("#id_statement").fill("Carl’s wording")
        other.locator("[name=_save]").click()
        other.wait_for_url("**/admin/claims/claim/")
    page.locator("[name=_save]").click()
    expect(page.locator(".desk-conflict")).to_contain_text("Carl’s wording")
    expect(page.locator("#id_statement")).to_have_value("Ada’s wording")
    assert Claim.objects.get(pk=claim.pk).statement == "Carl’s wording"
    page.get_by_label("I have read what is there now").check()
    page.locator("[name=_save]").click()
    page.wait_for_url("**/admin/claims/claim/")
    kept = Claim.objects.get(pk=claim.pk)
    assert (kept.statement, kept.version) == ("Ada’s wording", 3)


def test_choosing_the_evidence_fills_in_since_when_and_what_was_typed_stays(page: Page, live_server: Any) -> None:
    claim, newest = seen("Units are leaving")
    sign_in(page, live_server, factories.ada())
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/status/")
    since, chosen = page.get_by_label("Since when"), page.get_by_label("Deciding evidence")
    expect(since).to_have_value("2022-02-15T12:00")
    chosen.select_option(index=3)
    expect(since).to_have_value("2022-02-15T06:00")
    expect(page.get_by_label("Precision")).to_have_value("hour")
    since.fill("2022-02-14T08:00")
    chosen.select_option(value=str(newest.pk))
    expect(since).to_have_value("2022-02-14T08:00")


def test_a_second_editor_approves_what_the_first_previewed(page: Page, live_server: Any, settings: Any) -> None:
    settings.SETTLE_NEEDS_TWO_EDITORS = True
    claim, _ = seen("Units are leaving")
    sign_in(page, live_server, factories.ada())
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/status/")
    clean(page, ".desk")
    page.get_by_label("Settled").check()
    page.get_by_label("Reason", exact=True).fill("More came than left.")
    page.get_by_label("Rating").select_option(label="Misleading")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview in a new tab").click()
    preview = opened.value
    expect(preview.get_by_text("A preview: nothing is saved.")).to_be_visible()
    expect(preview.locator(".standing")).to_contain_text("More came than left.")
    clean(preview, "main")
    preview.close()
    page.get_by_role("button", name="Change the status").click()
    expect(page.get_by_text("Proposed: it holds once a second editor")).to_be_visible()
    with second_person(page, live_server, factories.carl()) as other:
        other.goto(f"{live_server.url}/admin/")
        other.locator(".desk a").filter(has_text="verdicts to approve").click()
        other.wait_for_url("**/admin/proposals/**")
        clean(other, ".desk")
        other.get_by_role("link", name="Units are leaving").click()
        expect(other.get_by_role("button", name="Approve")).to_be_visible()
        clean(other, ".desk")
        other.get_by_role("button", name="Approve").click()
        expect(other.get_by_text("Approved: the status holds.")).to_be_visible()
    assert Claim.objects.get(pk=claim.pk).status == "settled"
