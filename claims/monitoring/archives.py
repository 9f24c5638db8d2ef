"""Find, or have made, a web archive's copy of every article that a claim rests on."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from claims.analysis import web_archive
from claims.analysis.web_archive import ArchivedPlace
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetch
from claims.models import ArchivedCopy, Article, Evidence, JournalEntry
from claims.models.articles import ArticleQuerySet
from claims.vocabulary import JournalKind, Visibility

TRY_AGAIN = timedelta(days=1)


def waiting(now: datetime) -> ArticleQuerySet:
    """Cited articles without a copy for which the archive was not asked today; none while WEB_ARCHIVE is off.

    What only restricted evidence cites is never named to anybody outside.
    """
    cited = Evidence.objects.standing().filter(article=OuterRef("pk")).exclude(visibility=Visibility.RESTRICTED)
    kept = ArchivedCopy.objects.filter(article=OuterRef("pk"))
    rested = Q(archive_asked_at=None) | Q(archive_asked_at__lte=now - TRY_AGAIN)
    rows = Article.objects.filter(rested, Exists(cited), ~Exists(kept), live_blog=None).order_by("pk")
    return rows if settings.WEB_ARCHIVE != "off" else rows.none()


def archive(*, article_id: int, now: datetime, fetch: Fetch) -> ArchivedPlace | None:
    """Ask for the archive's newest copy, and, where WEB_ARCHIVE is `save`, for one when there is none.

    None when there is none, the archive cannot be reached, or another worker asks: it is asked again in a day.
    """
    if waiting(now).filter(pk=article_id).update(archive_asked_at=now) != 1:
        return None
    article = Article.objects.get(pk=article_id)
    place = _found(article.url, fetch)
    if place is None and settings.WEB_ARCHIVE == "save":
        place = _saved(article.url, fetch)
    if place is not None:
        _keep(article, place, now)
    return place


def _found(url: str, fetch: Fetch) -> ArchivedPlace | None:
    try:
        reply = fetch(web_archive.availability_address(url, base=settings.WEB_ARCHIVE_API_URL))
    except (FetchFailed, ValueError):
        return None
    if reply.status != 200:
        return None
    return web_archive.read_availability(reply.content, base=settings.WEB_ARCHIVE_URL)


def _saved(url: str, fetch: Fetch) -> ArchivedPlace | None:
    try:
        reply = fetch(web_archive.save_address(url, base=f"{settings.WEB_ARCHIVE_URL}/save/"))
    except (FetchFailed, ValueError):
        return None
    if reply.status != 200:
        return None
    return web_archive.read_saved(final_url=reply.final_url, headers=reply.headers, base=settings.WEB_ARCHIVE_URL)


@transaction.atomic
def _keep(article: Article, place: ArchivedPlace, now: datetime) -> None:
    copy = {"archived_at": place.archived_at, "recorded_at": now}
    _row, is_new = ArchivedCopy.objects.get_or_create(article=article, url=place.url, defaults=copy)
    if is_new:
        after = {"url": place.url, "archived_at": place.archived_at}
        JournalEntry.objects.write(kind=JournalKind.ARTICLE_ARCHIVED, subject=article, after=after)
