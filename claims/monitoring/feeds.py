"""Read feeds: reserve, fetch, store."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from claims.analysis.feed_documents import FeedDocument, NotAFeed
from claims.fetching.http import Fetch, Reply
from claims.models import Feed, FeedCheck
from claims.models.feeds import FeedQuerySet
from claims.monitoring import feed_health, feed_items, feed_readers, visits
from claims.monitoring.visits import Held, Visit
from claims.monitoring.watched_feeds import add, pause, resume, set_pauses, try_now
from claims.vocabulary import FeedCheckOutcome, FeedKind

__all__ = ["PollOutcome", "add", "ask", "pause", "poll", "resume", "rows", "set_pauses", "store", "try_now"]

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
class Reading:
    """A visit as understood: a document, or nothing new, or a sentence that says what went wrong."""

    document: FeedDocument | None = None
    sha256: str = ""
    error: str = ""
    is_gone: bool = False


def rows() -> FeedQuerySet:
    """The feeds that are polled."""
    return Feed.objects.active()


def poll(*, feed_id: int, now: datetime, fetch: Fetch) -> PollOutcome | None:
    """Read a due feed and keep what it lists. None when it, or its host, is not ours to take at this moment.

    Never raises for what a server sends: the sentence is on the feed and in the check's row.
    """
    for held in visits.reserve(rows().filter(pk=feed_id), now=now, most=1):
        return store(held, ask(held, fetch=fetch))
    return None


def ask(held: Held[Feed], *, fetch: Fetch) -> Visit:
    """Ask for the feed; of a sitemap index its newest sitemaps too. No database: it may run in a thread."""
    visited = visits.ask(held, fetch=fetch, accept=feed_readers.ACCEPT)
    if held.row.kind != FeedKind.SITEMAP or visited.reply is None:
        return visited
    urls = feed_readers.children(visited.reply, now=held.at)
    return visits.ask_too(held, visited, urls, fetch=fetch, accept=feed_readers.ACCEPT) if urls else visited


def store(held: Held[Feed], visited: Visit) -> PollOutcome | None:
    """Understand and keep what a poll brought, and free the host. None when the feed is no longer ours."""
    visits.let_rest(held, visited)
    reading = _understood(held, visited)
    return None if reading is None else _kept(held, visited, reading)


def set_aside(held: Held[Feed]) -> None:
    """Leave alone for a day a feed that ended its reader three times, and say so."""
    visits.let_rest(held, Visit(held.at, held.at, None, None))
    feed_health.quarantine(feed=held.row, token=held.token, now=held.at)


def _understood(held: Held[Feed], visited: Visit) -> Reading | None:
    reply = visited.reply
    if reply is None:
        return Reading(error=str(visited.failure and visited.failure.reason))
    if reply.is_not_modified:
        return Reading(sha256=held.row.body_sha256)
    if reply.status != 200:
        error = f"The server answered {reply.status}."
        return Reading(error=error, is_gone=reply.status == GONE)
    replies = (reply, *(one for one in visited.more if one.status == 200))
    sha256 = feed_readers.digest(replies)
    if sha256 == held.row.body_sha256:
        return Reading(sha256=sha256)
    # From here on bytes from outside are read: whatever they do to this program is counted against the feed.
    if not Feed.objects.all().begin(pk=held.row.pk, token=held.token):
        return None
    try:
        document = feed_readers.read(FeedKind(held.row.kind), replies, now=visited.finished_at)
    except NotAFeed as error:
        return Reading(error=str(error))
    return Reading(document=document, sha256=sha256)


@transaction.atomic
def _kept(held: Held[Feed], visited: Visit, reading: Reading) -> PollOutcome | None:
    """Everything a poll brought, or nothing: a late worker's token no longer holds the feed."""
    feed = Feed.objects.select_for_update().filter(pk=held.row.pk, lease_token=held.token).first()
    if feed is None:
        return None
    kept = feed_items.Kept()
    if reading.document is not None:
        kept = feed_items.keep(feed=feed, entries=reading.document.entries, now=held.at)
    outcome = _outcome(reading, kept)
    _note_check(feed, visited, reading, kept, outcome)
    _update(feed, held, visited, reading, kept)
    return PollOutcome(outcome=outcome, page_ids=kept.page_ids, new_items=kept.new_items, error=reading.error)


def _update(feed: Feed, held: Held[Feed], visited: Visit, reading: Reading, kept: feed_items.Kept) -> None:
    asked = feed_health.Answer(
        reply=visited.reply,
        at=held.at,
        finished_at=visited.finished_at,
        document=reading.document,
        sha256=reading.sha256,
        notice=_notice(reading, kept),
    )
    if reading.error:
        values = feed_health.after_failure(feed, asked, error=reading.error, is_gone=reading.is_gone)
    else:
        values = feed_health.after_success(feed, asked)
    Feed.objects.held(pk=feed.pk, token=held.token).update(**values, attempts=0, lease_until=None, lease_token=None)


def _notice(reading: Reading, kept: feed_items.Kept) -> str:
    """What an editor should know about a feed that works."""
    if reading.document is None:
        return ""
    told = []
    if reading.document.skipped:
        told.append(f"{reading.document.skipped} older entries are skipped.")
    if kept.shared_guids:
        told.append("Several entries share one guid; they are told apart by their addresses.")
    return " ".join(told)


def _outcome(reading: Reading, kept: feed_items.Kept) -> FeedCheckOutcome:
    if reading.error:
        return FeedCheckOutcome.FAILED
    return FeedCheckOutcome.CHANGED if kept.page_ids or kept.new_items else FeedCheckOutcome.UNCHANGED


def _note_check(feed: Feed, visited: Visit, reading: Reading, kept: feed_items.Kept, outcome: FeedCheckOutcome) -> None:
    reply, document = visited.reply, reading.document
    FeedCheck.objects.create(
        feed=feed,
        started_at=visited.started_at,
        finished_at=visited.finished_at,
        outcome=outcome,
        http_status=reply.status if reply else None,
        bytes=_size(reply) + sum(map(_size, visited.more)),
        entries=len(document.entries) if document else 0,
        new_items=kept.new_items,
        skipped=document.skipped if document else 0,
        error=reading.error[:LONGEST_SENTENCE],
    )


def _size(reply: Reply | None) -> int:
    return len(reply.content) if reply else 0
