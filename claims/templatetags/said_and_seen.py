"""Times as precisely as they are known, and the words for codes."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils import formats
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from claims import vocabulary
from claims.publishing.public_claim import Moment

register = template.Library()

PATTERNS = {"minute": "j F Y, H:i", "hour": "j F Y, H:i", "day": "j F Y", "month": "F Y"}
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


@register.simple_tag
def when(moment: Moment | None) -> SafeString | str:
    """A moment of the world, no more precise than it is known, in the zone it was said in."""
    if moment is None or moment.precision == vocabulary.Precision.UNKNOWN:
        return _("at an unknown time")
    local = moment.at.astimezone(ZoneInfo(moment.zone))
    said = formats.date_format(local, PATTERNS[moment.precision])
    return format_html('<time datetime="{}">{}</time>', moment.at.isoformat(), said)


@register.simple_tag
def at(moment: datetime | None) -> SafeString | str:
    """A moment of our own records, to the minute, in the newsroom's zone."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE))
    said = formats.date_format(local, "j F Y, H:i")
    return format_html('<time datetime="{}">{} {}</time>', moment.isoformat(), said, local.tzname() or "")


@register.simple_tag
def form_time(moment: datetime | None) -> str:
    """A time as a form field of a browser wants it, in the newsroom's zone."""
    return moment.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE)).strftime("%Y-%m-%dT%H:%M") if moment else ""


@register.simple_tag
def newsroom() -> str:
    return settings.NEWSROOM_NAME


@register.simple_tag
def newsroom_zone() -> str:
    return settings.NEWSROOM_TIME_ZONE


@register.simple_tag
def linked_data(value: Any, nonce: object) -> SafeString:
    """JSON-LD for a page: escaped as json_script does, so that no text can end the element."""
    script = json_script(value).replace('type="application/json"', f'type="application/ld+json" nonce="{nonce}"')
    return mark_safe(script)  # noqa: S308  json_script has escaped it
