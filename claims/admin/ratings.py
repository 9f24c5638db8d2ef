"""Rating scales and their ratings: the wording of verdicts, which a chief writes and changes."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextareaWidget

from claims import permissions
from claims.admin import histories
from claims.admin.acting import editor_of
from claims.admin.desk import DeskAdmin, DeskForm, ReadOnlyAdmin
from claims.admin.fields import LARGEST_VERSION
from claims.models import JournalEntry, Rating, RatingScale, database_now
from claims.models.journal import JournalQuerySet
from claims.recording import ratings
from claims.refusals import Refused, Stale
from claims.vocabulary import JournalKind

LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^|]*?)\s*(?:\|\s*(.*?)\s*)?")


class Translations(forms.CharField):
    """A line a language, "de: Falsch | Die Belege widersprechen der Aussage.", as the record's {code: words}."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"required": False, "widget": UnfoldAdminTextareaWidget(attrs={"rows": 4}), **given})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        lines = ((code, words.get("label", ""), words.get("explanation", "")) for code, words in value.items())
        return "\n".join(f"{code}: {label} | {why}" if why else f"{code}: {label}" for code, label, why in lines)

    def to_python(self, value: Any) -> Any:
        told = {}
        for line in filter(str.strip, str(value or "").splitlines()):
            found = LINE.fullmatch(line)
            if found is None:
                raise forms.ValidationError(
                    _("Write a line a language, such as “de: Falsch | Die Belege widersprechen.”")
                )
            told[found[1].lower()] = {"label": found[2], "explanation": found[3] or ""}
        return told

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool((initial or {}) != self.to_python(data))
        except forms.ValidationError:
            return True


class RatingForm(DeskForm):
    """`opened_version` is the one the chief saw."""

    translations = Translations(
        label=gettext_lazy("Translations"),
        help_text=gettext_lazy("A line a language: its code, the label, and after a | the explanation."),
    )
    is_retired = forms.BooleanField(
        label=gettext_lazy("Not for new verdicts"),
        required=False,
        help_text=gettext_lazy("It stays on the verdicts that have it."),
    )
    opened_version = forms.IntegerField(label="", widget=forms.HiddenInput, required=False, max_value=LARGEST_VERSION)

    class Meta:
        widgets = {"colour": forms.TextInput(attrs={"type": "color", "class": "desk-colour"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened_version"] = self.instance.version
        self.initial["is_retired"] = self.instance.retired_at is not None


@admin.register(RatingScale)
class RatingScaleAdmin(ReadOnlyAdmin):
    list_display = ["name", "kind"]
    ordering = ["pk"]


@admin.register(Rating)
class RatingAdmin(DeskAdmin):
    form = RatingForm
    may_add = staticmethod(permissions.may_edit_ratings)
    may_change = staticmethod(permissions.may_edit_ratings)
    list_display = ["shown", "scale", "explanation", "outcome", "numeric_value", "languages", "retired_at"]
    list_filter = ["scale"]
    list_select_related = ["scale"]
    ordering = ["scale", "position"]
    worded = ["label", "explanation", "colour", "language", "numeric_value"]

    @admin.display(description=gettext_lazy("label"), ordering="label")
    def shown(self, rating: Rating) -> str:
        swatch = '<svg width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="6" fill="{}"/></svg> {}'
        return format_html(swatch, rating.colour, rating)

    @admin.display(description=gettext_lazy("languages"))
    def languages(self, rating: Rating) -> str:
        return ", ".join([rating.language, *rating.translations])

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return ["scale", *self.worded, "outcome", "translations", "opened_version"]
        return ["scale", "outcome", *self.worded, "position", "translations", "is_retired", "opened_version"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else ["scale", "outcome"]

    def write(self, request: HttpRequest, form: forms.BaseForm, original: Any) -> Rating:
        given, editor, now = form.cleaned_data, editor_of(request), database_now()
        version = given.pop("opened_version")
        if original is None:
            given.pop("is_retired")
        if original is None:
            return ratings.record(**given, editor=editor, now=now)
        changed = {name: given[name] for name in form.changed_data if name in given}
        return ratings.edit(rating_id=original.pk, version=version or 0, editor=editor, now=now, **changed)

    def explained(self, refused: Refused, object_id: str | None) -> Refused:
        """Who was first, and what they wrote."""
        if not isinstance(refused, Stale):
            return refused
        row = Rating.objects.get(pk=object_id or 0)
        saved = self.entries(row).filter(kind=JournalKind.RATING_EDITED).select_related("actor").order_by("-number")
        entry = saved.first()
        if entry is None or entry.actor is None:
            return refused
        (told,) = histories.lines([entry], entry.actor)
        what = "; ".join(f"{one.field}: “{one.before}” → “{one.after}”" for one in told.changes)
        sentence = _(
            "%(who)s saved this rating after you opened it. %(what)s. Nothing was overwritten: yours is below."
        )
        return Stale(sentence % {"who": entry.actor, "what": what})

    def entries(self, row: Rating) -> JournalQuerySet:
        return JournalEntry.objects.filter(subject_type="rating", subject_id=row.public_id)
