"""What editors decided says how often the software was right: by feed, claim and outlet, for what is shown today."""

from typing import Any

import pytest

from claims.analysis import calibration
from claims.analysis.thresholds import Thresholds
from claims.models import Article, Claim, Feed, FeedItem, Page, Suggestion
from claims.verification import agreement, decisions
from claims.verification.agreement import Agreement, Asked
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

HELD = Thresholds(silent=0.1, show=0.5, strict=0.8)


def asked() -> Asked:
    return Asked(rows=Suggestion.objects.judged(), thresholds=HELD, wanted=0.8)


def decided(*, is_right: bool, score: float = 0.9, **values: Any) -> Suggestion:
    one = factories.suggestion(score=score, **values)
    if is_right:
        decisions.confirm(suggestion_id=one.pk, stance="for", editor=factories.ada(), now=NOON)
    else:
        decisions.dismiss(suggestion_id=one.pk, reason="Not about it.", editor=factories.ada(), now=NOON)
    return one


def brought(article: Article, *feeds: Feed) -> Article:
    """An article that these feeds brought."""
    page = Page.objects.filter(article=article).first() or factories.page(article=article)
    for feed in feeds:
        entry = f"{feed.pk} {article.pk}"
        FeedItem.objects.create(
            feed=feed, guid_sha256=entry, guid=entry, page=page, first_seen_at=NOON, last_seen_at=NOON
        )
    return article


def counts(found: list[Agreement]) -> dict[int, tuple[int, int]]:
    return {one.key: (one.shown.right, one.shown.counted) for one in found}


def test_overall_tells_the_bands_apart() -> None:
    for score, is_right in ((0.4, False), (0.6, True), (0.7, False), (0.9, True)):
        decided(score=score, is_right=is_right)
    found = agreement.overall(Suggestion.objects.judged(), HELD)
    assert {name: (share.right, share.counted) for name, share in found.items()} == {
        "shown": (2, 3),
        "strong": (1, 1),
        "weaker": (0, 1),
    }


def test_a_feed_answers_for_what_it_brought() -> None:
    one, other = factories.feed(), factories.feed()
    decided(is_right=True, article=brought(factories.article(), one))
    decided(is_right=False, score=0.6, article=brought(factories.article(), one, other))
    decided(is_right=False, article=factories.article())  # nobody's feed brought it
    found = agreement.by_feed(asked())
    assert counts(found) == {one.pk: (1, 2), other.pk: (0, 1)}
    assert next(line for line in found if line.key == one.pk).strong.counted == 1
    share = agreement.of_feed(asked(), one.pk)
    assert (share.right, share.counted) == (1, 2)


def test_an_article_that_a_feed_brought_twice_counts_once() -> None:
    feed, article = factories.feed(), factories.article()
    brought(article, feed)
    FeedItem.objects.create(
        feed=feed,
        guid_sha256="again",
        guid="again",
        page=factories.page(article=article),
        first_seen_at=NOON,
        last_seen_at=NOON,
    )
    decided(is_right=True, article=article)
    assert counts(agreement.by_feed(asked())) == {feed.pk: (1, 1)}


def test_a_post_counts_for_the_feed_of_its_live_blog() -> None:
    feed = factories.feed()
    blog = brought(factories.article(), feed)
    decided(is_right=True, article=factories.article(live_blog=blog))
    decided(is_right=False, article=blog)
    assert counts(agreement.by_feed(asked())) == {feed.pk: (1, 2)}
    assert agreement.of_feed(asked(), feed.pk).counted == 2


def test_what_today_would_not_show_counts_for_nobody() -> None:
    claim = factories.claim()
    decided(is_right=False, score=0.49, claim=claim)
    assert agreement.by_claim(asked()) == []


def test_an_outlet_answers_for_its_articles() -> None:
    outlet = factories.outlet(name="The Outlet")
    decided(is_right=True, article=factories.article(outlet=outlet))
    decided(is_right=True, article=factories.article())
    (found,) = agreement.by_outlet(asked())
    assert (found.key, found.name, found.shown.counted) == (outlet.pk, "The Outlet", 1)


def test_a_noisy_claim_is_flagged_and_comes_first() -> None:
    noisy, busy, young = (factories.claim() for _ in range(3))
    for number in range(12):
        decided(is_right=number < 3, claim=noisy)
    for _ in range(15):
        decided(is_right=True, claim=busy)
    for _ in range(9):
        decided(is_right=False, claim=young)
    found = agreement.by_claim(asked())
    assert [(one.key, one.is_noisy) for one in found] == [(noisy.pk, True), (busy.pk, False), (young.pk, False)]


def test_a_decision_that_was_taken_back_does_not_count() -> None:
    claim: Claim = factories.claim()
    one = decided(is_right=False, claim=claim)
    decisions.reverse(suggestion_id=one.pk, reason="A slip", editor=factories.ada(), now=NOON)
    assert agreement.by_claim(asked()) == []
    decisions.confirm(suggestion_id=one.pk, stance="for", editor=factories.ada(), now=NOON)
    assert counts(agreement.by_claim(asked())) == {claim.pk: (1, 1)}


def test_what_an_editor_brought_is_no_merit_of_the_software() -> None:
    claim = factories.claim()
    factories.evidence(claim=claim)
    assert agreement.by_claim(asked()) == []
    assert agreement.found_by_hand() == 1


def test_reliability_counted_in_the_database_is_that_of_the_labels() -> None:
    for score in (0.0, 0.05, 0.1, 0.3, 0.7, 0.95, 1.0):
        decided(score=score, is_right=score > 0.2)
    rows = Suggestion.objects.judged()
    counted, computed = agreement.reliability(rows), calibration.reliability(agreement.labels(rows))
    assert [(band.low, band.high, band.observed) for band in counted] == [
        (band.low, band.high, band.observed) for band in computed
    ]
    assert [band.predicted for band in counted] == pytest.approx([band.predicted for band in computed])


def test_models_are_told_apart_the_newest_first() -> None:
    decided(is_right=True, model_version="lexical-0", created_at=NOON.replace(year=2021))
    decided(is_right=False, model_version="lexical-1")
    found = agreement.by_model(Suggestion.objects.judged())
    assert [(name, share.right, share.counted) for name, share in found.items()] == [
        ("lexical-1", 0, 1),
        ("lexical-0", 1, 1),
    ]
