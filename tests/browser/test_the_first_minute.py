"""The first minute of a newcomer, on the real house: worker, beat, wire and all."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.management.test_up import ROOT, descendants, eventually, free_port, is_running

pytestmark = pytest.mark.browser

WITHDRAWAL = "Some units of Russia’s Southern and Western military districts"
REDUCED = "Russia is withdrawing troops: its forces near Ukraine are being reduced"
RESIDENT = re.compile("resident near the line|lorries with soldiers", re.IGNORECASE)


@contextmanager
def newsroom(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The house with the demonstration; its address, and the passwords it printed."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
    options = [f"--port={free_port()}", f"--wire-port={free_port()}", "--every=2"]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up", *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = ""
        while "operator)" not in said and (line := process.stdout.readline()):
            said += line
        passwords = dict(re.findall(r"Account +(\w+) / (\S+)", said))
        address = re.search(r"Readers +(\S+)/", said)
        assert address, said
        yield address.group(1), passwords
    finally:
        children = descendants(process.pid)
        process.terminate()
        process.wait(60)
        process.stdout.close()
        assert eventually(lambda: not any(is_running(pid) for pid in children))


def test_the_first_minute(page: Page, tmp_path: Path) -> None:
    with newsroom(tmp_path / "var") as (site, passwords):
        the_page_begins_with_an_empty_lane(page, site)
        sign_in(page, site, passwords["ada"])
        came_along = natos_words_arrive_and_one_key_disputes(page, site)
        the_copy_arrives_and_adds_no_source(page, site, came_along=came_along)
        the_picture_is_attached(page, site)
        page.context.clear_cookies()
        sign_in(page, site, passwords["chief"], "chief")
        the_chief_settles_both_claims_on_fewer_sources(page, site)
        the_public_page_changed_and_the_resident_is_nowhere(page, site)
        noon_of_the_15th_shows_none_of_it(page, site)


def the_page_begins_with_an_empty_lane(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name=WITHDRAWAL).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(WITHDRAWAL)
    expect(page.locator("main")).to_contain_text("Unverified")
    assert eventually(lambda: has_reloaded_to(page, "Last searched")), "the claim was not searched"
    expect(page.locator("main")).to_contain_text("nothing found")


def has_reloaded_to(page: Page, words: str) -> bool:
    page.reload()
    return words in page.locator("main").inner_text()


def sign_in(page: Page, site: str, password: str, who: str = "ada") -> None:
    page.goto(f"{site}/admin/")
    page.fill("[name=username]", who)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    expect(page.get_by_text("suggestions waiting").first).to_be_visible()


def until_waiting(page: Page, site: str, headline: str) -> None:
    """Reload the dashboard until the article waits as a follow-up to the withdrawal claim, then open that."""
    row = page.locator(".desk-list li").filter(has_text=headline).filter(has_text=REDUCED)
    link = row.get_by_role("link", name=headline).first

    def has_arrived() -> bool:
        page.goto(f"{site}/admin/")
        return link.count() > 0

    assert eventually(has_arrived), f"{headline!r} did not arrive"
    link.click()


def natos_words_arrive_and_one_key_disputes(page: Page, site: str) -> bool:
    """Whether the copy was there in time to be decided with them: on a busy machine it is."""
    until_waiting(page, site, "Satellite images show no withdrawal")
    expect(page.locator("mark.desk-best").first).to_be_visible()
    marked = " ".join(page.locator("mark.desk-best").all_inner_texts())
    assert "Commercial satellite images show no" in marked
    page.get_by_label("Source", exact=True).fill("NATO")
    page.get_by_label("Interest").select_option(label="independent")
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("a")
    page.wait_for_url("**/?done=*")
    expect(page.locator(".desk-done")).to_be_visible()
    came_along = page.get_by_text("and 1 copy").count() > 0
    page.get_by_label("Reason", exact=True).fill("NATO sees no withdrawal in commercial satellite images.")
    page.get_by_role("button", name="Disputed").click()
    expect(page.get_by_text("The status is changed.")).to_be_visible()
    return came_along


def the_copy_arrives_and_adds_no_source(page: Page, site: str, *, came_along: bool) -> None:
    if not came_along:
        until_waiting(page, site, "No withdrawal of Russian troops near Ukraine in satellite images")
        expect(page.locator(".desk").first).to_contain_text("no new source")
        page.keyboard.press("a")
        page.wait_for_url("**/?done=*")
    open_claim(page, site, REDUCED)
    expect(page.locator("main")).to_contain_text(re.compile(r"Independent sources\s*1\s*0 for, 1 against"))


def open_claim(page: Page, site: str, statement: str, *, as_of: str = "") -> None:
    page.goto(site)
    page.get_by_role("link", name=statement).first.click()
    if as_of:
        page.goto(f"{page.url}?as_of={as_of}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(statement)


def claim_number(page: Page, site: str, statement: str) -> str:
    """The desk's number of a claim, from its list."""
    page.goto(f"{site}/admin/claims/claim/?q={statement.split(':', maxsplit=1)[0][:40]}")
    page.get_by_role("link", name=re.compile(re.escape(statement[:40]))).first.click()
    found = re.search(r"/claim/(\d+)/", page.url)
    assert found
    return found.group(1)


def the_picture_is_attached(page: Page, site: str) -> None:
    number = claim_number(page, site, WITHDRAWAL)
    page.goto(f"{site}/admin/claims/capture/")
    page.get_by_role("link", name=re.compile("Tanks on railway")).first.click()
    page.goto(page.url.replace("/change/", "/attach/"))
    page.get_by_label("Claim", exact=True).fill(number)
    page.get_by_label("Stance", exact=True).select_option(label="for")
    page.get_by_label("Source", exact=True).fill("The ministry’s own footage")
    page.get_by_label("Interest").select_option(label="party to the matter")
    page.locator(".desk button[type=submit], .desk button").last.click()
    open_claim(page, site, WITHDRAWAL)
    expect(page.locator("main img")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Bakhchysarai, Crimea, 15 February 2022")
    expect(page.locator("main")).to_contain_text(re.compile(r"Independent sources\s*0\s"))


def settle(page: Page, site: str, statement: str, *, rating: str, reason: str) -> None:
    number = claim_number(page, site, statement)
    page.goto(f"{site}/admin/claims/claim/{number}/status/")
    page.get_by_label("Settled").check()
    page.locator("#id_rating").select_option(label=rating)
    page.locator("#id_evidence").select_option(index=1)
    page.locator("#id_reason").fill(reason)
    page.locator("#id_fewer_sources_because").fill("Everybody can look at the pictures.")
    page.get_by_role("button", name="Change the status").click()
    page.wait_for_url(f"**/claim/{number}/change/")


def the_chief_settles_both_claims_on_fewer_sources(page: Page, site: str) -> None:
    settle(page, site, WITHDRAWAL, rating="Misleading", reason="Some trains left, more troops came.")
    settle(page, site, REDUCED, rating="False", reason="Imagery and counts show more troops, not fewer.")


def the_public_page_changed_and_the_resident_is_nowhere(page: Page, site: str) -> None:
    for statement, rating in ((WITHDRAWAL, "Misleading"), (REDUCED, "False")):
        open_claim(page, site, statement)
        expect(page.locator("main")).to_contain_text(rating)
        assert not RESIDENT.search(page.content())


def noon_of_the_15th_shows_none_of_it(page: Page, site: str) -> None:
    for statement, rating in ((WITHDRAWAL, "Misleading"), (REDUCED, "False")):
        open_claim(page, site, statement, as_of="2022-02-15T12:00")
        main = page.locator("main")
        expect(main).to_contain_text("Unverified")
        expect(main).not_to_contain_text(rating)
        expect(main).not_to_contain_text("Disputed")
        expect(main).not_to_contain_text("Commercial satellite images")
        expect(main.locator("img")).to_have_count(0)
