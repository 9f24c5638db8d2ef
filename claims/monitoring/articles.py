"""Say which article a page carries: its own, one that we know under another address, or a new one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from claims.analysis import addresses, changes
from claims.analysis.article_html import ArticleText
from claims.models import Article, FeedItem, Page, Revision
from claims.models.pages import LONGEST_ADDRESS, address_digest

# Shorter texts ("Live updates", a picture's caption) are equal by chance.
LONG_TEXT = 600  # characters
SAME_TEXT_WITHIN = timedelta(days=1)


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
    return Joined(made(url=url, outlet_id=page.outlet_id, text=text, now=now))


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


def made(
    *, url: str, outlet_id: int | None, text: ArticleText, now: datetime, live_blog: Article | None = None
) -> Article:
    """The article at an address, made when there is none."""
    # Two pages that name one address may be read at once: the constraint decides which of them makes the article.
    return Article.objects.get_or_create(
        url_sha256=address_digest(url),
        defaults={
            "outlet_id": outlet_id,
            "live_blog": live_blog,
            "url": url,
            "title": text.title,
            "language": text.language[:12],
            "published_raw": text.published_raw[:100],
            "published_at": text.published_at,
            "first_seen_at": now,
        },
    )[0]
