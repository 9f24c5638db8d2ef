"""After a verdict, an article in which the claimant says it once more is marked and counted by days; people decide."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from claims.matching import look_back, suggestions
from claims.models import Appearance, Claim, Claimant, Suggestion
from claims.monitoring import checks
from claims.recording import affiliations, appearances
from claims.verification import decisions, statuses
from claims.vocabulary import ClaimantKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

STATEMENT = "Russia is withdrawing some of its troops from the border with Ukraine"
TITLE = "Russia is withdrawing troops from the Ukraine border, minister insists"
SAID = "Russia is withdrawing some of its troops from the border with Ukraine, Ivan Petrenko said on Monday."
DAY = timedelta(days=1)


def minister() -> Claimant:
    return factories.claimant(name="Ivan Petrenko")


def settled(claimant: Claimant, *, at: datetime = NOON + DAY, **first: Any) -> Claim:
    """A claim said on the 15th and rated on the day after."""
    claim = factories.claim(statement=STATEMENT)
    factories.appearance(claim=claim, claimant=claimant, **first)
    statuses.change(
        claim_id=claim.pk,
        to="settled",
        reason="The camps are full.",
        rating=factories.rating("misleading"),
        evidence=factories.evidence(claim=claim),
        effective_at=at,
        editor=factories.ada(),
        now=at,
    )
    return claim


def later() -> datetime:
    """Our own records are of today: what follows a verdict is later than that."""
    return datetime.now(UTC) + DAY


def matched(*, text: str = SAID, at: datetime | None = None, title: str = TITLE) -> Suggestion:
    article = factories.article(title=title, text=text, published_at=at or later())
    (pk,) = suggestions.suggest(article_id=article.pk, now=NOON)
    return Suggestion.objects.get(pk=pk)


def test_a_settled_claim_is_searched_no_more_and_arriving_articles_still_meet_it() -> None:
    claim = settled(minister())
    assert checks.check_claim(claim_id=claim.pk, now=NOON + 9 * DAY, search=look_back.look_back) is None
    assert matched().claim == claim


def test_the_claimant_saying_it_again_is_marked_with_the_verdict_and_decides_nothing() -> None:
    who = minister()
    settled(who)
    made = matched()
    assert made.said_again_at is not None
    assert made.repeat_number == 2
    assert made.said_again["name"] == "Ivan Petrenko"
    assert made.said_again["verb"] == "said"
    assert made.said_again["claimant"] == str(who.public_id)
    assert made.said_again["rating"] == factories.rating("misleading").label
    assert made.state == "open"
    assert Appearance.objects.count() == 1


def test_it_is_counted_by_days_so_that_ten_reports_of_one_briefing_are_one() -> None:
    settled(minister())
    monday = later()
    numbers = [
        matched(at=monday).repeat_number,
        matched(at=monday).repeat_number,
        matched(at=monday + DAY).repeat_number,
    ]
    assert numbers == [2, 2, 3]


def test_recorded_appearances_count_and_dismissed_marks_do_not() -> None:
    who = minister()
    claim = settled(who)
    appearances.record(claim=claim, claimant=who, appeared_at=NOON + 2 * DAY, editor=factories.ada(), now=NOON)
    wrong = matched(at=later())
    assert wrong.repeat_number == 3
    decisions.dismiss(suggestion_id=wrong.pk, reason="Not he", editor=factories.ada(), now=NOON)
    assert matched(at=later() + DAY).repeat_number == 3


@pytest.mark.parametrize(
    "text",
    [
        SAID.replace("Ivan Petrenko", "Vera Marcal"),
        SAID.replace("said on Monday", "had said in January"),
        "Ivan Petrenko said that Russia is not withdrawing any of its troops from the border with Ukraine.",
    ],
)
def test_somebody_else_an_old_statement_and_the_opposite_are_not_said_again(text: str) -> None:
    settled(minister())
    assert matched(text=text, title="Russia is withdrawing troops from the Ukraine border").said_again_at is None


def test_an_article_older_than_the_verdict_is_not_said_again() -> None:
    settled(minister())
    assert matched(at=NOON).said_again_at is None


def test_an_open_claim_is_not_said_again() -> None:
    claim = factories.claim(statement=STATEMENT)
    factories.appearance(claim=claim, claimant=minister())
    assert matched().said_again_at is None


def test_a_body_speaks_through_its_members_and_a_person_through_the_office_held_then() -> None:
    who, ministry = minister(), factories.claimant(name="Defence Ministry of Russia", kind=ClaimantKind.BODY)
    affiliations.record(
        claimant=who,
        organisation=ministry,
        position="defence minister",
        from_on=date(2020, 1, 1),
        editor=factories.ada(),
        now=NOON,
    )
    settled(ministry)
    assert matched().said_again["name"] == "Ivan Petrenko"
    text = SAID.replace("Ivan Petrenko", "Russia’s defence ministry")
    assert matched(text=text, at=later() + DAY).said_again["name"] == "Russia’s defence ministry"


def test_an_alias_is_recognised() -> None:
    who, alias = minister(), factories.claimant(name="Iwan Petrenko-Krol")
    Claimant.objects.filter(pk=alias.pk).update(merged_into=who)
    settled(who)
    assert matched(text=SAID.replace("Ivan Petrenko", "Iwan Petrenko-Krol")).said_again_at is not None


def test_an_unnamed_official_cannot_be_recognised() -> None:
    settled(factories.claimant(name="a senior official", kind=ClaimantKind.UNNAMED))
    assert matched(text=SAID.replace("Ivan Petrenko", "A senior official")).said_again_at is None


def test_a_newer_revision_that_no_longer_has_it_takes_the_mark_away() -> None:
    settled(minister())
    made = matched()
    factories.revise(made.article, title=TITLE, text=SAID.replace("Ivan Petrenko", "Vera Marcal"))
    suggestions.suggest(article_id=made.article_id, now=NOON)
    made.refresh_from_db()
    assert (made.said_again_at, made.repeat_number, made.said_again) == (None, None, {})
