"""Find where a site may have its feeds: what its page states, what its robots.txt lists, where feeds usually lie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

import lxml.html
from protego import Protego

from claims.analysis import addresses, article_html, plain_text

MOST: Final = 20  # of each sort; a page that states a thousand feeds states none
_LONGEST_TITLE: Final = 200  # characters
_FEED_TYPES: Final = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/xml+rss")
)
# A link in the text that says itself that it leads to a feed; many agencies have no other.
_NAMED: Final = re.compile(
    r"(?:^|/)(?:rss|atom|feeds?)(?:[/.\d]|$)|[./](?:rss|atom|rdf)$|[/_-](?:rss|atom|feed)\.xml$", re.IGNORECASE
)
_OF_COMMENTS: Final = re.compile(r"/comments?(?:/|$)|\bcomments?\b", re.IGNORECASE)
_USUAL: Final = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")
_USUAL_SITEMAPS: Final = ("news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml", "sitemap.xml")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed, and what it is called where it stands ("" if it is not)."""

    url: str
    title: str = ""


def stated(content: bytes, *, url: str, content_type: str) -> tuple[Candidate, ...]:
    """The feeds that a page names, link elements before links in its text, feeds of comments last. Never raises."""
    tree = article_html.parsed(content, content_type=content_type)
    if tree is None:
        return ()
    found: dict[str, Candidate] = {}
    for candidate in (*_link_elements(tree, url=url), *_links(tree, url=url)):
        found.setdefault(candidate.url, candidate)
        if len(found) >= MOST:
            break
    return tuple(sorted(found.values(), key=_is_of_comments))


def sitemaps_of(robots_txt: str, *, url: str) -> tuple[Candidate, ...]:
    """The sitemaps that a robots.txt lists, those named for news first."""
    listed = (_absolute(address, base=url) for address in Protego.parse(robots_txt).sitemaps)
    unique = list(dict.fromkeys(address for address in listed if address))[:MOST]
    return tuple(Candidate(address) for address in sorted(unique, key=lambda one: "news" not in one.lower()))


def usual_feeds(url: str) -> tuple[Candidate, ...]:
    """Where feeds usually lie: beside the given address, and at the site's root."""
    beside = url if url.endswith("/") else f"{url}/"
    has_path = urlsplit(url).path not in ("", "/")
    places = [urljoin(beside, "feed"), urljoin(beside, "rss")] if has_path else []
    places += [urljoin(url, f"/{name}") for name in _USUAL]
    return tuple(Candidate(place) for place in dict.fromkeys(places))


def usual_sitemaps(url: str) -> tuple[Candidate, ...]:
    """Where sitemaps usually lie, those for news first."""
    return tuple(Candidate(urljoin(url, f"/{name}")) for name in _USUAL_SITEMAPS)


def _link_elements(tree: lxml.html.HtmlElement, *, url: str) -> Iterator[Candidate]:
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" in relations and kind in _FEED_TYPES:
            address = _absolute(link.get("href") or "", base=url)
            if address:
                yield Candidate(address, _one_line(link.get("title") or ""))


def _links(tree: lxml.html.HtmlElement, *, url: str) -> Iterator[Candidate]:
    for link in tree.iter("a"):
        address = _absolute(link.get("href") or "", base=url)
        if address and _NAMED.search(urlsplit(address).path):
            yield Candidate(address, _one_line("".join(link.itertext())))


def _absolute(href: str, *, base: str) -> str:
    """The address in its one spelling, "" where it is none; feed:// is what some sites write for http://."""
    written = re.sub(r"^feed:(?://)?(?=https?://)|^feed(?=://)", "", href.strip(), flags=re.IGNORECASE)
    written = f"https{written}" if written.startswith("://") else written
    try:
        return addresses.canonical_url(urljoin(base, written)) if written else ""
    except ValueError:
        return ""


def _one_line(text: str) -> str:
    return plain_text.shortened(plain_text.one_line(plain_text.harmless(text)), most=_LONGEST_TITLE)


def _is_of_comments(candidate: Candidate) -> bool:
    return _OF_COMMENTS.search(f"{candidate.url} {candidate.title}") is not None
