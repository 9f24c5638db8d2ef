"""Find the article in a web page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import lxml.etree
import lxml.html
import py3langid
import trafilatura
import w3lib.encoding

from claims.analysis import dates, page_metadata, plain_text

EXTRACTOR_VERSION: Final = f"trafilatura-{trafilatura.__version__}+1"
MOST_BYTES: Final = 5 * 1024 * 1024  # of HTML; the rest of a larger page is not read
LONGEST_TEXT: Final = 1_000_000  # characters
LONGEST_TITLE: Final = 1_000
LONGEST_NAME: Final = 300
_ENOUGH_FOR_LANGUAGE: Final = 60  # characters; below that guessing is noise
# Never part of the story, and with short pages trafilatura's last resort would take them in.
_NEVER_THE_STORY: Final = ["//nav", "//footer", "//form", "//button", "//dialog", "//*[@role='navigation']"]
SITE_TAIL: Final = re.compile(r"\s+(?:[|•·»–—]|::?|-)\s+[^|•·»–—]{2,40}$")


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as a reader sees it: paragraphs separated by a blank line, "" for whatever the page does not say.

    is_free: whether the page states that everybody may read it; None where it is silent.
    """

    title: str
    text: str
    author: str
    language: str
    published_raw: str
    published_at: datetime | None
    canonical_url: str
    site_name: str
    is_free: bool | None = None


def extract(content: bytes, *, url: str, content_type: str, now: datetime) -> ArticleText:
    """The article in a page's bytes; its text is "" when none is found. Never raises for what the bytes hold.

    language: two or three letters, as the page states it, else guessed from the text. No date search beyond what
    the page states about itself: a guessed date is worse than none.
    """
    tree = parsed(content, content_type=content_type)
    if tree is None:
        return ArticleText("", "", "", "", "", None, "", "")
    about = page_metadata.read_metadata(tree, url=url)
    title = _title(about.titles, site_name=about.site_name)
    text = _text(tree, url=url, title=title)
    return ArticleText(
        title=plain_text.shortened(title, most=LONGEST_TITLE),
        text=text,
        author=plain_text.shortened(about.author, most=LONGEST_NAME),
        language=_language(about.language, text),
        published_raw=about.published_raw[:LONGEST_NAME],
        published_at=dates.read_date(about.published_raw, now=now),
        canonical_url=about.canonical_url,
        site_name=plain_text.shortened(about.site_name, most=LONGEST_NAME),
        is_free=about.is_free,
    )


def parsed(content: bytes, *, content_type: str) -> lxml.html.HtmlElement | None:
    """The page's tree, decoded as browsers do; None where there is nothing to parse."""
    return _tree(_decoded(content[:MOST_BYTES], content_type=content_type))


def _decoded(content: bytes, *, content_type: str) -> str:
    """By byte order mark, header, meta element, in this order, else UTF-8, as browsers do."""
    _, text = w3lib.encoding.html_to_unicode(content_type or None, content, auto_detect_fun=_utf8_or_western)
    return plain_text.harmless(text)


def _utf8_or_western(content: bytes) -> str:
    return "cp1252" if plain_text.from_utf8(content) is None else "utf-8"


def _tree(text: str) -> lxml.html.HtmlElement | None:
    if not text.strip():
        return None
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
        return None


def _title(titles: Iterable[str], *, site_name: str) -> str:
    best = next(iter(titles), "")
    tail = SITE_TAIL.search(best)
    if tail and site_name and site_name.casefold() in tail.group().casefold():
        return best[: tail.start()]
    return best


def _text(tree: lxml.html.HtmlElement, *, url: str, title: str) -> str:
    try:
        found = trafilatura.bare_extraction(
            tree, url=url, fast=True, include_comments=False, include_tables=True, prune_xpath=_NEVER_THE_STORY
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, lxml.etree.LxmlError):
        # trafilatura walks trees that no browser would build; what it stumbles over is to us a page without a story.
        return ""
    written = getattr(found, "text", None) or ""
    lines = [plain_text.one_line(line) for line in plain_text.harmless(written).split("\n")]
    told = [line for line in lines if line]
    if told and told[0].casefold() == title.casefold():
        told = told[1:]
    return plain_text.shortened("\n\n".join(told), most=LONGEST_TEXT)


def _language(stated: str, text: str) -> str:
    """The primary subtag (en of en-GB) as stated, else guessed where there is enough text."""
    subtag = re.match(r"\s*([a-zA-Z]{2,3})(?:[-_]|\s*$)", stated)
    if subtag:
        return subtag[1].lower()
    if len(text) < _ENOUGH_FOR_LANGUAGE:
        return ""
    return str(py3langid.classify(text[:5_000])[0])
