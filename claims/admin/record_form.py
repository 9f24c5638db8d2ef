"""The form of a claim: who, what, where seen, and what would settle it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.admin.fields import MomentField, NameField, StoryField, hidden_text, precision, text
from claims.models import Claimant, Outlet
from claims.vocabulary import AppearanceRole, Channel, ClaimantKind, ClaimKind, Hedge, Publication

HEDGES = [("", _("nobody has looked")), *Hedge.choices]


class RecordClaimForm(forms.Form):
    """Its last field is the one from which Enter records."""

    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Paste it: the page is fetched and shown here. None for a wire, a broadcast or a briefing."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    words = text(
        _("or its text"),
        rows=4,
        required=False,
        help_text=_("Typed or pasted: a flash, a message, an e-mail with its headers. It is kept as a capture."),
    )
    content = forms.FileField(
        label=_("or a file"),
        required=False,
        help_text=_("Drop or paste a screenshot, a file or an e-mail (.eml). At most 20 MB; nothing in it is run."),
    )
    claimant = NameField(label=_("Who said it"), help_text=_("Choose, or type a new name."), required=False)
    claimant_kind = forms.ChoiceField(label=_("A new name is a"), choices=ClaimantKind, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=AppearanceRole)
    quotation = text(
        _("Quotation"),
        rows=2,
        required=False,
        help_text=_("The words as they were said: select them in the text, or type them."),
    )
    statement = text(_("Statement"), required=False, help_text=_("One checkable statement, in neutral words."))
    kind = forms.ChoiceField(label=_("Kind"), choices=ClaimKind)
    hedge = forms.ChoiceField(label=_("How certain they sounded"), choices=HEDGES, required=False)
    outlet = NameField(label=_("Outlet"), required=False, help_text=_("Choose, or type a new name."))
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel)
    appeared_at = MomentField(label=_("When (UTC)"))
    proposed_at = hidden_text()  # what the form itself proposed as the moment: nobody typed it
    appeared_precision = precision()
    story = StoryField(label=_("Story"), required=False, help_text=_("Choose, or type a new name."))
    publication = forms.ChoiceField(
        label=_("Publication"),
        choices=[(one.value, one.label) for one in (Publication.INTERNAL, Publication.DRAFT)],
        help_text=_("What a reporter records is a draft. Publishing is a step of its own."),
    )
    criterion = text(
        _("What would settle it"),
        rows=2,
        required=False,
        help_text=_("Written before the verdict, one a line (Shift+Enter). Enter records."),
    )
    quotation_start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    revision = forms.UUIDField(widget=forms.HiddenInput, required=False)
    sitting = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words_were = hidden_text()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claimant"].propose(Claimant.objects.filter(merged_into=None))  # type: ignore[attr-defined]  # a NameField
        self.fields["outlet"].propose(Outlet.objects.filter(merged_into=None))  # type: ignore[attr-defined]  # likewise
        self.fields["story"].offer()  # type: ignore[attr-defined]  # a StoryField

    def clean_criterion(self) -> list[str]:
        """Each line is one."""
        return [line.strip() for line in self.cleaned_data["criterion"].splitlines() if line.strip()]
