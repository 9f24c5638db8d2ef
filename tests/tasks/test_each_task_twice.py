"""Running a task twice equals running it once, and what follows is sent for at once."""

from datetime import timedelta

import pytest

from claims import tasks
from claims.models import (
    Article,
    ArticleText,
    Claim,
    Derivation,
    FeedCheck,
    FollowUpCheck,
    JournalEntry,
    RelationSuggestion,
    Revision,
    Suggestion,
    database_now,
)
from claims.publishing import releases
from claims.recording import imports
from claims.vocabulary import JournalKind, Publication
from tests import factories
from tests.dispatches import DISPATCH
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
    assert queues.take("match")[0] == ("compare_article", {"article_id": article.pk})


def test_compare_article(queues: Queues) -> None:
    original, copy = factories.article(text=DISPATCH), factories.article(text=DISPATCH)
    for article in (original, copy):
        tasks.match_article(article_id=article.pk)
    for article in (original, original, copy, copy):
        tasks.compare_article(article_id=article.pk)
    assert Derivation.objects.get().original == original
    assert JournalEntry.objects.filter(kind=JournalKind.DERIVATIONS_SUGGESTED).count() == 1


def test_a_lost_message_to_compare_is_mended_by_the_sweep(queues: Queues) -> None:
    article = factories.article(text=DISPATCH)
    tasks.match_article(article_id=article.pk)
    queues.take("match")
    tasks.sweep()
    assert queues.take("match") == [("compare_article", {"article_id": article.pk})]


def test_make_searchable(queues: Queues) -> None:
    article = factories.article(title="NATO sees no sign of it")
    tasks.make_searchable()
    tasks.make_searchable()
    assert ArticleText.objects.get().article == article


def test_compare_claim(queues: Queues) -> None:
    claims = [factories.claim(statement=STATEMENT) for _ in range(2)]
    for claim in (*claims, *claims):
        tasks.compare_claim(claim_id=claim.pk)
    assert RelationSuggestion.objects.count() == 1
    assert JournalEntry.objects.filter(kind=JournalKind.RELATIONS_SUGGESTED).count() == 1


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
    sent = {queue: queues.take(queue) for queue in ("fetch", "match", "default")}
    assert sent == {
        "fetch": [("read_due", {})],
        "match": [
            ("match_article", {"article_id": article.pk}),
            ("check_claim", {"claim_id": claim.pk}),
            ("compare_claim", {"claim_id": claim.pk}),
        ],
        "default": [("make_searchable", {})],
    }


def test_run_import(queues: Queues) -> None:
    rosa = factories.rosa()
    table = b"who,what\nThe ministry,Units are leaving\n"
    run = imports.open_content(content=table, editor=rosa, now=database_now())
    tasks.sweep()
    assert queues.take("default") == [("run_import", {"import_id": run.pk})]
    tasks.run_import(import_id=run.pk)
    imports.start(run=run, policy="leave_out", leaves_out_alike=True, editor=rosa, now=database_now())
    tasks.run_import(import_id=run.pk)
    tasks.run_import(import_id=run.pk)
    assert Claim.objects.count() == 1
    assert JournalEntry.objects.filter(kind=JournalKind.IMPORT_FINISHED).count() == 1


def test_an_import_finds_what_is_recorded_already(queues: Queues) -> None:
    recorded = factories.claim(statement=STATEMENT)
    tasks.compare_claim(claim_id=recorded.pk)
    table = f"who,what\nThe ministry,{STATEMENT}\nThe ministry,The bridge over the river is closed\n".encode()
    run = imports.open_content(content=table, editor=factories.rosa(), now=database_now())
    tasks.run_import(import_id=run.pk)
    alike = run.rows.alike().get()
    assert (alike.number, alike.likes[0][0]) == (2, recorded.pk)
