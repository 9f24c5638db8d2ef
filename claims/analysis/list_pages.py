"""Read a page that lists articles: its links to them are items, as those of a feed are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final
from urllib.parse import urljoin, urlsplit

import lxml.html

from claims.analysis import addresses, article_html, dates, plain_text
from claims.analysis.feed_documents import FeedEntry, entry_of

MOST: Final = 100  # items; a page lists fewer, and its first are its newest
_MOST_LINKS: Final = 2_000  # looked at; the newest stand first
# Of a headline; what is shorter is "Read more" or the name of a section.
_FEWEST_LETTERS: Final = 12
_FEWEST_WORDS: Final = 3
_FEWEST_SIGNS: Final = 6  # in scripts that say a word with a sign
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FURNITURE: Final = frozenset(("nav", "footer", "form", "dialog", "button", "template", "noscript"))
_FURNITURE_ROLES: Final = frozenset(("navigation", "contentinfo", "search", "menu", "banner"))
_LEVELS: Final = 5  # up from a link, where its moment of publication may stand
_NEAR: Final = 40  # elements looked at around one link, however many a page holds
# What addresses of articles have and those of sections have not: a date, a number, or a headline in dashes.
_OF_AN_ARTICLE: Final = re.compile(
    r"/(?:19|20)\d\d[/-]?[01]\d(?:[/-]?[0-3]\d)?(?:[/_-]|$)"
    r"|\d{5,}"
    r"|[^/]*[^\W\d_]+(?:[-_][\w%]+){3,}[^/]*/?$"
    r"|/(?:article|artikel|articulo|story|stories|news|posts?|p|a|press-release|statement)s?/[^/]{8,}/?$"
)
_OF_A_LIST: Final = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|sections?|authors?|people|page|search|login|subscribe|account|privacy|terms"
    r"|about|contact|newsletters?|videos?|podcasts?|live-tv|shop|jobs)(?:/[^/]*)?/?$",
    re.IGNORECASE,
)
_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|mp[34]|zip|docx?|xlsx?|css|js|xml|rss|ics)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link to what is probably an article."""

    url: str
    title: str
    is_headline: bool
    published_raw: str


def read_list_page(content: bytes, *, url: str, content_type: str, now: datetime) -> tuple[FeedEntry, ...]:
    """The articles that a page links to on its own site, in the page's order, at most MOST; () where it lists none.

    A link counts when its text could be a headline, and it stands in a heading or its address looks like an article's;
    navigation, footers and forms do not count. Never raises for what the bytes hold.
    """
    tree = article_html.parsed(content, content_type=content_type)
    if tree is None:
        return ()
    found: dict[str, _Link] = {}
    for link in islice(_links(tree, base=_base(tree, url=url), own=url), _MOST_LINKS):
        known = found.get(link.url)
        # The same article is linked by its picture, its headline and "Read more".
        if known is None or (link.is_headline, len(link.title)) > (known.is_headline, len(known.title)):
            date = link.published_raw or (known.published_raw if known else "")
            found[link.url] = replace(link, published_raw=date)
    articles = [link for link in found.values() if _is_an_article(link)]
    return tuple(_entry(link, now=now) for link in articles[:MOST])


def _base(tree: lxml.html.HtmlElement, *, url: str) -> str:
    element = next(tree.iter("base"), None)
    return urljoin(url, (element.get("href") or "").strip()) if element is not None else url


def _links(tree: lxml.html.HtmlElement, *, base: str, own: str) -> Iterator[_Link]:
    """Every link to another page of the same site, outside the page's furniture."""
    here, site = addresses.canonical_url(own), _site(own)
    for element in _outside_furniture(tree):
        address = _absolute(element.get("href") or "", base=base)
        if not address or address == here or _site(address) != site or _FILE.search(urlsplit(address).path):
            continue
        yield _Link(
            url=address,
            title=plain_text.one_line(plain_text.harmless("".join(islice(element.itertext(), _NEAR)))),
            is_headline=_is_in_a_heading(element),
            published_raw=_moment_beside(element, address, base=base),
        )


def _outside_furniture(tree: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """The links in document order. One pass with a counter: a page may be nested as deep as it likes."""
    inside = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        is_furniture = element.tag in _FURNITURE or (element.get("role") or "").lower() in _FURNITURE_ROLES
        if event == "start":
            inside += is_furniture
            if element.tag == "a" and not inside:
                yield element
        else:
            inside -= is_furniture


def _absolute(href: str, *, base: str) -> str:
    try:
        return addresses.canonical_url(urljoin(base, href.strip()))
    except ValueError:
        return ""


def _site(url: str) -> str:
    """The host without www: a newspaper's list may leave it out."""
    return addresses.host_of(url).removeprefix("www.")


def _is_in_a_heading(link: lxml.html.HtmlElement) -> bool:
    around = next((one.tag for one in link.iterancestors() if one.tag in _HEADINGS), None)
    return around is not None or any(one.tag in _HEADINGS for one in link.iter())


def _is_an_article(link: _Link) -> bool:
    if not _may_be_a_headline(link.title):
        return False
    path = urlsplit(link.url).path
    if path == "/" or _OF_A_LIST.search(path):
        return False
    return link.is_headline or _OF_AN_ARTICLE.search(path) is not None


def _may_be_a_headline(text: str) -> bool:
    if re.search(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text):
        return len(text) >= _FEWEST_SIGNS
    return len(text) >= _FEWEST_LETTERS and len(text.split()) >= _FEWEST_WORDS


def _moment_beside(link: lxml.html.HtmlElement, address: str, *, base: str) -> str:
    """The datetime of the time element that stands with this link and with no other article's."""
    around = link
    for _ in range(_LEVELS):
        parent = around.getparent()
        if parent is None or parent.tag in ("body", "main"):
            return ""
        around = parent
        others = (_absolute(one.get("href") or "", base=base) for one in islice(around.iter("a"), _NEAR))
        if any(other != address and _OF_AN_ARTICLE.search(urlsplit(other).path) for other in others):
            return ""
        stamp = next(
            (found for one in islice(around.iter("time"), _NEAR) if (found := (one.get("datetime") or "").strip())), ""
        )
        if stamp:
            return plain_text.harmless(stamp)[:80]
    return ""


def _entry(link: _Link, *, now: datetime) -> FeedEntry:
    published_at = dates.read_date(link.published_raw, now=now)
    return entry_of("", link.url, link.title, "", "", link.published_raw, published_at)
