"""Show both wordings of a claim that two editors changed, and keep what only one of them touched."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from claims.models import Claim, JournalEntry, Story
from claims.recording import claims
from claims.vocabulary import JournalKind


def untouched(claim: Claim, given: Mapping[str, Any]) -> set[str]:
    """The fields that somebody else changed since the form was opened, and that came back as they were then."""
    opened = _as_opened(claim, int(given["opened_version"]))
    return {name for name, was in opened.items() if name in given and _kept(given[name]) == was}


def between(stored: Claim, form: forms.Form) -> dict[str, Any]:
    """The version that holds, and field by field its text beside the one that was typed."""
    given = form.cleaned_data
    left = untouched(stored, given) if "opened_version" in given else set()
    shown = [name for name in claims.EDITABLE if name in form.fields and name in given and name not in left]
    fields = [(form.fields[name].label, _shown(_held(stored, name)), _shown(given[name])) for name in shown]
    return {"version": stored.version, "fields": [one for one in fields if one[1] != one[2]]}


def _as_opened(claim: Claim, version: int) -> dict[str, Any]:
    """What each field that was changed after a version held in it, as the journal keeps it."""
    edits = JournalEntry.objects.about(claim).filter(kind=JournalKind.CLAIM_EDITED, after__version__gt=version)
    held: dict[str, Any] = {}
    for before in edits.values_list("before", flat=True):
        held = {**before, **held}
    return held


def _held(claim: Claim, name: str) -> Any:
    return claim.topics.all() if name == "topics" else getattr(claim, name)


def _kept(value: Any) -> Any:
    """A value as the journal keeps it."""
    if isinstance(value, QuerySet):
        return sorted(str(one.public_id) for one in value)
    if isinstance(value, Story):
        return str(value.public_id)
    return value.isoformat() if isinstance(value, datetime) else value


def _shown(value: Any) -> str:
    if isinstance(value, QuerySet):
        return ", ".join(sorted(map(str, value)))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)
