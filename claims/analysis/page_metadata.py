"""Read what a web page says about itself."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

import lxml.html

from claims.analysis import addresses, plain_text

LONGEST_JSON: Final = 500_000  # characters of one JSON-LD block
_ARTICLE_TYPES: Final = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting", "webpage")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The page's own words about itself; "" (is_free: None) where it is silent. `titles` come best first."""

    titles: tuple[str, ...]
    author: str
    published_raw: str
    canonical_url: str
    site_name: str
    language: str
    is_free: bool | None


def read_metadata(tree: lxml.html.HtmlElement, *, url: str) -> PageMetadata:
    """Headline, author, date, address, site and language from JSON-LD, meta elements and the visible headline."""
    articles, metas = list(_linked_data(tree)), _metas(tree)
    stated: Mapping[str, Any] = articles[0] if articles else {}
    og_title, site = metas.get("og:title", ""), metas.get("og:site_name", "") or _name(stated.get("publisher"))
    headlines = [_inside(one) for one in tree.iter("h1")]
    titles = (*_headline(headlines, og_title), _text(stated.get("headline")), og_title, _first(tree, "title"))
    dates = (stated.get("datePublished"), metas.get("article:published_time"), metas.get("datepublished"))
    more_dates = (metas.get("date"), metas.get("dc.date"), metas.get("parsely-pub-date"), _time_element(tree))
    return PageMetadata(
        titles=tuple(title for title in titles if title),
        author=_name(stated.get("author")) or metas.get("author", ""),
        published_raw=next((text for value in (*dates, *more_dates) if (text := _text(value))), ""),
        canonical_url=_canonical(tree, metas, url=url),
        site_name=site,
        language=_language(tree, metas),
        is_free=_is_free(articles),
    )


def _headline(headlines: list[str], og_title: str) -> tuple[str, ...]:
    """The visible headline, where it is surely that: the only one, or the one that og:title holds."""
    found = [one for one in headlines if one]
    if len(found) == 1 and len(found[0]) > 2:
        return (found[0],)
    return tuple(one for one in found if og_title and one.casefold() in og_title.casefold())[:1]


def _linked_data(tree: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that are articles."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for thing in _things(script.text or ""):
                if any(kind in _ARTICLE_TYPES for kind in _types(thing)):
                    yield thing


def _things(text: str) -> Iterator[dict[str, Any]]:
    if len(text) > LONGEST_JSON:
        return
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for top in data if isinstance(data, list) else [data]:
        graph = top.get("@graph") if isinstance(top, dict) else None
        yield from (thing for thing in [top, *(graph if isinstance(graph, list) else [])] if isinstance(thing, dict))


def _types(thing: Mapping[str, Any]) -> list[str]:
    kinds = thing.get("@type")
    return [str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _is_free(articles: Iterable[Mapping[str, Any]]) -> bool | None:
    """Whether everybody may read it, by isAccessibleForFree; a part behind a wall (with its cssSelector) says no."""
    said = [_truth(thing.get("isAccessibleForFree")) for article in articles for thing in (article, *_walled(article))]
    return False if False in said else True if True in said else None


def _walled(article: Mapping[str, Any]) -> list[dict[str, Any]]:
    parts = article.get("hasPart")
    listed = parts if isinstance(parts, list) else [parts]
    found = [part for part in listed if isinstance(part, dict) and part.get("cssSelector")]
    return [part for part in found if _truth(part.get("isAccessibleForFree")) is False]


def _truth(value: Any) -> bool | None:
    """True and false, also as text ("False", "https://schema.org/False"); None for anything else."""
    if isinstance(value, bool):
        return value
    word = value[-40:].strip().lower().rpartition("/")[2] if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(word)


def _metas(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """Every meta element's content by its property, name or itemprop in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = _text(meta.get("content"))
        if name and content:
            found.setdefault(name, content)
    return found


def _name(value: Any) -> str:
    """The name in a JSON-LD person, organisation, plain text, or a list of those."""
    if isinstance(value, list):
        return ", ".join(name for one in value if not isinstance(one, list) and (name := _name(one)))
    return _text(value.get("name") if isinstance(value, dict) else value)


def _text(value: Any) -> str:
    return plain_text.from_html(value) if isinstance(value, str) else ""


def _inside(element: lxml.html.HtmlElement) -> str:
    return plain_text.one_line(plain_text.harmless("".join(element.itertext(tag=None, with_tail=True))))


def _first(tree: lxml.html.HtmlElement, tag: str) -> str:
    element = next(tree.iter(tag), None)
    return "" if element is None else _inside(element)


def _time_element(tree: lxml.html.HtmlElement) -> str:
    return next((stamp for one in tree.iter("time") if (stamp := (one.get("datetime") or "").strip())), "")


def _canonical(tree: lxml.html.HtmlElement, metas: Mapping[str, str], *, url: str) -> str:
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    named = next((href for link in links if (href := (link.get("href") or "").strip())), "") or metas.get("og:url", "")
    if not named:
        return ""
    try:
        return addresses.canonical_url(urljoin(url, named))
    except ValueError:
        return ""


def _language(tree: lxml.html.HtmlElement, metas: Mapping[str, str]) -> str:
    root = next(tree.iter("html"), None)
    stated = (root.get("lang") or "") if root is not None else ""
    return stated or metas.get("content-language", "") or metas.get("og:locale", "")
