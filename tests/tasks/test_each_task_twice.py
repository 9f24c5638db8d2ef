"""Running a task twice equals running it once, and what follows is sent for at once."""

from datetime import timedelta

import pytest

from claims import tasks
from claims.models import Article, FeedCheck, FollowUpCheck, JournalEntry, Revision, Suggestion, database_now
from claims.publishing import releases
from claims.vocabulary import JournalKind, Publication
from tests import factories
from tests.tasks.conftest import Outlet, Queues

pytestmark = pytest.mark.django_db
STATEMENT = "Russia is withdrawing some of its troops from the border with Ukraine"


def test_poll_feed(outlet: Outlet, queues: Queues) -> None:
    feed = factories.feed(url=outlet.url("/feed.xml"), host=outlet.host, next_check_at=database_now())
    tasks.poll_feed(feed_id=feed.pk)
    tasks.poll_feed(feed_id=feed.pk)
    assert FeedCheck.objects.count() == 1
    assert outlet.asked == ["/feed.xml"]
    assert queues.take("fetch") == [("read_due", {})]


def test_read_page(outlet: Outlet, queues: Queues) -> None:
    page = factories.page(url=outlet.url("/story"), host=outlet.host, next_check_at=database_now())
    tasks.read_page(page_id=page.pk)
    tasks.read_page(page_id=page.pk)
    assert Revision.objects.count() == 1
    assert outlet.asked == ["/story"]
    assert queues.take("match") == [("match_article", {"article_id": Article.objects.get().pk})]


@pytest.mark.django_db(transaction=True)
def test_read_due(outlet: Outlet, queues: Queues) -> None:
    factories.feed(url=outlet.url("/feed.xml"), host=outlet.host, next_check_at=database_now())
    tasks.read_due()
    tasks.read_due()
    assert outlet.asked == ["/feed.xml", "/story"]
    assert Revision.objects.count() == FeedCheck.objects.count() == 1
    assert queues.take("match") == [("match_article", {"article_id": Article.objects.get().pk})]


def test_match_article(queues: Queues) -> None:
    factories.claim(statement=STATEMENT)
    article = factories.article(title="NATO sees no sign that Russia is withdrawing troops from the border")
    tasks.match_article(article_id=article.pk)
    tasks.match_article(article_id=article.pk)
    assert Suggestion.objects.count() == 1


def test_check_claim(queues: Queues) -> None:
    claim = factories.claim(statement=STATEMENT)
    factories.article(title="NATO sees no sign that Russia is withdrawing troops from the border")
    tasks.check_claim(claim_id=claim.pk)
    tasks.check_claim(claim_id=claim.pk)
    check = FollowUpCheck.objects.get()
    assert (check.found, check.searched["articles"]) == (1, 1)


def test_release_claim(queues: Queues) -> None:
    claim = factories.claim()
    ended = database_now() - timedelta(minutes=1)
    releases.publish(claim_id=claim.pk, editor=factories.carl(), now=ended - timedelta(days=1), embargo_until=ended)
    tasks.sweep()
    assert queues.take("default") == [("release_claim", {"claim_id": claim.pk})]
    tasks.release_claim(claim_id=claim.pk)
    tasks.release_claim(claim_id=claim.pk)
    claim.refresh_from_db()
    assert claim.publication == Publication.PUBLISHED
    assert JournalEntry.objects.filter(kind=JournalKind.CLAIM_PUBLISHED).count() == 1


def test_sweep(queues: Queues) -> None:
    claim = factories.claim()
    for _ in range(3):
        factories.feed()
        factories.page()
    article = factories.article()
    tasks.sweep()
    sent = {queue: queues.take(queue) for queue in ("fetch", "match")}
    assert sent == {
        "fetch": [("read_due", {})],
        "match": [("match_article", {"article_id": article.pk}), ("check_claim", {"claim_id": claim.pk})],
    }
