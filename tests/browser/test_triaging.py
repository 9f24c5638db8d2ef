"""Triage by keyboard in a real browser: ten in a row, a wire copy folded, a colleague at the same queue."""

import logging
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

from claims.models import Claim, Decision, Evidence, Source, Suggestion
from claims.verification import decisions
from tests import factories
from tests.browser.test_reviewing_by_keyboard import SENTENCE, sign_in, suggested
from tests.factories import HOUR, NOON

logger = logging.getLogger(__name__)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# From the press of a key until the next suggestion is painted, in milliseconds.
MEASURE = """
window.waits = [];
document.addEventListener("keydown", (event) => {
    const pressed = performance.now();
    const place = document.getElementById("review").parentNode;
    const seen = new MutationObserver(() => {
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => window.waits.push(performance.now() - pressed)));
    });
    if (/^[faoin]$/.test(event.key)) seen.observe(place, { childList: true });
}, true);
"""


def open_queue(page: Page, live_server: Any) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/admin/review/")
    page.evaluate(MEASURE)


def shown(page: Page, suggestion: Suggestion) -> None:
    expect(page.locator(f"html:not([data-sent]) #review[data-shown='{suggestion.pk}']")).to_be_attached()


def is_ahead(answer: Response) -> bool:
    """Whether it brings what is shown after the next decision."""
    return "without=" in answer.url


def is_next_ahead(answer: Response) -> bool:
    """Whether it brings what Next shows."""
    return answer.request.headers.get("x-review") == "ahead" and not is_ahead(answer)


def press(page: Page, key: str, then: Suggestion) -> None:
    page.keyboard.press(key)
    shown(page, then)


def tell(waits: list[float]) -> None:
    """No test fails for a busy machine: `pytest -o log_cli=true -o log_cli_level=INFO` prints them."""
    logger.info("ms from the key to the next suggestion, painted: %s", sorted(round(wait) for wait in waits))


def wire_copy() -> tuple[Suggestion, Suggestion]:
    claim = factories.claim()
    pair = []
    for name, later in (("Reuters", 0 * HOUR), ("The Paper", HOUR)):
        article = factories.article(
            title=f"{name}: no sign",
            text=SENTENCE,
            outlet=factories.outlet(name=name),
            published_at=NOON + later,
            first_seen_at=NOON + later,
        )
        pair.append(factories.suggestion(claim=claim, article=article))
    factories.derivation(article=pair[1].article, original=pair[0].article)
    return pair[0], pair[1]


def test_triage_ten_by_keyboard(page: Page, live_server: Any) -> None:
    ten = [suggested(score=0.99 - number / 100) for number in range(10)]
    last = suggested(score=0.7)
    keys = {"f": "for", "a": "against", "o": "observing", "i": ""}
    with page.expect_response(is_ahead):
        open_queue(page, live_server)
    for number, following in enumerate([*ten[1:], last]):
        with page.expect_response(is_ahead):
            press(page, "faoi"[number % 4], following)
    expected = [list(keys.values())[number % 4] for number in range(10)]
    read = [one.evidence.get().readings.get().stance if one.evidence.exists() else "" for one in ten]
    assert read == expected
    assert Decision.objects.count() == 10
    waits = page.evaluate("window.waits")
    assert len(waits) == 10, "every one without a reload"
    tell(waits)
    page.keyboard.press("u")
    shown(page, ten[9])
    assert Suggestion.objects.get(pk=ten[9].pk).state == "open"


def test_next_is_there_before_it_is_asked_for(page: Page, live_server: Any) -> None:
    several = [suggested(score=0.9 - number / 100) for number in range(4)]
    with page.expect_response(is_next_ahead):
        open_queue(page, live_server)
    for following in [*several[1:], several[0]]:
        with page.expect_response(is_next_ahead):
            press(page, "n", following)
    tell(page.evaluate("window.waits"))
    assert len(page.evaluate("window.waits")) == 4, "every one without a reload"
    assert not Decision.objects.exists()


def test_fold_a_wire_copy(page: Page, live_server: Any) -> None:
    first, copy = wire_copy()
    last = suggested(score=0.6)
    open_queue(page, live_server)
    shown(page, first)
    page.keyboard.press("m")
    expect(page.get_by_text("The Paper: no sign")).to_be_visible()
    assert Axe().run(page, context=".desk").response["violations"] == []
    page.keyboard.press("w")
    page.keyboard.type("NATO")
    page.keyboard.press("Enter")
    press(page, "a", last)
    expect(page.get_by_text("and 1 copy")).to_be_visible()
    assert [one.source for one in Evidence.objects.select_related("source")] == [Source.objects.get()] * 2
    assert [one.act for one in Decision.objects.filter(suggestion__in=[first, copy])] == ["confirmed"] * 2
    press(page, "u", first)
    assert Decision.objects.filter(act="reversed").count() == 2


def test_the_source_is_made_without_a_mouse(page: Page, live_server: Any) -> None:
    suggested()
    open_queue(page, live_server)
    page.keyboard.press("w")
    page.keyboard.type("NATO")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("indep")
    page.keyboard.press("Tab")
    page.keyboard.type("saw")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator(".desk-done")).to_be_visible()
    evidence = Evidence.objects.select_related("source").get()
    assert (str(evidence.source), evidence.interest, evidence.basis) == ("NATO", "independent", "saw")


def test_the_headline_has_a_second_key(page: Page, live_server: Any) -> None:
    suggested(headline_stance="for", body_stance="observing")
    open_queue(page, live_server)
    page.keyboard.press("h")
    expect(page.locator("#id_headline_stance_1")).to_be_checked()
    page.keyboard.press("o")
    expect(page.locator(".desk-done")).to_be_visible()
    reading = Evidence.objects.get().readings.get()
    assert (reading.stance, reading.headline_stance) == ("observing", "for")


def test_enter_on_a_choice_decides_nothing(page: Page, live_server: Any) -> None:
    suggested(headline_stance="for", body_stance="observing")
    open_queue(page, live_server)
    page.keyboard.press("h")
    page.keyboard.press("Enter")
    page.keyboard.press("d")
    expect(page.locator("#id_reason")).to_be_focused()
    assert not Decision.objects.exists()


def test_the_status_that_is_offered_is_a_key_and_a_line(page: Page, live_server: Any) -> None:
    first, last = suggested(), suggested(score=0.6)
    open_queue(page, live_server)
    press(page, "a", last)
    page.locator("#decision #id_source").fill("NATO")
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    page.keyboard.type("NATO sees none.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The status is changed.")).to_be_visible()
    assert Claim.objects.get(pk=first.claim_id).status == "disputed"
    shown(page, last)
    expect(page.locator("#decision #id_source")).to_have_value("NATO")


def test_a_colleagues_name_and_decision_appear(page: Page, live_server: Any) -> None:
    suggestion = suggested()
    open_queue(page, live_server)
    page.locator("#id_source").fill("NATO")
    decisions.confirm(suggestion_id=suggestion.pk, stance="against", editor=factories.carl(), now=NOON)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Carl: confirmed, against,")).to_be_visible()
    page.locator("#id_source").press("Escape")
    page.keyboard.press("u")
    expect(page.get_by_text("Carl: confirmed, against,")).not_to_be_attached()
    expect(page.locator("#id_source")).to_have_value("NATO")
    assert Suggestion.objects.get(pk=suggestion.pk).state == "open"


def test_the_number_beside_the_navigation_follows(page: Page, live_server: Any) -> None:
    _first, second = suggested(score=0.9), suggested(score=0.8)
    open_queue(page, live_server)
    beside = page.locator("a[href='/admin/review/'] .desk-waits")
    expect(beside).to_have_text("2")
    press(page, "f", second)
    expect(beside).to_have_text("1")
    later = suggested(score=0.7)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(beside).to_have_text("2")
    for one in (second, later):
        decisions.dismiss(suggestion_id=one.pk, reason="No", editor=factories.carl(), now=NOON)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(beside).to_be_hidden()


def test_what_arrives_at_an_empty_queue_is_shown(page: Page, live_server: Any) -> None:
    open_queue(page, live_server)
    expect(page.get_by_text("Nothing waits for review.")).to_be_visible()
    suggestion = suggested()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    shown(page, suggestion)


@pytest.mark.parametrize("granted", [True, False])
def test_c_copies_the_wire_line_or_shows_it(page: Page, live_server: Any, granted: bool) -> None:
    suggestion = suggested()
    if granted:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new DOMException('no'))")
    open_queue(page, live_server)
    page.keyboard.press("c")
    expect(page.get_by_text("Copied:" if granted else "Copy it from here")).to_be_visible()
    line = page.get_by_label("Wire line")
    assert suggestion.claim.statement in line.input_value()
    if granted:
        assert page.evaluate("navigator.clipboard.readText()") == line.input_value()
    else:
        assert page.evaluate("getSelection().toString()") == line.input_value()
    assert Axe().run(page, context=".desk").response["violations"] == []


def test_without_an_answer_nothing_typed_is_lost(page: Page, live_server: Any) -> None:
    suggestion = suggested()
    open_queue(page, live_server)
    page.locator("#id_source").fill("NATO")
    page.locator("#id_source").press("Escape")
    page.route(f"**/review/{suggestion.pk}/", lambda route: route.abort())
    page.keyboard.press("a")
    expect(page.get_by_text("this may not have been recorded")).to_be_visible()
    expect(page.locator("#id_source")).to_have_value("NATO")
    page.unroute_all()
    page.keyboard.press("a")
    expect(page.locator(".desk-done")).to_be_visible()
    assert Suggestion.objects.get(pk=suggestion.pk).state == "confirmed"
