"""Name the fields that have no name of their own: Django would make one of the column's, in English only."""

from collections.abc import Iterable

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Set when the app starts, so that no migration has to say it again for every table.
NAMES = {
    "appearance": _("appearance"),
    "article": _("article"),
    "body": pgettext_lazy("stored bytes", "body"),
    "capture": _("capture"),
    "claim": _("claim"),
    "claimant": _("claimant"),
    "contact_attempt": _("contact attempt"),
    "corrects": _("corrects"),
    "created_at": _("recorded"),
    "created_by": _("by"),
    "criterion": _("criterion"),
    "derivation": _("derivation"),
    "destroyed_at": _("destroyed"),
    "evidence": pgettext_lazy("one piece", "evidence"),
    "feed": _("feed"),
    "follow_up_check": _("follow-up check"),
    "original_revision": _("revision of the original"),
    "page": _("page"),
    "public_id": _("public ID"),
    "relation": _("relation"),
    "revision": _("revision"),
    "seal": _("seal"),
    "snapshot": _("snapshot"),
    "source": _("source"),
    "suggestion": _("suggestion"),
    "withdrawn_at": _("withdrawn"),
}


def label(model: type[Model], name: str) -> str:
    """A field as people call it; what is no field keeps the name that it was given."""
    try:
        return str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def name_fields(models: Iterable[type[Model]]) -> None:
    for model in models:
        for field in model._meta.fields:
            # A derived name is the column's with spaces.
            if field.name in NAMES and str(field.verbose_name) == field.name.replace("_", " "):
                field.verbose_name = NAMES[field.name]
