"""Tell people days and moments as their language writes them."""

from datetime import date, datetime

from django.utils import formats
from django.utils.translation import gettext as _


def day(moment: date) -> str:
    return formats.date_format(moment, _("j M Y"))


def month(moment: date) -> str:
    return formats.date_format(moment, _("F Y"))


def minute(moment: datetime) -> str:
    """A moment that is in UTC, and says so."""
    told = formats.date_format(moment, _("j M Y H:i"))
    return f"{told} UTC"
