"""Write down the wording of verdicts, and change it without overwriting anybody."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.field_names import label
from claims.models import JournalEntry, Rating, RatingScale, User
from claims.refusals import NotAllowed, Refused, Stale
from claims.vocabulary import JournalKind, Outcome

EDITABLE = ("label", "explanation", "colour", "language", "numeric_value", "position", "translations")
COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
LONGEST = {"label": 60, "explanation": 300}


@transaction.atomic
def record(
    *,
    scale: RatingScale,
    label: str,
    outcome: str,
    explanation: str = "",
    colour: str = "#4b5563",
    language: str = "en",
    numeric_value: int | None = None,
    translations: Mapping[str, Mapping[str, str]] | None = None,
    editor: User,
    now: datetime,
) -> Rating:
    """A further rating, the last of its scale. What it means to machines (`outcome`) stays for good.

    translations: label and explanation by language code. Raises NotAllowed, or Refused naming the field.
    """
    _refuse_unless_chief(editor)
    given = {"label": label, "explanation": explanation, "colour": colour, "language": language}
    values = _clean({**given, "numeric_value": numeric_value, "translations": translations or {}})
    if outcome not in Outcome.values:
        raise Refused(_("Say what the rating means: supported, contradicted, mixed or undetermined."), field="outcome")
    slug = slugify(label)[:60]
    if not slug or Rating.objects.filter(scale=scale, slug=slug).exists():
        raise Refused(_("This scale has a rating of that name: choose another."), field="label")
    last = Rating.objects.filter(scale=scale).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    rating = Rating.objects.create(scale=scale, slug=slug, outcome=outcome, position=position, **values)
    after = {**_state(rating, EDITABLE), "scale": scale.slug, "outcome": outcome, "version": rating.version}
    JournalEntry.objects.write(kind=JournalKind.RATING_RECORDED, subject=rating, after=after, actor=editor)
    return rating


@transaction.atomic
def edit(*, rating_id: int, version: int, editor: User, now: datetime, **changed: Any) -> Rating:
    """Change the named fields of the version that was seen; verdicts already given read by the new words.

    `is_retired`: whether new verdicts do without it from now on.
    Raises Stale when somebody saved since, NotAllowed, or Refused naming the field.
    """
    _refuse_unless_chief(editor)
    unknown = sorted(changed.keys() - {*EDITABLE, "is_retired"})
    if unknown:
        raise Refused(
            _("A rating's “%(field)s” stays as it is.") % {"field": label(Rating, unknown[0])}, field=unknown[0]
        )
    is_retired = changed.pop("is_retired", None)
    values = _clean(changed)
    if is_retired is not None:
        values["retired_at"] = now if is_retired else None
    before = _state(Rating.objects.get(pk=rating_id), values)
    won = Rating.objects.filter(pk=rating_id, version=version).update(**values, version=F("version") + 1)
    if won != 1:
        raise Stale(_("Somebody else saved this rating after you opened it; nothing of theirs was overwritten."))
    rating = Rating.objects.get(pk=rating_id)
    after = {**_state(rating, values), "version": rating.version}
    JournalEntry.objects.write(kind=JournalKind.RATING_EDITED, subject=rating, before=before, after=after, actor=editor)
    return rating


def _refuse_unless_chief(editor: User) -> None:
    if not permissions.may_edit_ratings(editor):
        raise NotAllowed(_("Only a chief changes the ratings."))


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if "label" in values and not values["label"]:
        raise Refused(_("A rating needs its label."), field="label")
    if "colour" in values and not COLOUR.fullmatch(values["colour"]):
        raise Refused(_("Write the colour as # and six hexadecimal digits, such as #b91c1c."), field="colour")
    if "language" in values and not LANGUAGE.fullmatch(values["language"]):
        raise Refused(_("Write the language as its code, such as de."), field="language")
    if "translations" in values:
        values["translations"] = _translations(values["translations"])
    return values


def _translations(given: Any) -> dict[str, dict[str, str]]:
    """By language code, in the codes' order. Raises Refused for what is no wording."""
    wrong = Refused(_("A translation has a language code, such as de, a label, and an explanation or none."))
    wrong.field = "translations"
    if not isinstance(given, Mapping):
        raise wrong
    kept = {}
    for code, words in sorted(given.items()):
        told = {name: str(words.get(name, "")).strip() for name in LONGEST} if isinstance(words, Mapping) else {}
        if not LANGUAGE.fullmatch(code) or not told.get("label"):
            raise wrong
        if any(len(told[name]) > longest for name, longest in LONGEST.items()):
            raise Refused(_("A label has at most 60 letters, an explanation at most 300."), field="translations")
        kept[code] = told
    return kept


def _state(rating: Rating, names: Any) -> dict[str, Any]:
    return {name: getattr(rating, name) for name in names}
