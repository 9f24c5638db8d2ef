"""A table with errors is brought, its rows read, left out and recorded, in a real browser."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims import tasks
from claims.models import Claim, ImportRun
from tests.browser.test_reviewing_by_keyboard import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = (
    "who,what,where,when\n"
    "The ministry,Units are leaving,The Wire,2022-02-15\n"
    ",Nobody says this,The Wire,2022-02-15\n"
    "NATO,No unit has left,The Wire,03/04/2021\n"
    "The ministry,units are LEAVING,The Wire,2022-02-15\n"
)


def brought(page: Page, live_server: Any) -> ImportRun:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/claims/importrun/add/")
    page.set_input_files("input[type=file]", {"name": "c.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    # Without scripts the theme's search lies over its pages: a click would not arrive.
    page.get_by_role("button", name="Look at it").dispatch_event("click")
    page.wait_for_url("**/importrun/*/change/")
    return ImportRun.objects.get()


def free_of_violations(page: Page) -> None:
    found = Axe().run(page, context=".desk").response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_import_with_errors(page: Page, live_server: Any) -> None:
    run = brought(page, live_server)
    row = page.locator("#row-3")
    expect(row).to_contain_text("Say who said it: only a headline implies a claim without a claimant.")
    expect(page.locator("#row-4")).to_contain_text("may be two days: write 2021-04-03 or 2021-03-04.")
    free_of_violations(page)
    page.get_by_role("button", name="Record as drafts").click()
    expect(page.get_by_text("Nothing is recorded, for 2 of the rows cannot be")).to_be_visible()
    page.get_by_label("leave those rows out and record the rest").check()
    page.get_by_role("button", name="Record as drafts").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    free_of_violations(page)
    tasks.run_import(import_id=run.pk)
    # Its script asks every second; nobody presses anything.
    expect(page.get_by_text("Done: 1 claim is recorded as a draft, 3 rows are left out.")).to_be_visible()
    expect(page.locator("#row-5")).to_contain_text("Row 2 says the same.")
    assert [claim.statement for claim in Claim.objects.all()] == ["Units are leaving"]
    with page.expect_download() as download:
        page.get_by_role("link", name="The rows left out").click()
    assert "may be two days" in download.value.path().read_text(encoding="utf-8")
    free_of_violations(page)


def test_two_cells_are_mended_and_every_row_is_recorded(page: Page, live_server: Any) -> None:
    run = brought(page, live_server)
    for row, column, cell, told in (
        (3, "who", "A spokesman", "Row 3 can be recorded now."),
        (4, "when", "2021-04-03", "Row 4 can be recorded now."),
    ):
        form = page.locator(f"#row-{row}")
        form.get_by_label(column, exact=True).fill(cell)
        form.get_by_role("button", name=f"Check row {row} again").click()
        expect(page.get_by_text(told)).to_be_visible()
    free_of_violations(page)
    page.get_by_label("Leave out rows that are recorded already").uncheck()
    page.get_by_role("button", name="Record as drafts").click()
    expect(page.get_by_text("4 rows are being recorded, all at once")).to_be_visible()
    free_of_violations(page)
    tasks.run_import(import_id=run.pk)
    expect(page.get_by_text("Done: 4 claims are recorded as drafts, 0 rows are left out.")).to_be_visible()
    assert Claim.objects.count() == 4


def test_a_row_is_mended_without_a_script(chromium: Any, live_server: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    run = brought(page, live_server)
    page.locator("#row-3").get_by_label("who", exact=True).fill("A spokesman")
    page.locator("#row-3 button[value=mend]").dispatch_event("click")
    expect(page.get_by_text("Row 3 can be recorded now.")).to_have_count(1)
    assert run.rows.get(number=3).cells[0] == "A spokesman"
    context.close()


def test_it_works_without_a_script(chromium: Any, live_server: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    run = brought(page, live_server)
    assert "Say who said it" in page.locator("#row-3").inner_text()
    page.locator("input[value=leave_out]").dispatch_event("click")
    page.locator("button[value=start]").dispatch_event("click")
    page.wait_for_url("**/change/")
    expect(page.get_by_text("0 of 4 rows are recorded, 3 are left out.")).to_have_count(1)
    tasks.run_import(import_id=run.pk)
    page.goto(f"{live_server.url}/admin/claims/importrun/{run.pk}/change/")
    expect(page.get_by_text("Done: 1 claim is recorded as a draft")).to_have_count(1)
    context.close()


def test_nothing_is_cut_off_on_a_phone(page: Page, live_server: Any) -> None:
    brought(page, live_server)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
