"""A language in which whatever is marked for translation stands in brackets: words outside of them are not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.utils.translation import trans_real
from lxml import html
from lxml.html import HtmlElement

from claims.models import Body, rating_wordings

# It takes the place of a language that the pages speak, so that every door lets it in.
CODE = "de"
OPENS, CLOSES = "⟦", "⟧"
ATTRIBUTES = ("placeholder", "title", "aria-label", "aria-description", "alt", "label")
UNREAD = {"script", "style", "template", "code", "kbd"}
WORD = re.compile(r"[^\W\d_]{2}")
# Names, and what every language writes so.
UNTRANSLATED = re.compile(
    r"https?:\S+|/\S+/|Said & Seen|English|Deutsch|Русский|Українська|SHA-256|\bID\b|\bUTC\b"
    r"|\b[0-9a-f]{8}-[0-9a-f-]{27}\b",
    re.IGNORECASE,
)


class Bracketed(trans_real.DjangoTranslation):
    def __init__(self) -> None:
        super().__init__(CODE)
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return _bracketed(without_context(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return _bracketed(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


def without_context(message: str) -> str:
    """ "order\4position" → "position" """
    return message.rpartition("\4")[2]


def _bracketed(message: str) -> str:
    return f"{OPENS}{message}{CLOSES}" if message else message


@contextmanager
def spoken() -> Iterator[set[str]]:
    """While it lasts, the pages of CODE are in brackets; what they asked to be translated."""
    before = trans_real._translations.get(CODE)
    bracketed = trans_real._translations[CODE] = Bracketed()
    try:
        yield bracketed.asked
    finally:
        del trans_real._translations[CODE]
        if before is not None:
            trans_real._translations[CODE] = before


def unmarked(page: str, known: "Data") -> set[str]:
    """The texts of a page that a person reads, that nobody marked, and that are no data."""
    root = html.fromstring(page)
    pieces = "\0".join(_texts(root))
    texts = [*_outside(pieces).split("\0"), *map(_outside, _attributes(root))]
    return {left for text in texts if WORD.search(text) and WORD.search(left := known.taken_from(text))}


def _texts(one: HtmlElement) -> Iterator[str]:
    """In the order of reading: brackets that open in one element may close in another."""
    if isinstance(one.tag, str) and one.tag not in UNREAD and "material-symbols" not in (one.get("class") or ""):
        yield one.text or ""
        for child in one:
            yield from _texts(child)
            yield child.tail or ""


def _attributes(root: HtmlElement) -> Iterator[str]:
    for one in root.iter():
        yield from (one.get(name) or "" for name in ATTRIBUTES)
        if one.tag == "meta" and one.get("name") == "description":
            yield one.get("content") or ""
        if one.tag == "input" and one.get("type") in {"submit", "button"}:
            yield one.get("value") or ""


def _outside(text: str) -> str:
    """What stands outside of the brackets; they nest."""
    depth, kept = 0, []
    for letter in text:
        depth += letter == OPENS
        kept.append(letter if not depth or letter == "\0" else " ")
        depth -= letter == CLOSES
    return "".join(kept)


class Data:
    """Every text that people or publishers wrote. A code from a fixed list is no such text: its label is shown."""

    def __init__(self) -> None:
        found = {text for model in apps.get_models() for text in written_in(model)}
        for wordings in (rating_wordings.RATINGS[CODE].values(), rating_wordings.SCALES[CODE].values()):
            found |= {text for wording in wordings for text in _strings(wording)}
        found |= {urlsplit(text).hostname or "" for text in found if text.startswith("http")}
        found |= {
            " ".join(one.content().decode(errors="replace").split()) for one in Body.objects.exclude(compressed=None)
        }
        self._texts = sorted(filter(WORD.search, found), key=len, reverse=True)
        self._long = [one.casefold() for one in self._texts if len(one) > 30]
        self._known: dict[str, str] = {}

    def taken_from(self, text: str) -> str:
        text = " ".join(UNTRANSLATED.sub(" ", text).split())
        if text not in self._known:
            self._known[text] = self._taken_from(text)
        return self._known[text]

    def _taken_from(self, text: str) -> str:
        if self._is_of_longer(text):
            return ""
        for one in self._texts:
            text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", text, flags=re.IGNORECASE)
        return "" if self._is_of_longer(text) else " ".join(text.split())

    def _is_of_longer(self, text: str) -> bool:
        """Whether it is parts of longer texts, as a mark in them or a short line leaves them."""
        parts = [re.sub(r"^\W+|\W+$", "", part).casefold() for part in text.split("…")]
        return all(any(part in one for one in self._long) for part in parts)


def written_in(model: type) -> Iterator[str]:
    fields = [one for one in model._meta.fields if isinstance(one, (CharField, TextField, JSONField))]
    names = [one.name for one in fields if not one.choices and one.name not in {"codename", "app_label", "model"}]
    for row in model._default_manager.values_list(*names) if names else ():
        for value in row:
            yield from _strings(value)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, (dict, list, tuple)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
