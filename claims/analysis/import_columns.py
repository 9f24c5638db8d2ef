"""Say what the columns of a table hold: what a claim can be made of, and a guess from their names."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATEMENT: Final = "statement"
FIELDS: Final[dict[str, Promise]] = {
    "statement": _("Statement"),
    "claimant": _("Who said it"),
    "claimant_kind": _("Who said it: person, body or unnamed"),
    "role": _("Role: said, relayed, denied, implied"),
    "quotation": _("Quotation"),
    "kind": _("Kind of claim"),
    "hedge": _("How certain they sounded"),
    "outlet": _("Outlet"),
    "url": _("Address"),
    "channel": _("Channel"),
    "appeared_at": _("When"),
    "appeared_zone": _("Zone of the time"),
    "story": _("Story"),
    "criteria": _("What would settle it (one a line)"),
    "speaks_about_from": _("Speaks about, from"),
    "speaks_about_until": _("Speaks about, until"),
    "language": _("Language"),
    "notes": _("Notes for the desk"),
    "reviewed_by": _("Another newsroom's review: who"),
    "review_rating": _("Another newsroom's review: its rating"),
    "review_url": _("Another newsroom's review: address"),
    "reviewed_on": _("Another newsroom's review: day"),
}

# Names as newsrooms write them, in the desk's four languages and in public data sets.
_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "statement": (
        *("claim", "what", "text", "claim text", "claim reviewed", "claimreviewed", "aussage", "behauptung", "was"),
        *("утверждение", "заявление", "что", "твердження", "заява", "що"),
    ),
    "claimant": (
        *("who", "speaker", "author", "said by", "person", "claimant name", "wer", "sprecher", "urheber"),
        *("кто", "автор", "спикер", "хто", "спікер"),
    ),
    "claimant_kind": ("claimant type", "speaker type", "kind of claimant"),
    "role": ("rolle", "роль"),
    "quotation": ("quote", "verbatim", "words", "zitat", "wortlaut", "цитата"),
    "kind": ("type", "claim type", "art", "вид", "тип"),
    "hedge": ("certainty", "how certain", "gewissheit", "уверенность", "певність"),
    "outlet": (
        *("where seen", "where", "publisher", "media", "medium", "publication", "seen in", "source", "quelle"),
        *("сми", "издание", "где", "медіа", "видання", "де"),
    ),
    "url": ("link", "web address", "source url", "claim url", "seen at", "adresse", "ссылка", "адрес", "посилання"),
    "channel": ("kanal", "канал"),
    "appeared_at": (
        *("date", "appeared", "date said", "said on", "said at", "claim date", "day", "time", "wann", "datum"),
        *("когда", "дата", "коли"),
    ),
    "appeared_zone": ("zone", "time zone", "timezone", "zeitzone", "часовой пояс", "часовий пояс"),
    "story": ("topic", "thema", "geschichte", "тема", "история", "історія"),
    "criteria": ("criterion", "what would settle it", "settled by", "kriterium", "критерий", "критерій"),
    "speaks_about_from": ("from", "period from", "valid from", "von"),
    "speaks_about_until": ("until", "to", "period until", "valid until", "bis"),
    "language": ("lang", "sprache", "язык", "мова"),
    "notes": ("note", "comment", "comments", "remark", "bemerkung", "notiz", "примечание", "нотатка", "примітка"),
    "reviewed_by": ("fact checker", "review author", "reviewer"),
    "review_rating": ("textual rating", "textualrating"),
    "review_url": ("review address",),
    "reviewed_on": ("review date",),
}
_EXACTLY: Final = {field: field.replace("_", " ") for field in FIELDS}


def guess(columns: Sequence[str]) -> dict[int, str]:
    """What each column holds, by its place; a column that is not recognised is left out, and nothing is given twice.

    The field's own name counts before any other, so that what the desk exports is read back.
    """
    named = [_plain(column) for column in columns]
    found: dict[int, str] = {}
    for is_exact in (True, False):
        for place, name in enumerate(named):
            field = _exact(name) if is_exact else _alias(name)
            if field and place not in found and field not in found.values():
                found[place] = field
    return found


def _exact(name: str) -> str:
    labels = {field: _plain(str(label)) for field, label in FIELDS.items()}
    return next((field for field, own in _EXACTLY.items() if name in {own, labels[field]}), "")


def _alias(name: str) -> str:
    return next((field for field, known in _ALIASES.items() if name in known), "")


def _plain(name: str) -> str:
    """A column's name as it is compared: "Who_said it?" and "who said it" are one."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold().replace("_", " ")))
