"""Read pages: reserve, fetch, store."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from claims.analysis import article_html, live_blogs, obstacles, plain_text, politeness, timing
from claims.analysis.article_html import ArticleText
from claims.analysis.live_blogs import LiveBlog
from claims.fetching.http import Fetch, Reply
from claims.models import Article, Body, Page, Snapshot
from claims.models.pages import PageQuerySet
from claims.monitoring import articles, live_posts, revisions, robots, visits
from claims.monitoring.feed_health import validators
from claims.monitoring.robots import Robots, Unwelcome
from claims.monitoring.visits import Held, Visit
from claims.vocabulary import PageState, RevisionOrigin

ACCEPT = "text/html, application/xhtml+xml, */*;q=0.1"
GONE = frozenset({404, 410, 451})
KEPT = frozenset({200, *GONE})  # what these bring is worth a snapshot
TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
FIRST_PAUSE = timedelta(minutes=2)  # after a failure, doubled each time
# A page that fails this often in a row is matched by its headline meanwhile.
PATIENCE = 3
OBSTACLES = {
    "bot_check": "The site asked for proof that a person reads it.",
    "empty": "No article text was found in the page.",
    "paywall": "The article is behind a paywall.",
    "poison": "Reading the page ended our program three times.",
    "soft_404": "The page says that it was not found.",
}
HEADERS = ("content-type", "content-language", "date", "etag", "last-modified", "link", "location", "server")


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What one read brought: the article, its new revision if the text changed, what stood in the way.

    post_ids: the articles of a live blog's posts that are new or changed.
    """

    article_id: int | None = None
    revision_id: int | None = None
    post_ids: tuple[int, ...] = ()
    joined_by: str = ""
    has_disappeared: bool = False
    obstacle: str = ""

    @property
    def revised_ids(self) -> tuple[int, ...]:
        """The articles whose text is new: the page's own, and the posts of a live blog."""
        own = (self.article_id,) if self.revision_id is not None and self.article_id is not None else ()
        return (*own, *self.post_ids)


@dataclass(frozen=True, slots=True)
class _Read:
    """A visit as understood: the article's text, or the obstacle in words; whether another try helps."""

    text: ArticleText | None = None
    blog: LiveBlog | None = None
    obstacle: str = ""
    is_permanent: bool = False
    may_change: bool = False


def rows() -> PageQuerySet:
    return Page.objects.all()


def read(*, page_id: int, now: datetime, fetch: Fetch) -> ReadOutcome | None:
    """Read a due page and keep what it says. None when it, or its host, is not ours to take at this moment."""
    for held in visits.reserve(rows().filter(pk=page_id), now=now, most=1):
        return store(held, ask(held, fetch=fetch))
    return None


def ask(held: Held[Page], *, fetch: Fetch) -> Visit:
    """Ask for the page where its host's robots.txt allows it. No database: it may run in a thread."""
    host, url = held.host, held.row.url
    fresh = None
    if not host.knows_robots(held.at):
        fresh = robots.read(url, fetch=fetch, pause_seconds=held.pause.total_seconds())
    said = fresh or Robots(text=host.robots_text)
    unwelcome = said.failure or robots.refusal(url, text=said.text)
    if unwelcome is not None:
        return visits.failed(held, unwelcome, robots=fresh)
    return visits.ask(held, fetch=fetch, accept=ACCEPT, robots=fresh)


def store(held: Held[Page], visited: Visit) -> ReadOutcome | None:
    """Understand and keep what a read brought, and free the host. None when the page is no longer ours."""
    visits.let_rest(held, visited)
    reply = visited.reply
    # From here on bytes from outside are read: whatever they do to this program is counted against the page.
    if reply is not None and reply.status == 200 and not rows().begin(pk=held.row.pk, token=held.token):
        return None
    return _store(held=held, visited=visited, read=_understood(visited), now=held.at)


def set_aside(held: Held[Page]) -> None:
    """Never read again by itself a page that ended its reader three times; an editor's copy fills the place."""
    visits.let_rest(held, Visit(held.at, held.at, None, None))
    told = {"state": PageState.NEEDS_COPY, "obstacle": OBSTACLES["poison"], "next_check_at": None, "attempts": 0}
    Page.objects.held(pk=held.row.pk, token=held.token).update(**told, lease_until=None, lease_token=None)


def _understood(visited: Visit) -> _Read:
    reply, failure = visited.reply, visited.failure
    if reply is None:
        return _Read(
            obstacle=failure.reason if failure else "",
            is_permanent=bool(failure and failure.permanent),
            may_change=isinstance(failure, Unwelcome),
        )
    if reply.is_not_modified:
        return _Read()
    if reply.status != 200:
        sentence = f"The server answered {reply.status}."
        return _Read(obstacle=sentence, is_permanent=reply.status not in TRY_AGAIN)
    media_type = reply.headers.get("content-type", "")
    text = article_html.extract(reply.content, url=reply.final_url, content_type=media_type, now=visited.finished_at)
    blog = live_blogs.read_live_blog(
        reply.content, url=reply.final_url, content_type=media_type, now=visited.finished_at
    )
    if blog is not None:
        return _Read(text=live_posts.headline_of(blog, text), blog=blog)
    obstacle = obstacles.obstacle(text, status=reply.status, is_free=text.is_free)
    if obstacle:
        return _Read(obstacle=OBSTACLES[obstacle], is_permanent=True)
    return _Read(text=text)


@transaction.atomic
def _store(*, held: Held[Page], visited: Visit, read: _Read, now: datetime) -> ReadOutcome | None:
    """Everything a read brought, or nothing: a late worker's token no longer holds the page."""
    locked = Page.objects.select_for_update(of=("self",)).select_related("article")
    page = locked.filter(pk=held.row.pk, lease_token=held.token).first()
    if page is None:
        return None
    snapshot = _snapshot(page, visited.reply, visited.finished_at)
    if read.text is not None:
        outcome = _keep_text(page, read.text, RevisionOrigin.PAGE, snapshot, now)
        outcome = _keep_posts(page, read, outcome, snapshot, now)
    elif read.obstacle:
        outcome = _keep_obstacle(page, visited.reply, read, now)
    else:
        outcome = ReadOutcome(article_id=page.article_id)
    values = _pace(page, visited, read, outcome, now)
    Page.objects.held(pk=page.pk, token=held.token).update(**values, attempts=0, lease_until=None, lease_token=None)
    return outcome


def _snapshot(page: Page, reply: Reply | None, fetched_at: datetime) -> Snapshot | None:
    if reply is None or reply.status not in KEPT:
        return None
    media_type = reply.media_type or "application/octet-stream"
    body = Body.objects.keep(reply.content, media_type=media_type, now=fetched_at)
    return Snapshot.objects.record(
        page=page,
        fetched_at=fetched_at,
        http_status=reply.status,
        headers={name: plain_text.harmless(reply.headers[name][:1000]) for name in HEADERS if name in reply.headers},
        final_url=reply.final_url[:2000],
        sha256=body.sha256,
        body=body,
        recorded_at=fetched_at,
    )


def _keep_text(
    page: Page, text: ArticleText, origin: RevisionOrigin, snapshot: Snapshot | None, now: datetime
) -> ReadOutcome:
    found = articles.joined(page=page, text=text, now=now)
    if page.article_id is None:
        Page.objects.filter(pk=page.pk).update(article=found.article)
    revision = revisions.revise(article=found.article, page=page, text=text, origin=origin, snapshot=snapshot, now=now)
    return ReadOutcome(article_id=found.article.pk, revision_id=revision.pk if revision else None, joined_by=found.by)


def _keep_posts(page: Page, read: _Read, outcome: ReadOutcome, snapshot: Snapshot | None, now: datetime) -> ReadOutcome:
    if read.blog is None or read.text is None or outcome.article_id is None:
        return outcome
    parent = Article.objects.get(pk=outcome.article_id)
    language = read.text.language
    ids = live_posts.keep(page=page, parent=parent, blog=read.blog, language=language, snapshot=snapshot, now=now)
    return replace(outcome, post_ids=ids)


def _keep_obstacle(page: Page, reply: Reply | None, read: _Read, now: datetime) -> ReadOutcome:
    """Say what is in the way. A good text is never replaced; where there is none, the headline is matched."""
    if page.article is not None and reply is not None and reply.status in GONE:
        gone = revisions.disappeared(article=page.article, page=page, status=reply.status, now=now)
        return ReadOutcome(article_id=page.article_id, has_disappeared=gone, obstacle=read.obstacle)
    headline = articles.headline(page)
    is_wanted = page.article is None and (read.is_permanent or page.failures + 1 >= PATIENCE)
    if headline is None or not is_wanted:
        return ReadOutcome(article_id=page.article_id, obstacle=read.obstacle)
    kept = _keep_text(page, headline, RevisionOrigin.FEED, None, now)
    return ReadOutcome(article_id=kept.article_id, revision_id=kept.revision_id, obstacle=read.obstacle)


def _pace(page: Page, visited: Visit, read: _Read, outcome: ReadOutcome, now: datetime) -> dict[str, Any]:
    """The page's columns after this read: state, validators, and when it is read again."""
    if read.obstacle:
        return _after_obstacle(page, visited, read, now)
    changed_at = now if outcome.revision_id or outcome.post_ids else (page.last_changed_at or page.first_seen_at)
    values = {
        "state": PageState.LIVE if read.text else page.state,
        "obstacle": "" if read.text else page.obstacle,
        "failures": 0,
        "last_read_at": visited.finished_at,
        "last_changed_at": changed_at,
        "next_check_at": now + timing.next_page_read(age_since_last_change=now - changed_at, longest=_longest(page)),
    }
    return values | (validators(visited.reply) if visited.reply and read.text else {})


def _longest(page: Page) -> timedelta | None:
    return timedelta(seconds=page.longest_seconds) if page.longest_seconds else None


def _after_obstacle(page: Page, visited: Visit, read: _Read, now: datetime) -> dict[str, Any]:
    failures = page.failures + 1
    return {
        "state": _state(page, visited.reply, read),
        "obstacle": read.obstacle[:300],
        "failures": failures,
        "last_read_at": visited.finished_at if visited.reply else page.last_read_at,
        "next_check_at": _next_try(page, visited.reply, read, failures, now),
    }


def _state(page: Page, reply: Reply | None, read: _Read) -> PageState:
    if reply is not None and reply.status in GONE and page.article_id is not None:
        return PageState.DISAPPEARED
    if page.state == PageState.SUPPLIED:
        return PageState.SUPPLIED
    return PageState.NEEDS_COPY if read.is_permanent else PageState.FAILING


def _next_try(page: Page, reply: Reply | None, read: _Read, failures: int, now: datetime) -> datetime | None:
    """Gone for good, or refused for what its address is: never again. Else later and later."""
    if (reply is not None and reply.status == 410) or (reply is None and read.is_permanent and not read.may_change):
        return None
    if read.is_permanent:
        age = now - (page.last_changed_at or page.first_seen_at)
        return now + max(timing.next_page_read(age_since_last_change=age), timing.HOUR)
    asked = politeness.retry_after(reply.headers.get("retry-after", ""), now=now) if reply else None
    pause = politeness.backoff(failures=failures, base=FIRST_PAUSE, jitter=random.random())  # no secret
    return now + max(pause, asked or timedelta(0))
