"""The forms of an import: what is brought, what its columns hold, one mended row, and how it is recorded."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin import import_rows
from claims.admin.fields import NameField, StoryField, hidden_text, story_lines
from claims.analysis import import_columns, tables
from claims.models import Claimant, ImportedRow, ImportRun, Story
from claims.recording import mended_rows, naming
from claims.vocabulary import ImportPolicy, TableEncoding

SAMPLES = 3


class OpenForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        help_text=gettext_lazy("CSV or JSON lines; or a page or JSON with published reviews (ClaimReview)."),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("How its letters are kept"),
        choices=TableEncoding,
        required=False,
        help_text=gettext_lazy("Change it where the file comes from an older spreadsheet program."),
    )
    cells = forms.CharField(
        label=gettext_lazy("or cells, copied from a spreadsheet"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Select them in the spreadsheet, the names of the columns included, and paste; more than 2 MB as a file."
        ),
    )
    url = forms.CharField(
        label=gettext_lazy("or the address of another newsroom's review"),
        required=False,
        max_length=2000,
        widget=forms.URLInput,
        help_text=gettext_lazy("Its ClaimReview is read. Their verdict becomes a note for the desk, never ours."),
    )
    has_header = forms.BooleanField(
        label=gettext_lazy("The first row holds the names of the columns"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in ("file", "cells", "url") if str(cleaned.get(name) or "").strip()]
        if len(given) > 1:
            raise forms.ValidationError(_("Bring one thing at a time: a file, cells or an address."))
        if not given and not self.errors:
            raise forms.ValidationError(_("Choose a file, paste cells, or give an address."))
        return cleaned

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > tables.MOST_BYTES:
            raise forms.ValidationError(tables.too_large())
        return file


class ColumnsForm(forms.Form):
    """What each column holds, and what holds for the rows that do not say."""

    claimant = NameField(
        label=gettext_lazy("Who said it, where a row does not say"),
        required=False,
        help_text=gettext_lazy("Choose, or type a new name."),
    )
    story = StoryField(label=gettext_lazy("Story, where a row does not say"), required=False)

    def __init__(self, *args: Any, run: ImportRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        samples = list(run.rows.exclude(cells=[]).order_by("number")[:SAMPLES])
        for place, name in enumerate(run.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=name,
                choices=[("", _("leave it out")), *import_columns.FIELDS.items()],
                initial=run.mapping.get(str(place), ""),
                required=False,
                help_text=import_rows.sample([row.cells[place] for row in samples if place < len(row.cells)]),
            )
        self.fields["claimant"].propose(Claimant.objects.filter(merged_into=None))  # type: ignore[attr-defined]  # a NameField
        self.order_fields([*(f"column_{place}" for place in range(len(run.columns))), "claimant", "story"])
        self.fields["story"].offer()  # type: ignore[attr-defined]  # a StoryField
        self.initial = {"claimant": run.claimant, "story": story_lines([run.story])[0] if run.story else ""}

    def clean_story(self) -> Story | None:
        typed = self.cleaned_data["story"]
        story = naming.known_story(typed) if typed else None
        if typed and story is None:
            raise forms.ValidationError(_("There is no such story: choose one, or name it in a column of the table."))
        return story

    def mapping(self) -> dict[int, str]:
        chosen = {name: what for name, what in self.cleaned_data.items() if name.startswith("column_") and what}
        return {int(name.removeprefix("column_")): what for name, what in chosen.items()}


class RowForm(forms.Form):
    """The cells of one row, as far as something is made of them."""

    row = hidden_text()
    seen = hidden_text()

    def __init__(self, data: QueryDict | None = None, *, run: ImportRun, row: ImportedRow) -> None:
        super().__init__(data, auto_id=f"id_row{row.number}_%s")
        for place, name in sorted((int(place), name) for place, name in run.mapping.items()):
            self.fields[f"cell_{place}"] = forms.CharField(
                label=run.columns[place],
                help_text=str(import_columns.FIELDS[name]),
                required=False,
                strip=False,
                max_length=tables.LONGEST_CELL,
                widget=forms.Textarea(attrs={"rows": 1}),
            )
        cells = {f"cell_{place}": cell for place, cell in enumerate(row.cells)}
        self.initial = {**cells, "row": row.number, "seen": mended_rows.version(row)}

    def cells(self) -> dict[int, str]:
        """What was sent: a column that the page did not show keeps its cell."""
        sent = [name for name in self.fields if name.startswith("cell_") and name in self.data]
        return {int(name.removeprefix("cell_")): self.cleaned_data[name] for name in sent}


class StartForm(forms.Form):
    policy = forms.ChoiceField(
        label=gettext_lazy("If a row cannot be recorded"),
        choices=ImportPolicy,
        initial=ImportPolicy.ALL_OR_NOTHING,
        widget=forms.RadioSelect,
    )
    leaves_out_alike = forms.BooleanField(
        label=gettext_lazy("Leave out rows that are recorded already, or stand twice in the table"),
        required=False,
        initial=True,
    )
