"""Make and read the catalogues of messages: `python -m tests.languages.catalogues` brings them up to date.

Needs no gettext tools: Babel reads the sources as xgettext would, and compiles.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "claims" / "locale"
LANGUAGES = ("de", "ru", "uk")
ONE, MANY, OF_CONTEXT, MANY_OF_CONTEXT = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), MANY),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), OF_CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), MANY_OF_CONTEXT),
}
HEADER: dict[str, Any] = {
    "project": "Said & Seen",
    "version": "1",
    "header_comment": "# The words of Said & Seen.",
    "msgid_bugs_address": "none",
    "last_translator": "none",
    "language_team": "none",
    "fuzzy": False,
}


def extracted() -> Catalog:
    """Every message of ours, and where it stands."""
    found = Catalog(fuzzy=False)
    for path in (*sorted((ROOT / "claims").rglob("*.py")), *sorted((ROOT / "templates").rglob("*.*"))):
        for line, message, context in messages_of(path):
            found.add(message, locations=[(str(path.relative_to(ROOT)), line)], context=context)
    return found


def messages_of(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Between brackets neither a line's beginning nor what is no call matters to Python's tokens.
        text = f"({re.sub('X+', '', templatize(text, origin=path.name))}\n)"
    for line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield line, message, context


def po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    with po(language).open("rb") as file:
        return pofile.read_po(file, locale=language)


def forms(message: Message) -> list[str]:
    """The translation, in as many forms as it has."""
    return [message.string or ""] if isinstance(message.string, (str, type(None))) else list(message.string)


def compiled(catalogue: Catalog) -> bytes:
    """Of what is translated: an empty form would be shown as it is."""
    kept = Catalog(locale=catalogue.locale, fuzzy=False)
    kept.mime_headers = catalogue.mime_headers
    for one in catalogue:
        if one.id and not one.fuzzy and all(forms(one)):
            kept[one.id] = one
    written = io.BytesIO()
    mofile.write_mo(written, kept)
    return written.getvalue()


def bring_up_to_date(language: str) -> None:
    """New messages come in untranslated, those that are gone go; nothing is guessed."""
    path = po(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read(language) if path.exists() else Catalog(locale=language, **HEADER)
    made_at = catalogue.creation_date
    catalogue.update(extracted(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = made_at
    with path.open("wb") as file:
        pofile.write_po(file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


if __name__ == "__main__":
    for one in LANGUAGES:
        bring_up_to_date(one)
