"""Read feeds: reserve, fetch, store."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.analysis import politeness, timing
from claims.analysis.feed_documents import FeedDocument, NotAFeed, read_feed
from claims.fetching.http import Fetch, Reply
from claims.models import Feed, FeedCheck, JournalEntry
from claims.monitoring import feed_items
from claims.monitoring.visits import Visit, visit
from claims.monitoring.watched_feeds import ACCEPT, add, pause, resume
from claims.vocabulary import FeedCheckOutcome, FeedState, JournalKind

__all__ = ["PollOutcome", "add", "pause", "poll", "resume"]

SHORTEST_PAUSE = timedelta(minutes=10)
LONGEST_SENTENCE = 500  # characters
GONE = 410


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What one poll brought: the pages that are due because of it, and why it failed when it did."""

    outcome: str
    page_ids: tuple[int, ...] = ()
    new_items: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A visit as understood: a document, or nothing new, or a sentence that says what went wrong."""

    document: FeedDocument | None = None
    error: str = ""


def poll(*, feed_id: int, now: datetime, fetch: Fetch) -> PollOutcome | None:
    """Read a due feed and keep what it lists. None when it, or its host, is not ours to take at this moment.

    Never raises for what a server sends: the sentence is on the feed and in the check's row.
    """
    visited = visit(Feed.objects.active(), pk=feed_id, now=now, fetch=fetch, accept=ACCEPT)
    if visited is None:
        return None
    return _store(feed_id=feed_id, visited=visited, read=_understood(visited), now=now)


def _understood(visited: Visit) -> _Read:
    reply = visited.reply
    if reply is None:
        return _Read(error=str(visited.failure and visited.failure.reason))
    if reply.is_not_modified:
        return _Read()
    if reply.status != 200:
        return _Read(error=_("The server answered %(status)d.") % {"status": reply.status})
    try:
        document = read_feed(
            reply.content,
            url=reply.final_url,
            content_type=reply.headers.get("content-type", ""),
            now=visited.finished_at,
        )
    except NotAFeed as error:
        return _Read(error=str(error))
    return _Read(document=document)


@transaction.atomic
def _store(*, feed_id: int, visited: Visit, read: _Read, now: datetime) -> PollOutcome | None:
    """Everything a poll brought, or nothing: a late worker's token no longer holds the feed."""
    feed = Feed.objects.select_for_update().filter(pk=feed_id, lease_token=visited.token).first()
    if feed is None:
        return None
    kept = feed_items.Kept(page_ids=(), new_items=0)
    if read.document is not None:
        kept = feed_items.keep(feed=feed, entries=read.document.entries, now=now)
    outcome = _outcome(read, kept)
    _note_check(feed, visited, read, kept, outcome)
    is_gone = visited.reply is not None and visited.reply.status == GONE
    values = _after_failure(feed, visited, read, now) if read.error else _after_success(feed, visited, read, now)
    state = {"state": FeedState.GONE} if is_gone else {}
    Feed.objects.held(pk=feed_id, token=visited.token).update(**values, **state, lease_until=None, lease_token=None)
    if is_gone:
        JournalEntry.objects.write(kind=JournalKind.FEED_GONE, subject=feed, after={"state": FeedState.GONE})
    return PollOutcome(outcome=outcome, page_ids=kept.page_ids, new_items=kept.new_items, error=read.error)


def _outcome(read: _Read, kept: feed_items.Kept) -> FeedCheckOutcome:
    if read.error:
        return FeedCheckOutcome.FAILED
    return FeedCheckOutcome.CHANGED if kept.page_ids or kept.new_items else FeedCheckOutcome.UNCHANGED


def _note_check(feed: Feed, visited: Visit, read: _Read, kept: feed_items.Kept, outcome: FeedCheckOutcome) -> None:
    reply, document = visited.reply, read.document
    FeedCheck.objects.create(
        feed=feed,
        started_at=visited.started_at,
        finished_at=visited.finished_at,
        outcome=outcome,
        http_status=reply.status if reply else None,
        bytes=len(reply.content) if reply else 0,
        entries=len(document.entries) if document else 0,
        new_items=kept.new_items,
        skipped=document.skipped if document else 0,
        error=read.error[:LONGEST_SENTENCE],
    )


def _after_success(feed: Feed, visited: Visit, read: _Read, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {"failures": 0, "last_error": "", "last_success_at": visited.finished_at}
    if visited.reply is not None and read.document is not None:
        title = feed.title or read.document.title[:300]
        values |= {"title": title, **_validators(visited.reply)}
    return {**values, "next_check_at": now + _pause(feed, read.document, now)}


def _validators(reply: Reply) -> dict[str, str]:
    """A validator that does not fit is no validator: cut, it would match nothing."""
    return {
        "etag": reply.etag if len(reply.etag) <= 500 else "",
        "last_modified": reply.last_modified if len(reply.last_modified) <= 200 else "",
    }


def _pause(feed: Feed, document: FeedDocument | None, now: datetime) -> timedelta:
    """By the feed's own pace, and never longer than the interval an operator set."""
    longest = timedelta(seconds=feed.interval_seconds)
    if document is not None:
        published = [entry.published_at for entry in document.entries]
    else:
        newest = feed.items.exclude(published_at=None).order_by("-published_at")
        published = list(newest.values_list("published_at", flat=True)[:20])
    return timing.next_feed_check(
        now=now,
        published=published,
        shortest=min(SHORTEST_PAUSE, longest),
        longest=longest,
        jitter=random.random(),  # spreads requests, guards nothing
    )


def _after_failure(feed: Feed, visited: Visit, read: _Read, now: datetime) -> dict[str, Any]:
    failures = feed.failures + 1
    asked = politeness.retry_after(visited.reply.headers.get("retry-after", ""), now=now) if visited.reply else None
    pause = politeness.backoff(
        failures=failures,
        base=timedelta(seconds=feed.interval_seconds),
        jitter=random.random(),  # as above
    )
    return {
        "failures": failures,
        "last_error": read.error[:LONGEST_SENTENCE],
        "next_check_at": now + max(pause, asked or timedelta(0)),
    }
