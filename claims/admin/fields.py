"""The inputs of the desk's own pages: plain HTML that works without a script."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Count, Model, QuerySet
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.acting import is_a_number
from claims.models import Source, Story, User
from claims.vocabulary import Naming, Precision

OFFERED = 300  # rows a list of proposals holds: more would slow the page, and typing finds the rest


class Proposals(forms.TextInput):
    """A line to type in that proposes what is known; a new name is as good as a known one."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})
        self.proposals: Iterable[str] = ()

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        line = super().render(name, value, {**(attrs or {}), "list": f"known-{name}"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.proposals))
        return format_html('{}<datalist id="known-{}">{}</datalist>', line, name, options)


LARGEST_VERSION = 2**31 - 1  # that the database holds


class NewestSeen(forms.HiddenInput):
    """A version that was read. The form carries the one read before, a conflict's box the one read now: the newest."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return max((one for one in given if one and is_a_number(one)), key=int, default="")


class NameField(forms.CharField):
    """The name of something known or new."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"max_length": 200, "widget": Proposals, **given})

    def propose(self, rows: "QuerySet[Any]", field: str = "name") -> None:
        named = rows.exclude(**{field: ""}).order_by("-pk").values_list(field, flat=True)
        self.widget.proposals = list(named[:OFFERED])


class SourceField(NameField):
    """A Source: known by its name or its number, or new."""

    def propose(self, rows: "QuerySet[Any]", field: str = "name") -> None:
        named = rows.exclude(naming=Naming.RESTRICTED).order_by("-pk")
        self.widget.proposals = [source_line(one) for one in named[:OFFERED]]


class StoryField(NameField):
    """A story: known by its title, or by its number where two are called alike; or new."""

    def offer(self) -> None:
        """The most pressing first. Typing finds the rest."""
        self.widget.proposals = story_lines(Story.objects.order_by("-priority", "-pk")[:OFFERED])


class NumberedField(forms.CharField):
    """A row chosen by its number: "12 — its words". Only rows of `rows` are known."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"widget": Proposals, **given})
        self.rows: QuerySet[Any] | None = None

    def choose_from(self, rows: "QuerySet[Any]", *, first: "QuerySet[Any] | None" = None) -> None:
        self.rows = rows
        offered = (rows if first is None else first).order_by("-pk")[:OFFERED]
        self.widget.proposals = [numbered(row) for row in offered]

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        number = typed.split("—")[0].strip().lstrip("#")
        row = self.rows.filter(pk=int(number)).first() if self.rows is not None and is_a_number(number) else None
        if row is None:
            raise forms.ValidationError(_("Choose one from the list, or type its number."))
        return row


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # bare at run time
    """Several rows, chosen by their numbers; a number that the database cannot hold is no choice."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if not is_a_number(str(one)):
                raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": one})
        return super().clean(value)


class FoundAsOneTypes(AutocompleteSelect):
    """A row that is searched for. What can be no row's number is not looked up when it is shown again.

    known: the row that is chosen already, where the page has read it.
    """

    known: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        numbers = [str(one) for one in value if is_a_number(str(one))]
        if self.known is None or numbers != [str(self.known.pk)]:
            return super().optgroups(name, numbers, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*empty, self.create_option(name, self.known.pk, str(self.known), True, len(empty))], 0)]


def numbered(row: Model) -> str:
    """A row as NumberedField shows it."""
    return f"{row.pk} — {str(row)[:140]}"


def story_lines(stories: Iterable[Story]) -> list[str]:
    """Stories as StoryField shows them: by title, and by number too where another has the same one."""
    told = list(stories)
    shared = Story.objects.filter(title__in={one.title for one in told}).values("title").annotate(n=Count("pk"))
    twice = set(shared.filter(n__gt=1).values_list("title", flat=True)) if told else set()
    return [numbered(one) if one.title in twice else one.title for one in told]


def source_line(source: Source) -> str:
    """A Source as SourceField shows it. One that is only described has its number: others may be described alike."""
    return source.name if source.naming == Naming.NAMED else numbered(source)


class MomentField(forms.DateTimeField):
    """A date with its time, in UTC, in the browser's own input."""

    def __init__(self, **given: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"widget": widget, "required": False, **given})


@cache
def zones() -> tuple[str, ...]:
    """Every zone by its name, as people write it."""
    return tuple(
        sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix")))
    )


class ZoneField(forms.CharField):
    """The zone in which the form's times are meant; the newsroom's where nothing is typed."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"label": _("Time zone"), "max_length": 60, "widget": Proposals, "required": False, **given})
        self.widget.proposals = zones()

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or settings.NEWSROOM_TIME_ZONE)
        if typed not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone: write it as Europe/Kyiv."))
        return typed


class ZonedForm(forms.Form):
    """A form whose times are read in the zone that stands beside them."""

    zoned: ClassVar[tuple[str, ...]] = ()
    zone = ZoneField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].initial = settings.NEWSROOM_TIME_ZONE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.zoned:
            if cleaned.get(name) and cleaned.get("zone"):
                self._read(cleaned, name)
        return cleaned

    def _read(self, cleaned: dict[str, Any], name: str) -> None:
        """The hour as it was typed, in its zone. One that a change of clocks skips or repeats is refused."""
        with timezone.override(ZoneInfo(cleaned["zone"])):
            try:
                cleaned[name] = from_current_timezone(cleaned[name].replace(tzinfo=None))
            except forms.ValidationError as refused:
                self.add_error(name, refused)


def newsroom_hour(moment: datetime) -> datetime:
    """A moment as a ZonedForm first shows it: the newsroom's hour, to the minute."""
    here = moment.astimezone(ZoneInfo(settings.NEWSROOM_TIME_ZONE))
    return here.replace(second=0, microsecond=0, tzinfo=None)


def precision(initial: str = Precision.DAY) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Precision"), choices=Precision, initial=initial, required=False)


def text(label: Any, *, rows: int = 3, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)


def hidden_text(**given: Any) -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, required=False, **given)


def described() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("A new source is only described (“a resident”)"),
        required=False,
        help_text=_("Then it counts as one of its own, whoever else is described so."),
    )


def people(label: Any, **given: Any) -> RowsField:
    return RowsField(
        label=label,
        queryset=User.objects.filter(is_active=True, is_staff=True).order_by("username"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        **given,
    )
