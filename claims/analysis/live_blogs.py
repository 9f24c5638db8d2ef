"""Read the posts of a live blog."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from lxml.html import HtmlElement

from claims.analysis import article_html, dates, live_blog_sources, page_metadata, plain_text
from claims.analysis.live_blog_sources import LONGEST_NAME, LONGEST_TITLE, Draft

MOST_POSTS: Final = 500


@dataclass(frozen=True, slots=True)
class Post:
    """One post. key: the same at every reading; anchor: its id on the page; text: blank lines between paragraphs."""

    key: str
    anchor: str
    title: str
    text: str
    published_raw: str
    published_at: datetime | None
    modified_raw: str


@dataclass(slots=True)
class LiveBlog:
    """A live blog's headline; its posts as the page orders them, the newest 500."""

    title: str
    posts: list[Post] = field(default_factory=list)


def read_live_blog(content: bytes, *, url: str, content_type: str, now: datetime) -> LiveBlog | None:
    """The live blog in a page's bytes; None when the page is none. Never raises for what the bytes hold.

    From JSON-LD (schema.org LiveBlogPosting), else microdata, else the markup of the Guardian and the BBC, else at
    least four dated siblings in what calls itself live. Of posts that are there twice the first counts.
    """
    tree = article_html.parsed(content, content_type=content_type)
    if tree is None:
        return None
    headline, drafts = live_blog_sources.stated(tree)
    drafts = drafts or live_blog_sources.marked_up(tree, url=url)
    for draft in drafts:
        draft.published_at = dates.read_date(draft.published_raw, now=now)
    posts = _posts(drafts, tree, now=now)
    if not posts:
        return None
    title = headline or next(iter(page_metadata.read_metadata(tree, url=url).titles), "")
    return LiveBlog(plain_text.shortened(title, most=LONGEST_TITLE), posts)


def _posts(drafts: list[Draft], tree: HtmlElement, *, now: datetime) -> list[Post]:
    identities = Counter(name for draft in drafts for name in set(draft.names))
    _find_anchors(drafts, tree, now=now)
    posts: dict[str, Post] = {}
    for draft in _newest(drafts):
        text = live_blog_sources.told(draft.body, title=draft.title)
        if not (text or draft.title):
            continue
        beginning = f"{draft.published_raw}\n{draft.title}\n{text[:200]}"
        name = next((name for name in [*draft.names, draft.anchor] if name and identities[name] <= 1), "")
        key = name if name and len(name) <= LONGEST_NAME else _digest(name or beginning)
        written = (draft.published_raw, draft.published_at, draft.modified_raw)
        posts.setdefault(key, Post(key, draft.anchor, draft.title, text, *written))
    return list(posts.values())


def _newest(drafts: list[Draft]) -> list[Draft]:
    """The newest 500 in the page's order; what has no date is older than whatever has one."""

    def age(place: int) -> tuple[float, int]:
        moment = drafts[place].published_at
        return (-moment.timestamp() if moment else float("inf"), place)

    return [drafts[place] for place in sorted(sorted(range(len(drafts)), key=age)[:MOST_POSTS])]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()[:32]


def _find_anchors(drafts: list[Draft], tree: HtmlElement, *, now: datetime) -> None:
    """The id on the page of every post: the one its address names, else the one of the only element of its moment."""
    ids = {str(name) for element in tree.iter() if (name := element.get("id"))}
    mentions = Counter(place for draft in drafts for place in set(draft.places))
    moments = Counter(draft.published_at for draft in drafts)
    timed: dict[datetime, set[str]] = {}
    for stamp in tree.iter("time"):
        moment = dates.read_date(stamp.get("datetime") or "", now=now)
        around = live_blog_sources.up(stamp, most=live_blog_sources.NEAR)
        holder = next((name for one in around if one.tag != "main" and (name := one.get("id"))), "")
        if moment is not None and holder and moments[moment] == 1:
            timed.setdefault(moment, set()).add(live_blog_sources.name_of(holder))
    shared = Counter(name for names in timed.values() for name in names)
    for draft in drafts:
        draft.anchor = next((place for place in draft.places if place in ids and mentions[place] == 1), "")
        if not draft.anchor and draft.published_at in timed:
            near = [name for name in timed[draft.published_at] if shared[name] == 1]
            draft.anchor = near[0] if len(near) == 1 else ""
