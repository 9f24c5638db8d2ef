"""Read and write lists of feeds as every feed reader has them (OPML 1.0 to 2.0, http://opml.org/spec2.opml)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

import lxml.etree

from claims.analysis import plain_text

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_FEEDS: Final = 10_000
_LONGEST_TITLE: Final = 200  # characters


class NotOpml(ValueError):
    """What came is no list of feeds; its text is one plain sentence that says why."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address as written, its title ("" if it has none) and the folders it lies in."""

    url: str
    title: str = ""
    folder: str = ""


def read_opml(content: bytes) -> tuple[Outline, ...]:
    """The feeds of the list in its order, an address once. Raises NotOpml.

    Outlines without an address are folders; addresses are handed on unchecked.
    """
    if not content.strip():
        raise NotOpml("The file is empty.")
    if len(content) > MOST_BYTES:
        raise NotOpml(f"The file is larger than {MOST_BYTES // 1024**2} MB.")
    root = _root(content)
    if str(root.tag).lower() != "opml":
        raise NotOpml("This is no OPML file: it does not begin with opml.")
    found: dict[str, Outline] = {}
    for element in root.iter("outline"):
        url = _said(element, "xmlUrl") or _said(element, "xmlurl")
        if url:
            title = _said(element, "title") or _said(element, "text")
            found.setdefault(url, Outline(url, "" if title == url else title, _folder(element)))
        if len(found) > MOST_FEEDS:
            raise NotOpml(f"The file lists more than {MOST_FEEDS:,} feeds.")
    if not found:
        raise NotOpml("The file lists no feeds.")
    return tuple(found.values())


def write_opml(outlines: Iterable[Outline], *, title: str, made_at: datetime) -> bytes:
    """An OPML 2.0 file with a folder per `folder`, in the order given."""
    root = lxml.etree.Element("opml", version="2.0")
    head = lxml.etree.SubElement(root, "head")
    lxml.etree.SubElement(head, "title").text = plain_text.harmless(title)
    lxml.etree.SubElement(head, "dateCreated").text = format_datetime(made_at)
    body = lxml.etree.SubElement(root, "body")
    folders: dict[str, lxml.etree._Element] = {}
    for outline in outlines:
        parent = body
        if outline.folder:
            folder = plain_text.harmless(outline.folder)
            parent = folders[folder] if folder in folders else _element(body, text=folder, title=folder)
            folders[folder] = parent
        name = plain_text.harmless(outline.title or outline.url)
        _element(parent, type="rss", text=name, title=name, xmlUrl=outline.url)
    written: bytes = lxml.etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _element(parent: lxml.etree._Element, **attributes: str) -> lxml.etree._Element:
    return lxml.etree.SubElement(parent, "outline", attrib=attributes)


def _root(content: bytes) -> lxml.etree._Element:
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return lxml.etree.fromstring(content.lstrip(), parser=parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise NotOpml("This is no OPML file: it is no readable XML.") from error


def _said(element: lxml.etree._Element, name: str) -> str:
    value = plain_text.one_line(plain_text.harmless(element.get(name) or ""))
    return value if name.lower() == "xmlurl" else plain_text.shortened(value, most=_LONGEST_TITLE)


def _folder(element: lxml.etree._Element) -> str:
    names = [_said(one, "text") or _said(one, "title") for one in element.iterancestors("outline")]
    return plain_text.shortened(" / ".join(name for name in reversed(names) if name), most=_LONGEST_TITLE)
