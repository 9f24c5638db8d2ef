"""Say the fields of journal entries in words: labels for codes, names for ids, dates as people write them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.enums import Choices
from django.utils.dateparse import parse_datetime
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from claims import vocabulary
from claims.analysis import told_times
from claims.models import (
    Appearance,
    Article,
    Capture,
    Claim,
    Claimant,
    Criterion,
    Evidence,
    JournalEntry,
    Outlet,
    Rating,
    Source,
    Story,
    Topic,
    User,
)
from claims.vocabulary import Precision

SHORT, WHOLE = 400, 4000

# Whose rows an id in this field names.
NAMED: dict[str, type[Any]] = {
    "claimant": Claimant,
    "organisation": Claimant,
    "outlet": Outlet,
    "story": Story,
    "topics": Topic,
    "rating": Rating,
    "article": Article,
    "original": Article,
    "appearance": Appearance,
    "criterion": Criterion,
    "assignee": User,
    "user": User,
    "claim": Claim,
    "other": Claim,
    "because_of": Claim,
    "source": Source,
    "capture": Capture,
    "evidence": Evidence,
}
CODES: dict[str, type[Choices]] = {
    "status": vocabulary.VerificationStatus,
    "stance": vocabulary.Stance,
    "headline_stance": vocabulary.Stance,
    "hedge": vocabulary.Hedge,
    "channel": vocabulary.Channel,
    "interest": vocabulary.Interest,
    "basis": vocabulary.Basis,
    "naming": vocabulary.Naming,
    "visibility": vocabulary.Visibility,
    "publication": vocabulary.Publication,
    "change_type": vocabulary.ChangeType,
    "priority": vocabulary.Priority,
    "act": vocabulary.DecisionAct,
    "scope": vocabulary.TokenScope,
    "user.role": vocabulary.Role,
    "appearance.role": vocabulary.AppearanceRole,
    "claim.kind": vocabulary.ClaimKind,
    "claimant.kind": vocabulary.ClaimantKind,
    "source.kind": vocabulary.SourceKind,
    "relation.kind": vocabulary.RelationKind,
    "capture.kind": vocabulary.CaptureKind,
    "feed.kind": vocabulary.FeedKind,
    "feed.state": vocabulary.FeedState,
    "page.state": vocabulary.PageState,
    "derivation.kind": vocabulary.DerivationKind,
    "redaction.kind": vocabulary.RedactionKind,
}
LABELS = {
    "because_of": gettext_lazy("because of"),
    "by": pgettext_lazy("means", "by"),
    "network": gettext_lazy("network"),
    "claimant_changed": gettext_lazy("claimant changed"),
    "name_changed": gettext_lazy("name changed"),
    "name_is_known": gettext_lazy("somebody has that name"),
    "person": gettext_lazy("person"),
    "review_wanted": gettext_lazy("wants a look"),
    "sessions": gettext_lazy("sessions ended"),
    "sessions_ended": gettext_lazy("sessions ended"),
    "until": gettext_lazy("until"),
    "withdrawn": gettext_lazy("withdrawn"),
    "email_changed": gettext_lazy("e-mail address changed"),
    "act": gettext_lazy("act"),
    "answer": gettext_lazy("answer"),
    "is_anonymous": gettext_lazy("anonymous"),
    "rows": gettext_lazy("rows"),
    "sha256": "SHA-256",
    "sealed": gettext_lazy("sealed"),
    "independent_sources": gettext_lazy("independent sources"),
    "status": gettext_lazy("status"),
    "visibility": gettext_lazy("visibility"),
}
MEANS = {
    "password": gettext_lazy("password"),
    "code": gettext_lazy("code"),
    "password and code": gettext_lazy("password and code"),
    "password and recovery code": gettext_lazy("password and recovery code"),
}
# Told with the time they belong to.
QUALIFYING = ("_precision", "_zone")
TOLD: dict[str, Callable[[datetime], str]] = {
    Precision.DAY.value: told_times.day,
    Precision.MONTH.value: told_times.month,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of an act."""

    field: str
    before: str
    after: str


class Words:
    """The words of a batch of entries, as one reader may have them; one question for each kind of thing they name.

    known: rows that need not be asked for.
    """

    def __init__(
        self,
        entries: Iterable[JournalEntry],
        reader: User,
        *,
        claim: Claim | None = None,
        known: Iterable[Any] = (),
        longest: int = SHORT,
    ) -> None:
        self._claim, self._longest = claim, longest
        self._names = {(type(row), str(row.public_id)): _name(row) for row in known}
        told: dict[type[Any], set[str]] = defaultdict(set)
        for entry in entries:
            for state in (entry.before, entry.after):
                for field, value in _ids(state):
                    told[NAMED[field]].add(value)
            if entry.subject_type in NAMED:
                told[NAMED[entry.subject_type]].add(str(entry.subject_id))
        for model, ids in told.items():
            if wanted := {one for one in ids if (model, one) not in self._names}:
                rows = _rows(model, reader).filter(public_id__in=wanted)
                self._names |= {(model, str(row.public_id)): _name(row) for row in rows}

    def about(self, entry: JournalEntry) -> str:
        """What an act was on, where it has a name and is not what all of them are on."""
        if self._claim is not None and entry.subject_id == self._claim.public_id:
            return ""
        return self._name_of(entry.subject_type, str(entry.subject_id))

    def _name_of(self, field: str, public_id: str) -> str:
        return self._names.get((NAMED[field], public_id), "") if field in NAMED else ""

    def changed(self, entry: JournalEntry) -> tuple[Changed, ...]:
        """The fields of an act that say something, in the order of the noun's own."""
        return tuple(self._changed(entry))

    def _changed(self, entry: JournalEntry) -> Iterator[Changed]:
        noun = entry.subject_type
        for field in _in_order(noun, {*entry.before, *entry.after}):
            if field == "version" or _is_told_elsewhere(field, entry.after or entry.before):
                continue
            was = self._told(noun, field, entry.before.get(field), entry.before)
            became = self._told(noun, field, entry.after.get(field), entry.after)
            if was or became:
                yield Changed(_label(noun, field), was, became)

    def _told(self, noun: str, field: str, value: Any, state: Mapping[str, Any]) -> str:
        told = self._words(noun, field, value, state)
        return told if len(told) <= self._longest else told[: self._longest - 1] + "…"

    def _words(self, noun: str, field: str, value: Any, state: Mapping[str, Any]) -> str:
        if value in (None, "", [], {}):
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, dict):
            named = {name: one for name, one in sorted(value.items()) if name != "claim" or self._claim is None}
            told = {name: self._words(noun, name, one, value) for name, one in named.items()}
            return ", ".join(f"{_label(noun, name)} {words}" for name, words in told.items() if words)
        if isinstance(value, list):
            value = [one for one in value if not self._is_of_another_claim(one)]
            return "; ".join(filter(None, (self._words(noun, field, one, state) for one in value)))
        if isinstance(value, float):
            return number_format(value, 2)
        return self._word(noun, field, str(value), state)

    def _is_of_another_claim(self, value: Any) -> bool:
        """One of several suggestions that were made in one act."""
        if self._claim is None or not isinstance(value, dict):
            return False
        return bool(value.get("claim", str(self._claim.public_id)) != str(self._claim.public_id))

    def _word(self, noun: str, field: str, value: str, state: Mapping[str, Any]) -> str:
        if _is_id(value):
            return self._name_of(field, value)
        if field.endswith(("_at", "_from", "_until", "_on")) or field == "until":
            return _time(value, state.get(_precision_of(field), ""))
        if field == "by":
            return str(MEANS.get(value, value))
        return _code(noun, field, value)


def _ids(state: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every id in a state, with the field it stands in."""
    for field, value in state.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _ids(one)
            elif field in NAMED and _is_id(one):
                yield field, one


def _is_id(value: object) -> bool:
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _rows(model: type[Any], reader: User) -> "QuerySet[Any]":
    """What a reader may not see has no name for them."""
    rows = model.objects
    seen: QuerySet[Any] = rows.visible_to(reader) if hasattr(rows, "visible_to") else rows.all()
    if model in (Claimant, Outlet, Source):
        return seen.select_related("merged_into")
    return seen.select_related("article", "capture", "appearance") if model is Evidence else seen


def _name(row: Any) -> str:
    if isinstance(row, Evidence):
        return str(row.article or row.capture or row.appearance or _("a search"))
    if getattr(row, "merged_into", None) is not None:
        return _("%(recorded)s (now %(today)s)") % {"recorded": row, "today": row.survivor}
    return str(row)


def _is_told_elsewhere(field: str, state: Mapping[str, Any]) -> bool:
    """The precision and zone of a time that stands beside them."""
    for ending in QUALIFYING:
        if field.endswith(ending):
            stem = field.removesuffix(ending)
            return any(f"{stem}{one}" in state for one in ("_at", "_from", "_until"))
    return False


def _precision_of(field: str) -> str:
    return f"{field.rpartition('_')[0]}_precision"


def _time(value: str, precision: str) -> str:
    moment = parse_datetime(value)
    if moment is None or "T" not in value:
        return value
    return TOLD.get(precision, told_times.minute)(moment)


def _code(noun: str, field: str, value: str) -> str:
    codes = CODES.get(f"{noun}.{field}") or CODES.get(field)
    if codes is None:
        return value
    return next((str(label) for code, label in codes.choices if str(code) == value), value)


def _label(noun: str, field: str) -> str:
    """The field as the forms call it."""
    label = LABELS.get(field) or _fields(noun).get(field) or field
    return str(label).replace("_", " ")


def _in_order(noun: str, fields: set[str]) -> list[str]:
    """What is no field of the noun's, then its own order: PostgreSQL keeps none of what was written."""
    known = list(_fields(noun))
    return sorted(fields, key=lambda field: (known.index(field) if field in known else -1, field))


def _fields(noun: str) -> dict[str, Any]:
    """The labels of a noun's fields."""
    try:
        model = apps.get_model("claims", noun)
    except LookupError:
        return {}
    return {field.name: getattr(field, "verbose_name", "") for field in model._meta.get_fields()}
