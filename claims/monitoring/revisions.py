"""Keep an article's text as it reads at a time: a revision for every change in substance."""

from datetime import datetime

from django.db import transaction

from claims.analysis import article_html, changes
from claims.analysis.article_html import EXTRACTOR_VERSION, ArticleText
from claims.models import Article, Body, BodyDestroyed, Capture, Evidence, JournalEntry, Page, Revision, Snapshot
from claims.monitoring import rings
from claims.vocabulary import JournalKind, RevisionOrigin


def revise(
    *,
    article: Article,
    page: Page,
    text: ArticleText,
    origin: RevisionOrigin,
    snapshot: Snapshot | None,
    now: datetime,
    capture: Capture | None = None,
) -> Revision | None:
    """A further revision when the article changed in substance, else None. Its journal entry is its last statement.

    What an older extractor read is first read again, so that our own progress is never taken for a silent edit.
    """
    fingerprint = changes.fingerprint(text.title, text.text)
    before = _last_read_here(article, page)
    if before is not None and before.fingerprint == fingerprint:
        return None
    if before is not None:
        before = _reread(article, before, now) or before
        if before.fingerprint == fingerprint:
            return None
    revision = _recorded(article, text, origin, snapshot, now)
    is_edit = before is not None and origin == RevisionOrigin.PAGE
    if is_edit:
        rings.mark(article=article, revision=revision, text=text)
    _say(article, before, revision, capture)
    if before is not None and origin == RevisionOrigin.PAGE:
        rings.revised(
            article=article, before=(before.title, before.kept_text or ""), revision=revision, text=text, now=now
        )
    return revision


@transaction.atomic
def reread(*, article_id: int, now: datetime) -> Revision | None:
    """Read the newest snapshot again with today's extractor; a further revision where it reads otherwise.

    The revision that was read from the same bytes before stays. None when nothing is to be gained.
    """
    article = Article.objects.select_for_update().get(pk=article_id)
    newest = article.revisions.select_related("body", "snapshot__body").order_by("-number").first()
    return _reread(article, newest, now) if newest is not None else None


def _reread(article: Article, before: Revision, now: datetime) -> Revision | None:
    if before.extractor_version == EXTRACTOR_VERSION or before.snapshot is None:
        return None
    # A live blog and its posts were read by their own marks, which no extractor changes.
    if article.live_blog_id is not None or article.posts.exists():
        return None
    text = _extracted(before.snapshot)
    if text is None or changes.fingerprint(text.title, text.text) == before.fingerprint:
        return None
    revision = _recorded(article, text, RevisionOrigin.REREAD, before.snapshot, now)
    _say(article, before, revision, None)
    return revision


def _extracted(snapshot: Snapshot) -> ArticleText | None:
    """What today's extractor reads in old bytes; None when that is nothing, or they are destroyed."""
    try:
        content = snapshot.body.content()
    except BodyDestroyed:
        return None
    media_type = str(snapshot.headers.get("content-type", ""))
    text = article_html.extract(content, url=snapshot.final_url, content_type=media_type, now=snapshot.fetched_at)
    return text if text.text.strip() else None


def _recorded(
    article: Article, text: ArticleText, origin: RevisionOrigin, snapshot: Snapshot | None, now: datetime
) -> Revision:
    revision = Revision.objects.record(
        article=article,
        number=article.revision_count + 1,
        origin=origin,
        snapshot=snapshot,
        title=text.title,
        body=Body.objects.keep(text.text.encode(), media_type="text/plain; charset=utf-8", now=now),
        author=text.author[:300],
        language=text.language[:12],
        published_raw=text.published_raw[:100],
        published_at=text.published_at,
        fingerprint=changes.fingerprint(text.title, text.text),
        extractor_version=EXTRACTOR_VERSION,
        recorded_at=now,
    )
    _show_newest(article, revision)
    return revision


def disappeared(*, article: Article, page: Page, status: int, now: datetime) -> bool:
    """Say once that an article is gone; not while another of its pages still stands. True when this said it."""
    if article.pages.exclude(pk=page.pk).filter(state="live").exists():
        return False
    if Article.objects.filter(pk=article.pk, disappeared_at=None).update(disappeared_at=now) != 1:
        return False
    after = {"disappeared_at": now, "status": status, "url": page.url}
    JournalEntry.objects.write(kind=JournalKind.ARTICLE_DISAPPEARED, subject=article, after=after)
    rings.disappeared(article=article, now=now)
    # A live blog takes its posts with it; those that nothing rests on need no word of their own.
    for post in article.posts.filter(evidence__in=Evidence.objects.standing()).distinct():
        disappeared(article=post, page=page, status=status, now=now)
    article.posts.filter(disappeared_at=None).update(disappeared_at=now)
    return True


def _last_read_here(article: Article, page: Page) -> Revision | None:
    """What this page said last; two addresses of one article may differ without the article flickering."""
    revisions = article.revisions.select_related("body", "snapshot__body").order_by("-number")
    return revisions.filter(snapshot__page=page).first() or revisions.first()


def _show_newest(article: Article, revision: Revision) -> None:
    values = {"title": revision.title, "revision_count": revision.number, "match_attempted_at": None}
    if revision.published_at is not None:
        values |= {"published_at": revision.published_at, "published_raw": revision.published_raw}
    Article.objects.filter(pk=article.pk).update(**values)
    article.revision_count = revision.number


def _say(article: Article, before: Revision | None, revision: Revision, capture: Capture | None) -> None:
    after: dict[str, object] = {
        "article": article.public_id,
        "number": revision.number,
        "title": revision.title,
        "url": article.url,
        "origin": revision.origin,
        "fingerprint": revision.fingerprint,
        "sha256": revision.body.sha256,
        "digest": revision.digest,
    }
    if capture is not None:
        after["capture"] = capture.public_id
    # Another reading of the same bytes is no change of the article.
    is_edit = before is not None and revision.origin != RevisionOrigin.REREAD
    JournalEntry.objects.write(
        kind=JournalKind.ARTICLE_REVISED,
        subject=article,
        before={"title": before.title, "number": before.number} if before else {},
        after={**after, **(_what_changed(before, revision) if before and is_edit else {})},
    )


def _what_changed(before: Revision, revision: Revision) -> dict[str, object]:
    """In words and counts, never the sentences themselves: a text must be able to go, the journal stays."""
    change = changes.compare(before.title, before.kept_text or "", revision.title, revision.kept_text or "")
    return {
        "changed": list(change.kinds),
        "sentences_added": len(change.added),
        "sentences_removed": len(change.removed),
        "lost_attribution": changes.lost_attribution(before.title, revision.title),
    }
