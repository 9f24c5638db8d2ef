"""Find where the posts of a live blog stand in a page."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from claims.analysis import plain_text

LONGEST_JSON: Final = 4_000_000  # characters of one JSON-LD block; it may hold the text of every post
LONGEST_TEXT: Final = 100_000  # characters of one post
LONGEST_TITLE: Final = 1_000
LONGEST_NAME: Final = 300  # characters of a key, an anchor, a date as written
_MOST_THINGS: Final = 50_000  # of JSON-LD looked at on one page
_FEW: Final = 4  # dated siblings; fewer are comments or links
NEAR: Final = 8  # levels between a post and its time
_FAR: Final = 60  # levels between a post and whatever says that the page is live
_LEAST_OWN_TEXT: Final = 40  # characters beside links, on average; less is a list of links
_LIVE: Final = re.compile(
    r"(?:^|[\s_/-])live[\s_-]?(?:blog|ticker|updates?|feed|stream|posts?|entries|coverage|text|page)?s?(?:$|[\s_/-])",
    re.IGNORECASE,
)
_BBC: Final = re.compile(r"(?:^|[\s_-])(?:lx-)", re.IGNORECASE)
_ASIDE: Final = re.compile(
    r"comment|repl(?:y|ies)|discuss|related|recommend|teaser|promo|sidebar|most-?read", re.IGNORECASE
)
_ASIDE_TAGS: Final = frozenset(("aside", "nav", "footer", "form"))
_SILENT: Final = frozenset(
    ("script", "style", "template", "noscript", "iframe", "head", "time", "button", "nav", "form", "svg", "select")
)
_BREAKS: Final = re.compile(
    r"address|article|aside|blockquote|br|dd|div|dl|dt|fig(?:caption|ure)|footer|h[1-6]|header|hr|li|ol|p|pre|section"
    r"|table|tr|ul"
)
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_PIECES: Final = re.compile(r"[#?&=]")
_TELLING: Final = re.compile(r"[\d-]")  # in a piece of an address that may name one post; "post" or "latest" names none


@dataclass(slots=True)
class Draft:
    """A post before its text is read: names that identify it, best first; where on the page it may be found."""

    names: list[str]
    places: list[str]
    title: str
    body: Any
    published_raw: str
    modified_raw: str
    published_at: datetime | None = None
    anchor: str = ""


def stated(tree: HtmlElement) -> tuple[str, list[Draft]]:
    """The headline and posts of the first LiveBlogPosting that has any."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        things = list(_things(script.text or ""))
        named = {name: thing for thing in things if isinstance(name := thing.get("@id"), str)}
        for thing in things:
            if "liveblogposting" in _types(thing):
                drafts = [_from_stated(update) for update in _updates(thing.get("liveBlogUpdate"), named)]
                if drafts:
                    return _words(thing.get("headline") or thing.get("name")), drafts
    return "", []


def _things(text: str) -> Iterator[dict[str, Any]]:
    """The objects at the top, in lists and in graphs of a JSON-LD block, in order."""
    if len(text) > LONGEST_JSON:
        return
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_THINGS):
        if not waiting:
            return
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting.extend(reversed(thing))
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(
                inner for name in ("mainEntity", "@graph") if isinstance(inner := thing.get(name), dict | list)
            )


def _types(thing: Mapping[str, Any]) -> list[str]:
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rpartition("/")[2].lower() for kind in listed if isinstance(kind, str)]


def _updates(value: Any, named: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The posts in what liveBlogUpdate holds: one, a list, an ItemList, or references by @id."""
    waiting = [value]
    for _ in range(_MOST_THINGS):
        if not waiting:
            return
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting.extend(reversed(thing))
        elif isinstance(thing, str):
            yield from filter(None, [named.get(thing)])
        elif isinstance(thing, dict):
            inner = next((thing[name] for name in ("itemListElement", "@list", "item") if name in thing), None)
            if inner is not None:
                waiting.append(inner)
            else:
                known = named.get(thing["@id"]) if set(thing) == {"@id"} and isinstance(thing["@id"], str) else None
                yield known or thing


def _from_stated(thing: Mapping[str, Any]) -> Draft:
    body = next((thing[name] for name in ("articleBody", "text", "description") if thing.get(name)), "")
    listed = body if isinstance(body, list) else [body]
    page = thing.get("mainEntityOfPage")
    links = [thing.get("@id"), thing.get("url"), page.get("@id") if isinstance(page, dict) else page]
    addresses = [unquote(name_of(link)) for link in links if isinstance(link, str) and not link.startswith("_:")]
    places = [piece for link in addresses for piece in reversed(_PIECES.split(link)[1:]) if _TELLING.search(piece)]
    identity = name_of(links[0]) if isinstance(links[0], str) and not links[0].startswith("_:") else ""
    return Draft(
        # A fragment is also the element's id: so a post keeps its key where the linked data fails one day.
        names=[*places, identity] if "#" in identity else [name for name in (identity, *places) if name],
        places=places,
        title=_words(thing.get("headline") or thing.get("name")),
        body="\n\n".join(piece for piece in listed[:1000] if isinstance(piece, str)),
        published_raw=name_of(thing.get("datePublished") or thing.get("dateCreated")),
        modified_raw=name_of(thing.get("dateModified")),
    )


def marked_up(tree: HtmlElement, *, url: str) -> list[Draft]:
    """The posts by microdata, else the markup of the Guardian and the BBC, else dated siblings in what is live."""
    elements = _microdata(tree) or _guardian(tree) or _bbc(tree, url=url) or _siblings(tree)
    return [_from_element(element) for element in elements]


def _microdata(tree: HtmlElement) -> list[HtmlElement]:
    return _outermost(one for one in tree.iter() if "liveblogupdate" in (one.get("itemprop") or "").lower().split())


def _guardian(tree: HtmlElement) -> list[HtmlElement]:
    found = _outermost(
        one
        for one in tree.iter("article", "div")
        if (one.get("id") or "").startswith("block-") and (one.tag == "article" or "block" in _classes(one).split())
    )
    dated = [one for one in found if _time(one)]
    return dated if len(dated) > 1 else []


def _bbc(tree: HtmlElement, *, url: str) -> list[HtmlElement]:
    """Its ids alone are those of many a forum: the address or the markup must call itself live."""
    found = _outermost(
        one for one in tree.iter("article", "li", "div", "section") if re.match(r"post_|asset:", one.get("id") or "")
    )
    if len(found) < 2 or _is_aside(found[0]):
        return []
    says_live = _LIVE.search(url.partition("?")[0]) or any(_BBC.search(_classes(one)) for one in found[0].iter())
    return found if says_live or _is_in_live(found[0]) else []


def _siblings(tree: HtmlElement) -> list[HtmlElement]:
    """The largest group of siblings with an id and a time each, in an element that calls itself live."""
    groups: dict[HtmlElement, dict[HtmlElement, None]] = {}
    for stamp in tree.iter("time"):
        if (stamp.get("datetime") or "").strip():
            for one in up(stamp, most=NEAR):
                if one.get("id") and (parent := one.getparent()) is not None:
                    groups.setdefault(parent, {})[one] = None
    for group in sorted(groups.values(), key=len, reverse=True)[:20]:
        posts = list(group)
        if len(posts) < _FEW:
            break
        if _is_in_live(posts[0]) and not _is_aside(posts[0]) and not _is_of_links(posts):
            return posts
    return []


def _outermost(elements: Iterable[HtmlElement]) -> list[HtmlElement]:
    """The elements (in the document's order) that stand in none of the others."""
    found: list[HtmlElement] = []
    for element in elements:
        if not found or found[-1] not in up(element, most=_FAR):
            found.append(element)
    return found


def up(element: HtmlElement, *, most: int) -> Iterator[HtmlElement]:
    """The element's ancestors below body, nearest first."""
    for _ in range(most):
        element = element.getparent()
        if element is None or element.tag in ("body", "html"):
            return
        yield element


def _classes(element: HtmlElement) -> str:
    return (element.get("class") or "")[:1000]


def _called(element: HtmlElement) -> Iterator[str]:
    """What an element and those around it are called."""
    for one in (element, *up(element, most=_FAR)):
        yield _classes(one)
        yield (one.get("id") or "")[:1000]


def _is_in_live(element: HtmlElement) -> bool:
    return any(_LIVE.search(name) for name in _called(element))


def _is_aside(element: HtmlElement) -> bool:
    is_tagged = any(one.tag in _ASIDE_TAGS for one in up(element, most=_FAR))
    return is_tagged or any(_ASIDE.search(name) for name in _called(element))


def _is_of_links(elements: list[HtmlElement]) -> bool:
    own = 0
    for element in elements[:50]:
        linked = sum(len(told(link, title="")) for link in element.iter("a"))
        own += max(0, len(told(element, title="")) - linked)
    return own < _LEAST_OWN_TEXT * len(elements[:50])


def _from_element(element: HtmlElement) -> Draft:
    marked = _marked(element)
    heading = marked.get("headline")
    if heading is None:
        heading = next(element.iter(*_HEADINGS), None)
    names = [name for raw in (element.get("id"), element.get("itemid")) if (name := name_of(raw))]
    return Draft(
        names=names,
        places=[name for raw in [element.get("id")] if (name := name_of(raw))],
        title="" if heading is None else _heading(heading),
        body=marked.get("articlebody", element),
        published_raw=_stamp(marked.get("datepublished")) or _time(element),
        modified_raw=_stamp(marked.get("datemodified")),
    )


def _marked(element: HtmlElement) -> dict[str, HtmlElement]:
    """The first element inside by each of its itemprops, in lower case."""
    found: dict[str, HtmlElement] = {}
    for one in element.iter():
        if one is not element:
            for name in (one.get("itemprop") or "").lower().split()[:5]:
                found.setdefault(name, one)
    return found


def _stamp(element: HtmlElement | None) -> str:
    return "" if element is None else name_of(element.get("datetime") or element.get("content"))


def _time(element: HtmlElement) -> str:
    return next((stamp for one in element.iter("time") if (stamp := _stamp(one))), "")


def name_of(value: Any) -> str:
    """A short text on one line; "" for anything else."""
    return plain_text.one_line(plain_text.harmless(value[:LONGEST_NAME])) if isinstance(value, str) else ""


def _heading(element: HtmlElement) -> str:
    return plain_text.shortened(plain_text.one_line(told(element, title="")), most=LONGEST_TITLE)


def _words(value: Any) -> str:
    text = plain_text.from_html(value[: 10 * LONGEST_TITLE]) if isinstance(value, str) else ""
    return plain_text.shortened(text, most=LONGEST_TITLE)


def told(body: Any, *, title: str) -> str:
    """What a reader sees of a text, of markup or of an element, paragraph by paragraph; the title is not repeated."""
    written = _from_markup(body[: 2 * LONGEST_TEXT]) if isinstance(body, str) else "".join(_seen(body))
    lines = [line for raw in plain_text.harmless(written).split("\n") if (line := plain_text.one_line(raw))]
    kept = [line for place, line in enumerate(lines) if place > 2 or line.casefold() != title.casefold()]
    return plain_text.shortened("\n\n".join(kept), most=LONGEST_TEXT)


def _from_markup(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return markup
    try:
        piece = plain_text.harmless(markup).replace("\n", "<br>" if "</p" not in markup.lower() else " ")
        return "".join(_seen(lxml.html.document_fromstring(f"<div>{piece}</div>")))
    except (lxml.etree.ParserError, ValueError):
        return ""


def _seen(element: HtmlElement) -> Iterator[str]:
    # Walked without recursion: markup from outside may be nested as deep as it likes.
    silent = 0
    for event, one in lxml.etree.iterwalk(element, events=("start", "end")):
        if not isinstance(one.tag, str):
            continue
        gap = "\n" if _BREAKS.fullmatch(one.tag) else ""
        silent += (one.tag in _SILENT) * (1 if event == "start" else -1)
        own = one.text if event == "start" else one.tail if one is not element else ""
        yield gap
        if own and not silent:
            yield own.replace("\n", " ")
