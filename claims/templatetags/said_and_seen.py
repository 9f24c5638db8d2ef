"""Times as precisely as they are known, and the words for codes."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils import formats
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from claims import vocabulary
from claims.analysis import kept_sentences, relation_sentences
from claims.publishing.public_claim import Moment
from claims.vocabulary import Precision

register = template.Library()

# How people read a time, and how machines do, by its precision.
DAY, MONTH, MINUTE = gettext_noop("j F Y"), gettext_noop("F Y"), gettext_noop("j F Y, H:i")
MACHINE = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m"}
ENUMERATIONS = {
    "status": vocabulary.VerificationStatus,
    "stance": vocabulary.Stance,
    "hedge": vocabulary.Hedge,
    "role": vocabulary.AppearanceRole,
    "channel": vocabulary.Channel,
    "interest": vocabulary.Interest,
    "basis": vocabulary.Basis,
    "kind": vocabulary.ClaimKind,
    "relation": vocabulary.RelationKind,
    "change": vocabulary.ChangeType,
}


@register.filter
def word(code: str, enumeration: str) -> str:
    """The label of a code, in the reader's language; "" for an empty code."""
    return str(ENUMERATIONS[enumeration](code).label) if code else ""


@register.filter
def of_this_one(kind: str) -> str:
    """What the claim of the page does to the other one that is named next."""
    return str(relation_sentences.OF_THIS_ONE[kind])


@register.filter
def of_another(kind: str) -> str:
    """What the other claim, which is named next, does to the one of the page."""
    return str(relation_sentences.OF_ANOTHER[kind])


@register.filter
def told(text: str) -> str:
    """A sentence that the software kept, in the reader's language."""
    return kept_sentences.told(text or "")


@register.simple_tag
def when(moment: Moment | None) -> SafeString | str:
    """A moment of the world, no more precise than it is known.

    A day or month is the one where it happened; an hour or minute is told in the newsroom's zone.
    """
    if moment is None or moment.precision == Precision.UNKNOWN:
        return _("at an unknown time")
    return _known(moment, month=_(MONTH))


@register.simple_tag
def bound(moment: Moment | None) -> SafeString | str:
    """As `when`, where the words “since” or “by” stand before it: some languages bend a month after them."""
    if moment is None or moment.precision == Precision.UNKNOWN:
        return _("an unknown time")
    return _known(moment, month=pgettext("after a preposition", "F Y"))


def _known(moment: Moment, *, month: str) -> SafeString:
    if moment.precision in MACHINE:
        there = moment.at.astimezone(ZoneInfo(moment.zone))
        said = formats.date_format(there, _(DAY) if moment.precision == Precision.DAY else month)
        machine = there.strftime(MACHINE[Precision(moment.precision)])
        return format_html('<time datetime="{}">{}</time>', machine, said)
    about = _("about %(time)s") if moment.precision == Precision.HOUR else "%(time)s"
    return format_html('<time datetime="{}">{}</time>', moment.at.isoformat(), about % {"time": _told(moment.at)})


@register.simple_tag
def at(moment: datetime | None) -> SafeString | str:
    """A moment of our own records, to the minute, in the newsroom's zone."""
    if moment is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(timespec="seconds"), _told(moment))


def _told(moment: datetime) -> str:
    here = moment.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE))
    told = formats.date_format(here, _(MINUTE))
    return f"{told} {here.tzname() or ''}".rstrip()


@register.simple_tag
def on(moment: datetime | None) -> SafeString | str:
    """The day of a moment of our own records, in the newsroom's zone."""
    if moment is None:
        return ""
    said = formats.date_format(moment.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)), _(DAY))
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(timespec="seconds"), said)


@register.filter
def is_later_than(known: datetime | None, moment: Moment | None) -> bool:
    """Whether we came to know of it on a later day than it was so, in the newsroom's zone."""
    if known is None or moment is None:
        return False
    return known.astimezone(ZoneInfo(moment.zone)).date() > moment.at.astimezone(ZoneInfo(moment.zone)).date()


@register.simple_tag
def form_time(moment: datetime | None) -> str:
    """A time as a form field of a browser wants it, in the newsroom's zone."""
    return moment.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).strftime("%Y-%m-%dT%H:%M") if moment else ""


@register.simple_tag
def as_known_at(moment: datetime) -> str:
    """The query for the page as it was known at a moment of our own records."""
    return "?" + urlencode({"as_of": moment.isoformat()})


@register.filter
def host(url: str) -> str:
    """The host of an address, as a reader names a site; "" for what is not a web address."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""


@register.simple_tag
def newsroom() -> str:
    return settings.NEWSROOM_NAME


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """Code and own name of each language that the pages speak."""
    return list(settings.LANGUAGES)


@register.simple_tag
def newsroom_zone() -> str:
    return settings.NEWSROOM_TIME_ZONE


@register.simple_tag
def linked_data(value: Any, nonce: object) -> SafeString:
    """JSON-LD for a page: escaped as json_script does, so that no text can end the element."""
    script = json_script(value).replace('type="application/json"', f'type="application/ld+json" nonce="{nonce}"')
    return mark_safe(script)  # noqa: S308  json_script has escaped it
