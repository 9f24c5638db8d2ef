"""Add, pause and resume the feeds that are watched."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import addresses, kept_sentences
from claims.analysis.feed_documents import NotAFeed
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetch
from claims.models import Feed, Host, JournalEntry, Outlet, User
from claims.models.naming import free_slug
from claims.models.pages import LONGEST_ADDRESS
from claims.monitoring import feed_readers
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import FeedKind, FeedState, JournalKind

SHORTEST_SECONDS = 300
LONGEST_SECONDS = 3600


def add(
    *,
    url: str,
    outlet: Outlet | None = None,
    outlet_name: str = "",
    editor: User | None = None,
    now: datetime,
    fetch: Fetch | None,
    kind: FeedKind = FeedKind.FEED,
    longest_seconds: int = LONGEST_SECONDS,
) -> Feed:
    """Watch a feed, due at once; an editor of None is the software or the command line.

    `fetch` reads it once before anything is stored and tells its kind; None takes the given kind, and leaves reading
    to the first poll. It is never left alone for more than `longest_seconds` while it answers. Without an outlet, one
    is found or made by `outlet_name`, else by the feed's title, else by its host. Raises NotAllowed, or Refused for
    an address that is no address, that is watched already or that gives no feed.
    """
    if editor is not None and not permissions.may_run_feeds(editor):
        raise NotAllowed(_("Your role may not add feeds."))
    address = _checked(url)
    kind, title = _tried(address, now=now, fetch=fetch) if fetch else (kind, "")
    return _keep(
        url=address,
        outlet=outlet,
        outlet_name=outlet_name.strip() or title,
        editor=editor,
        now=now,
        columns={"kind": kind, "title": title, **_pauses(longest_seconds)},
    )


def pause(*, feed: Feed, editor: User, now: datetime) -> None:
    """Leave the feed alone until somebody resumes it. Raises NotAllowed."""
    _turn(feed, FeedState.PAUSED, JournalKind.FEED_PAUSED, editor)
    Feed.objects.filter(pk=feed.pk).update(next_check_at=None)


def resume(*, feed: Feed, editor: User, now: datetime) -> None:
    """Watch the feed again, due at once; one that was gone or given up too. Raises NotAllowed."""
    _turn(feed, FeedState.ACTIVE, JournalKind.FEED_RESUMED, editor)
    forgotten = {"failures": 0, "last_error": "", "failing_since": None, "down_since": None, "attempts": 0}
    Feed.objects.filter(pk=feed.pk).update(next_check_at=now, **forgotten)


def try_now(*, feed: Feed, editor: User, now: datetime) -> None:
    """Make the feed due at once, also one that was set aside; nothing is forgotten. Raises NotAllowed, Refused."""
    if not permissions.may_run_feeds(editor):
        raise NotAllowed(_("Your role may not try feeds."))
    if Feed.objects.active().filter(pk=feed.pk).update(next_check_at=now, attempts=0) != 1:
        raise Refused(_("This feed is not watched at the moment: resume it first."))


@transaction.atomic
def set_pauses(*, feed: Feed, shortest_seconds: int, longest_seconds: int, editor: User, now: datetime) -> None:
    """Bound how long the feed is left alone between two polls, from now on. Raises NotAllowed, Refused."""
    if not permissions.may_run_feeds(editor):
        raise NotAllowed(_("Your role may not change feeds."))
    if shortest_seconds <= 0:
        raise Refused(_("A pause is at least one second."), field="shortest_seconds")
    if longest_seconds < shortest_seconds:
        raise Refused(_("The longest pause is not shorter than the shortest."), field="longest_seconds")
    before = {"shortest_seconds": feed.shortest_seconds, "longest_seconds": feed.longest_seconds}
    after = {"shortest_seconds": shortest_seconds, "longest_seconds": longest_seconds}
    if before == after:
        return
    Feed.objects.filter(pk=feed.pk).update(**after)
    # A pause under way ends no later than the new bound has it.
    latest = now + timedelta(seconds=longest_seconds)
    Feed.objects.filter(pk=feed.pk, failures=0, next_check_at__gt=latest).update(next_check_at=latest)
    JournalEntry.objects.write(kind=JournalKind.FEED_EDITED, subject=feed, before=before, after=after, actor=editor)


def checked_address(url: str) -> str:
    """The address in its canonical spelling. Raises Refused for one that is none or too long to be kept."""
    try:
        address = addresses.canonical_url(url)
    except ValueError as error:
        raise Refused(kept_sentences.told(str(error)), field="url") from error
    if len(address) > LONGEST_ADDRESS:
        raise Refused(_("The address is longer than 2,000 characters."), field="url")
    return address


def _checked(url: str) -> str:
    address = checked_address(url)
    if Feed.objects.filter(url=address).exists():
        raise Refused(_("This feed is watched already."), field="url")
    return address


def _tried(address: str, *, now: datetime, fetch: Fetch) -> tuple[FeedKind, str]:
    """The kind and the title of the feed at the address."""
    try:
        reply = fetch(address, accept=feed_readers.ACCEPT)
        if reply.status != 200:
            raise Refused(kept_sentences.told(f"The server answered {reply.status}."), field="url")
        kind, document = feed_readers.recognised(reply, now=now)
    except FetchFailed as failure:
        raise Refused(kept_sentences.told(failure.reason), field="url") from failure
    except NotAFeed as error:
        raise Refused(kept_sentences.told(str(error)), field="url") from error
    return kind, document.title[:200]


def _pauses(longest_seconds: int) -> dict[str, object]:
    if longest_seconds <= 0:
        raise Refused(_("A pause is at least one second."), field="longest_seconds")
    return {"longest_seconds": longest_seconds, "shortest_seconds": min(SHORTEST_SECONDS, longest_seconds)}


@transaction.atomic
def _keep(
    *,
    url: str,
    outlet: Outlet | None,
    outlet_name: str,
    editor: User | None,
    now: datetime,
    columns: dict[str, object],
) -> Feed:
    host = addresses.host_of(url)
    Host.objects.get_or_create(name=host, defaults={"next_check_at": now})
    feed, is_new = Feed.objects.get_or_create(
        url=url,
        defaults={
            "outlet": outlet or outlet_named(outlet_name or host, editor),
            "host": host,
            "next_check_at": now,
            "created_at": now,
            **columns,
        },
    )
    if not is_new:
        raise Refused(_("This feed is watched already."), field="url")
    after = {"url": url, "outlet": feed.outlet.public_id, "title": feed.title, "kind": feed.kind}
    JournalEntry.objects.write(kind=JournalKind.FEED_ADDED, subject=feed, after=after, actor=editor)
    return feed


def outlet_named(name: str, editor: User | None) -> Outlet:
    """The outlet of this name, made when there is none. (recording has the editors' way; stages share only models.)"""
    JournalEntry.objects.be_only_writer()  # of two feeds of one new outlet the second finds it
    known = Outlet.objects.named(name[:200])
    if known is not None:
        return known
    made = Outlet.objects.create(name=name[:200], slug=free_slug(Outlet, name))
    after = {"name": made.name, "slug": made.slug, "homepage": "", "language": ""}
    JournalEntry.objects.write(kind=JournalKind.OUTLET_RECORDED, subject=made, after=after, actor=editor)
    return made


@transaction.atomic
def _turn(feed: Feed, state: FeedState, kind: JournalKind, editor: User) -> None:
    if not permissions.may_run_feeds(editor):
        raise NotAllowed(_("Your role may not pause or resume feeds."))
    if Feed.objects.filter(pk=feed.pk).exclude(state=state).update(state=state) != 1:
        return
    JournalEntry.objects.write(
        kind=kind, subject=feed, before={"state": feed.state}, after={"state": state}, actor=editor
    )
    feed.state = state
