"""Keep a live blog's posts, each as an article of its own: it is matched, quoted and revised for itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import F

from claims.analysis import changes, plain_text
from claims.analysis.article_html import ArticleText
from claims.analysis.live_blogs import LiveBlog, Post
from claims.models import Article, Page, Revision, Snapshot
from claims.models.pages import LONGEST_ADDRESS, address_digest
from claims.monitoring import articles, revisions
from claims.vocabulary import RevisionOrigin

LONGEST_TITLE = 120  # of a post without one: its beginning


def headline_of(blog: LiveBlog, read: ArticleText) -> ArticleText:
    """The live blog's own article: its headline and no more, for its text is its posts'."""
    title = blog.title or read.title
    return replace(read, title=title, text=title)


def keep(
    *, page: Page, parent: Article, blog: LiveBlog, language: str, snapshot: Snapshot | None, now: datetime
) -> tuple[int, ...]:
    """Store new and changed posts; the ids of their articles. Part of the caller's transaction.

    A post that is gone from the page keeps its article: long live blogs show only their newest posts.
    """
    posts = {_address(page, post): post for post in blog.posts}
    texts = {url: _text(post, language) for url, post in posts.items() if len(url) <= LONGEST_ADDRESS}
    known = {one.url: one for one in Article.objects.filter(url_sha256__in=[address_digest(url) for url in texts])}
    read = _fingerprints(known.values())
    revised = []
    for url, text in reversed(texts.items()):  # the page shows the newest first: the oldest is recorded first
        article = known.get(url)
        if article is not None and read.get(article.pk) == changes.fingerprint(text.title, text.text):
            continue
        article = article or articles.made(url=url, outlet_id=parent.outlet_id, text=text, now=now, live_blog=parent)
        revision = revisions.revise(
            article=article, page=page, text=text, origin=RevisionOrigin.PAGE, snapshot=snapshot, now=now
        )
        if revision is not None:
            revised.append(article.pk)
    return tuple(revised)


def _address(page: Page, post: Post) -> str:
    """Where a reader finds the post: its anchor on the page, else one that only we know."""
    return f"{page.url}#{post.anchor or post.key}"


def _text(post: Post, language: str) -> ArticleText:
    title = post.title or plain_text.shortened(plain_text.one_line(post.text), most=LONGEST_TITLE)
    return ArticleText(
        title=title,
        text=post.text or title,
        author="",
        language=language,
        published_raw=post.published_raw,
        published_at=post.published_at,
        canonical_url="",
        site_name="",
    )


def _fingerprints(articles: Iterable[Article]) -> dict[int, str]:
    newest = Revision.objects.filter(article__in=[one.pk for one in articles], number=F("article__revision_count"))
    return dict(newest.values_list("article_id", "fingerprint"))
