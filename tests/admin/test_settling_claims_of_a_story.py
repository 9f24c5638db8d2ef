"""Several claims of a story are settled on one page for one event: all of them or none, an entry each."""

from typing import Any

import pytest

from claims.models import Claim, JournalEntry, StatusChange, StatusProposal, Story
from claims.recording import claims
from claims.vocabulary import JournalKind
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def told(count: int = 2) -> tuple[Story, list[Claim]]:
    story = factories.story()
    found = [factories.claim(story=story) for _ in range(count)]
    for claim in found:
        factories.evidence(claim=claim)
    return story, found


def asked(*chosen: Claim, **more: Any) -> dict[str, Any]:
    """What the page posts: one moment, and for each claim its rating, its reason and its evidence."""
    posted: dict[str, Any] = {"claim": [one.pk for one in chosen], "effective_at": "2022-02-15T09:00"}
    for number, claim in enumerate(chosen, 1):
        own = {
            "rating": factories.rating().pk,
            "reason": f"Reason {number}",
            "evidence": claim.evidence.get().pk,
            "seen": JournalEntry.objects.last_bearing_on(claim),
        }
        posted |= {f"claim{claim.pk}-{name}": value for name, value in own.items()}
    return {**posted, **more}


def settle(story: Story, posted: dict[str, Any]) -> Any:
    return signed_in(factories.ada()).post(f"/admin/stories/{story.pk}/settle/", posted)


def test_two_claims_are_settled_for_one_event_with_a_reason_each() -> None:
    story, chosen = told()
    assert settle(story, asked(*chosen)).status_code == 302
    held = StatusChange.objects.order_by("number")
    assert [(one.to_status, one.reason) for one in held] == [("settled", "Reason 1"), ("settled", "Reason 2")]
    assert {f"{one.effective_at:%H:%M}" for one in held} == {"09:00"}


def test_each_is_one_entry_of_the_journal() -> None:
    story, chosen = told()
    settle(story, asked(*chosen))
    entries = JournalEntry.objects.filter(kind=JournalKind.STATUS_CHANGED)
    assert sorted(entry.claim_id for entry in entries) == [one.pk for one in chosen]


def test_one_that_is_refused_leaves_none_settled_and_says_which() -> None:
    story, chosen = told()
    page = settle(story, asked(*chosen, **{f"claim{chosen[1].pk}-reason": ""}))
    assert not StatusChange.objects.exists()
    first, second = page.context["verdicts"]
    assert (first.form.errors.keys(), second.form.errors.keys()) == (set(), {"reason"})
    assert "Reason 1</textarea>" in page.content.decode()


def test_one_that_changed_meanwhile_leaves_none_settled_and_shows_what_happened() -> None:
    story, chosen = told()
    posted = asked(*chosen)
    claims.edit(claim_id=chosen[1].pk, version=1, statement="Other words", editor=factories.carl(), now=NOON)
    page = settle(story, posted)
    assert not StatusChange.objects.exists()
    first, second = page.context["verdicts"]
    assert first.conflict is None
    assert [line.who for line in second.conflict.lines] == ["Carl"]
    read = {f"claim{chosen[1].pk}-seen_newer": second.conflict.number}
    assert settle(story, {**posted, **read}).status_code == 302


def test_without_claims_it_asks_which() -> None:
    story, chosen = told()
    other = factories.claim()
    page = signed_in(factories.ada()).get(f"/admin/stories/{story.pk}/settle/")
    assert list(page.context["choices"]) == chosen
    assert other.statement not in page.content.decode()


def test_the_moment_is_filled_in_from_the_newest_evidence_of_them() -> None:
    story, chosen = told()
    page = signed_in(factories.ada()).get(f"/admin/stories/{story.pk}/settle/", {"claim": [one.pk for one in chosen]})
    assert page.context["since"].initial["effective_at"] == NOON


def test_a_claim_of_another_story_is_not_settled_here() -> None:
    story, chosen = told()
    _, others = told()
    settle(story, asked(chosen[0], others[0]))
    assert [one.claim for one in StatusChange.objects.all()] == [chosen[0]]


def test_with_the_two_person_rule_each_is_proposed(settings: Any) -> None:
    settings.SETTLE_NEEDS_TWO_EDITORS = True
    story, chosen = told()
    settle(story, asked(*chosen))
    assert not StatusChange.objects.exists()
    assert [one.reason for one in StatusProposal.objects.order_by("number")] == ["Reason 1", "Reason 2"]


def test_the_preview_of_them_saves_nothing() -> None:
    story, chosen = told()
    page = settle(story, asked(*chosen, preview="1"))
    assert "Reason 1" in page.content.decode()
    assert "Reason 2" in page.content.decode()
    assert not StatusChange.objects.exists()


def test_every_claim_of_a_story_comes_on_the_page() -> None:
    story, chosen = told(30)
    page = signed_in(factories.ada()).get(f"/admin/stories/{story.pk}/settle/", {"all": "1"})
    assert [one.claim for one in page.context["verdicts"]] == chosen
    assert settle(story, asked(*chosen)).status_code == 302
    assert StatusChange.objects.count() == 30


def test_they_are_narrowed_by_status() -> None:
    story, chosen = told(3)
    settle(story, asked(chosen[0]))
    ada = signed_in(factories.ada())
    address = f"/admin/stories/{story.pk}/settle/"
    page = ada.get(address, {"status": "unverified"})
    assert list(page.context["choices"]) == chosen[1:]
    assert "Unverified (2)" in page.content.decode()
    assert list(ada.get(address, {"status": "nonsense"}).context["choices"]) == chosen
    of_all = ada.get(address, {"status": "unverified", "all": "1"})
    assert [one.claim for one in of_all.context["verdicts"]] == chosen[1:]


def test_more_than_a_request_can_carry_are_not_dropped_in_silence(settings: Any) -> None:
    story, chosen = told(4)
    # One value of each for every piece of evidence beside its own ten; ten for the page.
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10 + 3 * 11
    page = signed_in(factories.ada()).get(f"/admin/stories/{story.pk}/settle/", {"all": "1"})
    assert [one.claim for one in page.context["verdicts"]] == chosen[:3]
    assert "3 claims are here and 1 of the chosen are not: one request carries no more." in page.content.decode()
    assert settle(story, asked(*chosen)).status_code == 200
    assert not StatusChange.objects.exists()
