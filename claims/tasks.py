"""The order of work: what follows what, who does it, and what finds it when a message is lost."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from celery import Task, shared_task
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from kombu.exceptions import OperationalError

from claims.analysis import politeness
from claims.analysis.claim_pairs import Pair, PairText
from claims.fetching.http import Fetch, Fetcher
from claims.matching import claim_pairs, derivations, searchable, similar_claims, suggestions
from claims.matching.look_back import look_back
from claims.models import Article, Claim, FollowUpCheck, ImportRun, database_now
from claims.monitoring import archives, checks, feeds, pages, rounds, searches
from claims.monitoring.pages import ReadOutcome
from claims.monitoring.polite import PoliteFetch
from claims.publishing import releases
from claims.recording import import_work

logger = logging.getLogger(__name__)

VERSION = "1"
# A message that waited this long is forgotten: its row is still due, and the sweep has sent for it again.
MESSAGE_LIVES_FOR = timedelta(seconds=60)
# What the sweep sends is forgotten when the second sweep after it sends again: the queue never fills with copies.
SWEPT_LIVES_FOR = timedelta(seconds=10)
MOST_SWEPT = 200  # rows of a step in one sweep
# A round ends well within a task's time, the longest fetch and the storing of what it brought included.
ROUND_SECONDS = 40.0


@dataclass(frozen=True, slots=True)
class Step:
    """One duty: which rows wait for it, what is done with one, and the task and queue that do it in a worker.

    A task without `parameter` finds its rows itself, as many as there are: one message sends for all of them.
    """

    name: str
    waiting: Callable[[datetime], "QuerySet[Any]"]
    act: Callable[[int, datetime, Fetch], object]
    task: Task
    queue: str
    parameter: str = ""

    def ids(self, now: datetime) -> list[int]:
        """The rows that wait, the longest first, as the task wants them; no more than one sweep takes."""
        return list(self.waiting(now)[:MOST_SWEPT])


@cache
def web() -> Fetcher:
    """This process's way to the web."""
    agent = politeness.user_agent(settings.FETCH_CONTACT, VERSION)
    return Fetcher(user_agent=agent, allow=settings.FETCH_ALLOW_TARGETS)


def politely(fetch: Fetch | None = None) -> PoliteFetch:
    """The way to the web outside a round: one request at a time per host, as everywhere."""
    return PoliteFetch(fetch or web(), clock=database_now)


def enqueue_after_commit(task: Task, *, countdown: float = 0.0, **ids: int) -> None:
    """Send for a task when the transaction is safe. A broker that is away costs time, not the save."""

    def send() -> None:
        _send(task, ids, countdown=countdown)

    transaction.on_commit(send, robust=True)


def _send(task: Task, ids: dict[str, int], *, countdown: float = 0.0, lives_for: timedelta = MESSAGE_LIVES_FOR) -> bool:
    """False when there is no broker: the sweep will find the row."""
    try:
        expires = countdown + lives_for.total_seconds()
        task.apply_async(kwargs=ids, queue=_queue_of(task), countdown=countdown, expires=expires)
    except OperationalError as error:
        logger.warning("No broker for %s %s (%s): the next sweep sends for it.", task.name, ids, error)
        return False
    return True


def _queue_of(task: Task) -> str:
    """What a person asked for waits behind no round of reading: it is nobody's step, and goes to the prompt worker."""
    return next((step.queue for step in STEPS if step.task.name == task.name), "default")


def _task(function: Callable[..., None]) -> Task:
    """Celery's decorator, with a type and the name that beat and other processes call it by."""
    return shared_task(name=f"claims.tasks.{function.__name__}")(function)


@_task
def sweep() -> None:
    """Send for everything that is due: the clock of the house, and the mender of lost messages."""
    now = database_now()
    checks.flag_late(now=now)
    messages = {(step.task, pk if step.parameter else None): step for step in STEPS for pk in step.ids(now)}
    for (task, pk), step in messages.items():
        ids = {step.parameter: pk} if pk is not None else {}
        if not _send(task, ids, lives_for=SWEPT_LIVES_FOR):
            return


@_task
def read_due() -> None:
    """Read every feed and page that is due, many hosts at once, until none is left or the time is over."""
    for outcome in rounds.read_due(clock=database_now, fetch=web(), seconds=ROUND_SECONDS):
        _send_for_match(outcome)


@_task
def poll_feed(*, feed_id: int) -> None:
    """Poll one feed now, because somebody asked."""
    outcome = feeds.poll(feed_id=feed_id, now=database_now(), fetch=web())
    if outcome is not None and outcome.page_ids:
        _send(read_due, {})


@_task
def read_page(*, page_id: int) -> None:
    """Read one page now, because somebody asked."""
    _send_for_match(pages.read(page_id=page_id, now=database_now(), fetch=web()))


@_task
def ask_providers() -> None:
    """Ask the search providers for the claim that waits longest; one a sweep is the pace that they ask for."""
    for watch_id in searches.waiting(database_now()).values_list("pk", flat=True)[:1]:
        searches.ask(watch_id=watch_id, now=database_now(), fetch=politely())


@_task
def archive_articles() -> None:
    """Ask the web archive for the article that waits longest; one a sweep."""
    for article_id in archives.waiting(database_now()).values_list("pk", flat=True)[:1]:
        archives.archive(article_id=article_id, now=database_now(), fetch=politely())


@_task
def match_article(*, article_id: int) -> None:
    """Hold an article against the claims; what it rests on is asked when its claims are known."""
    suggestions.suggest(article_id=article_id, now=database_now())
    _send(compare_article, {"article_id": article_id})


@_task
def compare_article(*, article_id: int) -> None:
    derivations.suggest(article_id=article_id, now=database_now())


@_task
def make_searchable() -> None:
    """Let the articles that wait longest be found by their words; one batch a sweep."""
    searchable.make_waiting_searchable()


@_task
def compare_claim(*, claim_id: int) -> None:
    """Hold a claim that was recorded or reworded against the other claims."""
    claim_pairs.compare(claim_id=claim_id, now=database_now())


@_task
def check_claim(*, claim_id: int) -> None:
    """Check a claim that is due; one for which providers are to be asked first is left to the sweep."""
    now = database_now()
    if searches.ready(now).filter(claim_id=claim_id).exists():
        _check(claim_id, now)


def _check(claim_id: int, now: datetime) -> FollowUpCheck | None:
    """Look back for a claim; the articles that it meets may rest on whoever made it."""
    check = checks.check_claim(claim_id=claim_id, now=now, search=look_back)
    derivations.ask_again(claim_id=claim_id)
    return check


@_task
def release_claim(*, claim_id: int) -> None:
    releases.release_due(claim_id=claim_id, now=database_now())


@_task
def run_import(*, import_id: int) -> None:
    """Check or record rows of an import; what is left when the time is over is gone on with at once."""
    run = advance_import(import_id)
    if run is not None and run.next_check_at is not None:
        _send(run_import, {"import_id": import_id})


def advance_import(import_id: int) -> ImportRun | None:
    """The stage call of `run_import`, for a door that checks a short table while somebody waits."""
    return import_work.advance(run_id=import_id, clock=database_now, alike=_alike)


def _alike(asked: Sequence[PairText]) -> Sequence[Sequence[Pair]]:
    """Recorded claims like each text; whoever may record sees the drafts among them."""
    return similar_claims.similar_each(asked=asked, among=Claim.objects.all())


def _send_for_match(outcome: object) -> None:
    """What a read brought is held against the claims, the posts of a live blog each for itself."""
    for article_id in outcome.revised_ids if isinstance(outcome, ReadOutcome) else ():
        _send(match_article, {"article_id": article_id})


# The whole flow, in its order. The sweep, and `manage.py poll` without a broker, walk this table.
STEPS = (
    Step(
        name="feeds",
        waiting=lambda now: feeds.rows().ready(now).values_list("pk", flat=True),
        act=lambda pk, now, fetch: feeds.poll(feed_id=pk, now=now, fetch=fetch),
        task=read_due,
        queue="fetch",
    ),
    Step(
        name="pages",
        waiting=lambda now: pages.rows().ready(now).values_list("pk", flat=True),
        act=lambda pk, now, fetch: pages.read(page_id=pk, now=now, fetch=fetch),
        task=read_due,
        queue="fetch",
    ),
    Step(
        name="articles",
        waiting=lambda now: Article.objects.awaiting_match(now).order_by("pk").values_list("pk", flat=True),
        act=lambda pk, now, _web: suggestions.suggest(article_id=pk, now=now),
        task=match_article,
        queue="match",
        parameter="article_id",
    ),
    Step(
        name="searches",
        waiting=lambda now: searches.waiting(now).values_list("pk", flat=True),
        act=lambda pk, now, fetch: searches.ask(watch_id=pk, now=now, fetch=politely(fetch)),
        task=ask_providers,
        queue="default",
    ),
    Step(
        name="claims",
        waiting=lambda now: searches.ready(now).values_list("claim_id", flat=True),
        act=lambda pk, now, _web: _check(pk, now),
        task=check_claim,
        queue="match",
        parameter="claim_id",
    ),
    Step(
        name="searchable",
        waiting=lambda _now: Article.objects.unsearchable().order_by("pk").values_list("pk", flat=True),
        act=lambda pk, _now, _web: searchable.make_searchable(article_id=pk),
        task=make_searchable,
        queue="default",
    ),
    Step(
        name="derivations",
        waiting=lambda now: Article.objects.awaiting_comparison(now).order_by("pk").values_list("pk", flat=True),
        act=lambda pk, now, _web: derivations.suggest(article_id=pk, now=now),
        task=compare_article,
        queue="match",
        parameter="article_id",
    ),
    Step(
        name="pairs",
        waiting=lambda now: claim_pairs.waiting(now).values_list("claim_id", flat=True),
        act=lambda pk, now, _web: claim_pairs.compare(claim_id=pk, now=now),
        task=compare_claim,
        queue="match",
        parameter="claim_id",
    ),
    Step(
        name="archives",
        waiting=lambda now: archives.waiting(now).values_list("pk", flat=True),
        act=lambda pk, now, fetch: archives.archive(article_id=pk, now=now, fetch=politely(fetch)),
        task=archive_articles,
        queue="default",
    ),
    Step(
        name="imports",
        waiting=lambda now: import_work.waiting(now).values_list("pk", flat=True),
        act=lambda pk, _now, _web: advance_import(pk),
        task=run_import,
        queue="default",
        parameter="import_id",
    ),
    Step(
        name="releases",
        waiting=lambda now: Claim.objects.awaiting_release(now).order_by("embargo_until").values_list("pk", flat=True),
        act=lambda pk, now, _web: releases.release_due(claim_id=pk, now=now),
        task=release_claim,
        queue="default",
        parameter="claim_id",
    ),
)
