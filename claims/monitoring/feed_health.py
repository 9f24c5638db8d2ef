"""Say how a feed fares after an answer: when it is asked again, whether it is down, has moved, is given up."""

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from claims.analysis import addresses, politeness, redirections, timing
from claims.analysis.feed_documents import FeedDocument
from claims.analysis.redirections import Move
from claims.fetching.http import Reply
from claims.models import Feed, Host, JournalEntry
from claims.vocabulary import FeedState, JournalKind

LONGEST_SENTENCE = 500  # characters
# A feed is called down when it has failed three times and for an hour: one bad answer is nobody's business.
FAILURES_TO_BE_DOWN = 3
TIME_TO_BE_DOWN = timedelta(hours=1)
PATIENCE = timedelta(days=30)
SET_ASIDE_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one poll brought, as far as it matters to the feed's own row."""

    reply: Reply | None
    at: datetime
    finished_at: datetime
    document: FeedDocument | None
    sha256: str
    notice: str


def after_success(feed: Feed, answer: Answer) -> dict[str, Any]:
    """The feed's columns after it answered, changed or not. Part of the caller's transaction."""
    _say_that_it_recovered(feed, answer)
    values: dict[str, Any] = {
        "state": FeedState.ACTIVE,
        "failures": 0,
        "last_error": "",
        "failing_since": None,
        "down_since": None,
        "last_success_at": answer.finished_at,
        "body_sha256": answer.sha256,
    }
    if answer.document is not None and answer.reply is not None:
        values |= _of_document(feed, answer.reply, answer.document, answer)
    return values | {"next_check_at": answer.at + _pause({**_pace_of(feed), **values}, feed)} | _moved(feed, answer)


def after_failure(feed: Feed, answer: Answer, *, error: str, is_gone: bool) -> dict[str, Any]:
    """The feed's columns after it brought nothing: later each time, down at last, given up after 30 days."""
    values: dict[str, Any] = {
        "failures": feed.failures + 1,
        "last_error": error[:LONGEST_SENTENCE],
        "failing_since": feed.failing_since or answer.at,
        "next_check_at": answer.at + _back_off(feed, answer),
    }
    if is_gone:
        _write(JournalKind.FEED_GONE, feed, state=FeedState.GONE)
        return values | {"state": FeedState.GONE, "next_check_at": None}
    if answer.at - values["failing_since"] >= PATIENCE:
        _write(JournalKind.FEED_GIVEN_UP, feed, state=FeedState.GIVEN_UP, error=values["last_error"])
        return values | {"state": FeedState.GIVEN_UP, "next_check_at": None}
    return values | _down(feed, values, answer.at)


@transaction.atomic
def quarantine(*, feed: Feed, token: uuid.UUID, now: datetime) -> None:
    """Set a feed aside that ended its reader three times; it is tried once a day, and by hand at any time."""
    values = {
        "state": FeedState.QUARANTINED,
        "next_check_at": now + SET_ASIDE_FOR,
        "last_error": "Reading it ended our program three times in a row: it is tried once a day.",
        # One more failed try is enough to wait another day.
        "attempts": feed.attempts - 1,
    }
    held = Feed.objects.held(pk=feed.pk, token=token)
    if held.update(**values, lease_until=None, lease_token=None) == 1 and feed.state != FeedState.QUARANTINED:
        _write(JournalKind.FEED_QUARANTINED, feed, state=FeedState.QUARANTINED)


def _of_document(feed: Feed, reply: Reply, document: FeedDocument, answer: Answer) -> dict[str, Any]:
    published = [entry.published_at for entry in document.entries]
    known = [one for one in published if one is not None and one <= answer.at]
    return {
        "title": feed.title or document.title[:300],
        "notice": answer.notice[:LONGEST_SENTENCE],
        "interval_seconds": max(1, int(timing.pace_of(published, now=answer.at).total_seconds())),
        "newest_item_at": max(known, default=feed.newest_item_at),
        **validators(reply),
    }


def validators(reply: Reply) -> dict[str, str]:
    """A validator that does not fit its column is no validator: cut, it would match nothing."""
    return {
        "etag": reply.etag if len(reply.etag) <= 500 else "",
        "last_modified": reply.last_modified if len(reply.last_modified) <= 200 else "",
    }


def _pace_of(feed: Feed) -> dict[str, Any]:
    return {"interval_seconds": feed.interval_seconds, "newest_item_at": feed.newest_item_at}


def _pause(values: dict[str, Any], feed: Feed) -> timedelta:
    """By the feed's own pace, within the bounds that an operator set."""
    return timing.next_feed_check(
        now=values["last_success_at"],
        pace=timedelta(seconds=values["interval_seconds"]),
        newest_at=values["newest_item_at"],
        shortest=timedelta(seconds=feed.shortest_seconds),
        longest=timedelta(seconds=feed.longest_seconds),
        jitter=random.random(),  # spreads requests, guards nothing
    )


def _back_off(feed: Feed, answer: Answer) -> timedelta:
    reply = answer.reply
    asked = politeness.retry_after(reply.headers.get("retry-after", ""), now=answer.at) if reply else None
    base = timedelta(seconds=max(feed.shortest_seconds, min(feed.interval_seconds, feed.longest_seconds)))
    pause = politeness.backoff(failures=feed.failures + 1, base=base, jitter=random.random())  # as above
    return max(pause, asked or timedelta(0))


def _down(feed: Feed, values: dict[str, Any], now: datetime) -> dict[str, Any]:
    """One alert when a feed dies."""
    is_down = values["failures"] >= FAILURES_TO_BE_DOWN and now - values["failing_since"] >= TIME_TO_BE_DOWN
    if feed.down_since is not None or not is_down:
        return {}
    _write(JournalKind.FEED_DOWN, feed, down_since=now, error=values["last_error"])
    return {"down_since": now}


def _say_that_it_recovered(feed: Feed, answer: Answer) -> None:
    """One alert when a feed answers again, after one that said that it does not."""
    if feed.down_since is not None or feed.state == FeedState.QUARANTINED:
        _write(JournalKind.FEED_RECOVERED, feed, recovered_at=answer.at)


def _moved(feed: Feed, answer: Answer) -> dict[str, Any]:
    """Remember where the feed redirects for good; take that address once it is believed and free."""
    if answer.reply is None:
        return {}
    target = _target(feed, answer.reply)
    known = Move(to=feed.moved_to, since=feed.moved_since, polls=feed.moved_polls)
    heard = redirections.heard(known, to=target, now=answer.at)
    if not heard.is_believed(now=answer.at):
        return {"moved_to": heard.to, "moved_since": heard.since, "moved_polls": heard.polls}
    if Feed.objects.filter(url=target).exclude(pk=feed.pk).exists():
        sentence = f"It has moved to {target}, which is watched already: one of the two can be paused."
        return {"notice": sentence[:LONGEST_SENTENCE]}
    host = addresses.host_of(target)
    Host.objects.get_or_create(name=host, defaults={"next_check_at": answer.at})
    after = {"url": target}
    JournalEntry.objects.write(kind=JournalKind.FEED_MOVED, subject=feed, before={"url": feed.url}, after=after)
    # Another server's validators and bytes mean nothing there.
    forgotten = {"etag": "", "last_modified": "", "moved_to": "", "moved_since": None, "moved_polls": 0}
    return {"url": target, "host": host, **forgotten}


def _target(feed: Feed, reply: Reply) -> str:
    hops = [(hop.url, hop.status) for hop in reply.redirects]
    try:
        target = addresses.canonical_url(redirections.moved_for_good(hops, final=reply.final_url) or feed.url)
    except ValueError:
        return ""
    return target if target != feed.url and len(target) <= 2000 else ""


def _write(kind: JournalKind, feed: Feed, **after: Any) -> None:
    JournalEntry.objects.write(kind=kind, subject=feed, before={"state": feed.state}, after=after)
