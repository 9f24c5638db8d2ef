"""Make text from outside safe to store."""

import re
from typing import Final

import lxml.etree
import lxml.html

LONGEST_MARKUP: Final = 200_000  # characters of markup read for one title or summary
_HARMFUL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NEVER_UTF8: Final = re.compile(rb"\0|\xed[\xa0-\xbf][\x80-\xbf]|\xff")  # NUL, surrogates, and a byte it never uses
_BLOCKS: Final = re.compile(
    r"address|article|aside|blockquote|br|dd|div|dl|dt|fig(?:caption|ure)|footer|h[1-6]|header|hr|li|ol|p|pre|section"
    r"|table|td|th|tr|ul"
)
_SILENT: Final = frozenset(("script", "style", "template", "noscript", "iframe", "head"))


def harmless(text: str) -> str:
    """The text with NUL, control characters and lone surrogates as U+FFFD: storable alike in both databases."""
    return _HARMFUL.sub("\ufffd", text)


def from_utf8(content: bytes) -> str | None:
    """The text if the bytes are UTF-8, give or take a slip (U+FFFD there); None if they are another encoding.

    One bad byte must not garble a page: it is UTF-8 while the good characters beyond ASCII are no fewer than the bad.
    """
    text = _NEVER_UTF8.sub("\ufffd".encode(), content).decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    if not bad:
        return text
    good = len(text) - sum(map(str.isascii, text)) - bad
    return text if good + len(_NEVER_UTF8.findall(content)) * 2 >= bad else None


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def shortened(text: str, *, most: int) -> str:
    """At most `most` characters; where something is missing the last one is "…"."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def from_html(markup: str) -> str:
    """What a reader would see of a piece of HTML, on one line; scripts and styles are not seen."""
    piece = harmless(markup[:LONGEST_MARKUP])
    if "<" not in piece and "&" not in piece:
        return one_line(piece)
    try:
        tree = lxml.html.document_fromstring(f"<div>{piece}</div>")
    except (lxml.etree.ParserError, ValueError):
        return ""
    return one_line(harmless("".join(_visible(tree))))


def _visible(tree: lxml.html.HtmlElement) -> list[str]:
    # Walked without recursion: markup from outside may be nested as deep as it likes.
    pieces: list[str] = []
    silent = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            silent += element.tag in _SILENT
            pieces.append(_gap(element))
            pieces.append(element.text or "" if not silent else "")
            continue
        if event == "end":
            silent -= element.tag in _SILENT
            pieces.append(_gap(element))
        pieces.append(element.tail or "" if not silent else "")
    return pieces


def _gap(element: lxml.html.HtmlElement) -> str:
    return " " if _BLOCKS.fullmatch(str(element.tag)) else ""
