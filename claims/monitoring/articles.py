"""Keep an article's text as it reads at a time: a revision for every change in substance."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from claims.analysis import addresses, changes
from claims.analysis.article_html import EXTRACTOR_VERSION, ArticleText
from claims.models import Article, Body, BodyDestroyed, FeedItem, JournalEntry, Page, Revision, Snapshot
from claims.models.pages import address_digest
from claims.vocabulary import JournalKind, RevisionOrigin

# Shorter texts ("Live updates", a picture's caption) are equal by chance.
LONG_TEXT = 600  # characters
SAME_TEXT_WITHIN = timedelta(days=1)
LONGEST_ADDRESS = 2000  # characters


@dataclass(frozen=True, slots=True)
class Joined:
    """The article of a page, and by what it was found: "" (its own), "canonical address" or "identical text"."""

    article: Article
    by: str = ""


def joined(*, page: Page, text: ArticleText, now: datetime) -> Joined:
    """The article that this page carries: the one it has, a known one, or a new one."""
    if page.article is not None:
        return Joined(page.article)
    url = _address(page.url, text.canonical_url)
    known = Article.objects.filter(url_sha256=address_digest(url)).first()
    if known is not None:
        return Joined(known, "canonical address" if url != page.url else "")
    twin = _twin(page, text, now)
    if twin is not None:
        return Joined(twin, "identical text")
    return Joined(_new_article(page, url, text, now))


def revise(
    *, article: Article, page: Page, text: ArticleText, origin: RevisionOrigin, snapshot: Snapshot | None, now: datetime
) -> Revision | None:
    """A further revision when the text changed in substance, else None. Its journal entry is its last statement."""
    fingerprint = changes.fingerprint(text.title, text.text)
    before = _last_read_here(article, page)
    if before is not None and before.fingerprint == fingerprint:
        return None
    number = article.revision_count + 1
    revision = Revision.objects.record(
        article=article,
        number=number,
        origin=origin,
        snapshot=snapshot,
        title=text.title,
        body=Body.objects.keep(text.text.encode(), media_type="text/plain; charset=utf-8", now=now),
        author=text.author[:300],
        language=text.language[:12],
        published_raw=text.published_raw[:100],
        published_at=text.published_at,
        fingerprint=fingerprint,
        extractor_version=EXTRACTOR_VERSION,
        recorded_at=now,
    )
    _show_newest(article, revision)
    _say(article, before, revision)
    return revision


def disappeared(*, article: Article, page: Page, status: int, now: datetime) -> bool:
    """Say once that an article is gone; not while another of its pages still stands. True when this said it."""
    if article.pages.exclude(pk=page.pk).filter(state="live").exists():
        return False
    if Article.objects.filter(pk=article.pk, disappeared_at=None).update(disappeared_at=now) != 1:
        return False
    after = {"disappeared_at": now, "status": status, "url": page.url}
    JournalEntry.objects.write(kind=JournalKind.ARTICLE_DISAPPEARED, subject=article, after=after)
    return True


def headline(page: Page) -> ArticleText | None:
    """What the feeds say of a page that cannot be read: title and summary of its newest item."""
    item = FeedItem.objects.filter(page=page).exclude(title="").order_by("-last_seen_at", "-pk").first()
    if item is None:
        return None
    return ArticleText(
        title=item.title,
        text=item.summary,
        author=item.author,
        language="",
        published_raw=item.published_raw,
        published_at=item.published_at,
        canonical_url="",
        site_name="",
    )


def _address(url: str, stated: str) -> str:
    """The address a page gives itself, when it is one of its own house and no mere front page."""
    if not stated or len(stated) > LONGEST_ADDRESS or _house(stated) != _house(url):
        return url
    return url if urlsplit(stated).path in {"", "/"} else stated


def _house(url: str) -> str:
    host = addresses.host_of(url)
    return next((host.removeprefix(one) for one in ("www.", "m.", "amp.", "mobile.") if host.startswith(one)), host)


def _twin(page: Page, text: ArticleText, now: datetime) -> Article | None:
    """An article with the same long text of the last day. Another outlet's copy is an article of its own."""
    if len(text.text) < LONG_TEXT or page.outlet_id is None:
        return None
    same = Revision.objects.filter(
        fingerprint=changes.fingerprint(text.title, text.text),
        recorded_at__gte=now - SAME_TEXT_WITHIN,
        article__outlet_id=page.outlet_id,
    )
    found = same.select_related("article").order_by("pk").first()
    return found.article if found else None


def _new_article(page: Page, url: str, text: ArticleText, now: datetime) -> Article:
    # Two pages that name one address may be read at once: the constraint decides which of them makes the article.
    return Article.objects.get_or_create(
        url_sha256=address_digest(url),
        defaults={
            "outlet_id": page.outlet_id,
            "url": url,
            "title": text.title,
            "language": text.language[:12],
            "published_raw": text.published_raw[:100],
            "published_at": text.published_at,
            "first_seen_at": now,
        },
    )[0]


def _last_read_here(article: Article, page: Page) -> Revision | None:
    """What this page said last; two addresses of one article may differ without the article flickering."""
    revisions = article.revisions.select_related("body").order_by("-number")
    return revisions.filter(snapshot__page=page).first() or revisions.first()


def _show_newest(article: Article, revision: Revision) -> None:
    values = {"title": revision.title, "revision_count": revision.number, "match_attempted_at": None}
    if revision.published_at is not None:
        values |= {"published_at": revision.published_at, "published_raw": revision.published_raw}
    Article.objects.filter(pk=article.pk).update(**values)
    article.revision_count = revision.number


def _say(article: Article, before: Revision | None, revision: Revision) -> None:
    after = {
        "article": article.public_id,
        "number": revision.number,
        "title": revision.title,
        "url": article.url,
        "origin": revision.origin,
        "fingerprint": revision.fingerprint,
        "sha256": revision.body.sha256,
        "digest": revision.digest,
    }
    JournalEntry.objects.write(
        kind=JournalKind.ARTICLE_REVISED,
        subject=article,
        before={"title": before.title, "number": before.number} if before else {},
        after={**after, **(_what_changed(before, revision) if before else {})},
    )


def _what_changed(before: Revision, revision: Revision) -> dict[str, object]:
    """In words and counts, never the sentences themselves: a text must be able to go, the journal stays."""
    change = changes.compare(before.title, _text(before), revision.title, _text(revision))
    return {
        "changed": list(change.kinds),
        "sentences_added": len(change.added),
        "sentences_removed": len(change.removed),
        "lost_attribution": changes.lost_attribution(before.title, revision.title),
    }


def _text(revision: Revision) -> str:
    try:
        return revision.body.text()
    except BodyDestroyed:
        return ""
