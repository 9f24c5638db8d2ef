"""Evidence: the list, and adding what an editor found: an article, or a capture."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin import naming
from claims.admin.act_pages import ActPage, ClaimActPage
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.fields import MomentField, NameField, NumberedField, people, precision, text
from claims.models import Article, Capture, Claim, Evidence, Source, User, database_now
from claims.verification import decisions
from claims.vocabulary import Basis, Interest, SourceKind, Stance, Visibility

AS_USUAL = ("", _("as usual for this source"))


class EvidenceFields(forms.Form):
    """What is asked of every evidence: how it stands, whom it comes from, who may see it."""

    stance = forms.ChoiceField(label=_("Stance"), choices=Stance)
    source = NameField(label=_("Source"), required=False, help_text=_("Who it comes from: choose, or type a new name."))
    source_kind = forms.ChoiceField(
        label=_("A new source is a"), choices=SourceKind, initial=SourceKind.BODY, required=False
    )
    interest = forms.ChoiceField(label=_("Interest"), choices=[AS_USUAL, *Interest.choices], required=False)
    basis = forms.ChoiceField(label=_("Basis"), choices=[AS_USUAL, *Basis.choices], required=False)
    source_is_at_risk = forms.BooleanField(
        label=_("The source is at risk: seal the name"), required=False, help_text=_("Then the evidence is restricted.")
    )
    shown_at = MomentField(label=_("The moment it shows (UTC)"))
    shown_precision = precision()
    visibility = forms.ChoiceField(label=_("Visibility"), choices=Visibility)
    readers = people(_("Restricted to"), help_text=_("Only for restricted evidence."))
    note = text(_("Note"), required=False, help_text=_("Sealed with restricted evidence; public with public evidence."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].propose(Source.objects.filter(seal=None, merged_into=None))  # type: ignore[attr-defined]  # a NameField


def add(claim: Claim, given: dict[str, Any], editor: User, **bearer: Any) -> Evidence:
    """The Source, known or new, and the evidence that rests on it. Called within one transaction."""
    now, readers = database_now(), list(given["readers"])
    source = naming.source(
        given["source"],
        kind=given["source_kind"],
        interest=given["interest"],
        basis=given["basis"],
        sealed_for=readers if given["source_is_at_risk"] else (),
        editor=editor,
        now=now,
    )
    return decisions.add_by_hand(
        claim=claim,
        **bearer,
        stance=given["stance"],
        source=source,
        interest=given["interest"] or None,
        basis=given["basis"] or None,
        shown_at=given["shown_at"],
        shown_precision=given["shown_precision"] or "day",
        visibility=given["visibility"],
        readers=readers if given["visibility"] == Visibility.RESTRICTED else (),
        note=given["note"],
        editor=editor,
        now=now,
    )


class AttachForm(EvidenceFields):
    claim = NumberedField(label=_("Claim"), help_text=_("Choose one, or type its number."))
    field_order = ["claim"]


class AttachPage(ActPage):
    """Make a capture evidence of a claim."""

    form_class = AttachForm
    title = _("Attach to a claim")
    may = staticmethod(permissions.may_decide)
    claim: Claim | None = None

    @property
    def capture(self) -> Capture:
        visible = Capture.objects.visible_to(self.editor)
        found: Capture = get_object_or_404(visible, pk=self.kwargs["capture_id"])
        return found

    def get_initial(self) -> dict[str, Any]:
        capture = self.capture
        is_sealed = capture.seal_id is not None
        return {
            "shown_at": capture.shot_at,
            "shown_precision": capture.shot_precision,
            "visibility": Visibility.RESTRICTED if is_sealed else Visibility.PUBLIC,
            "readers": list(capture.seal.readers.all()) if capture.seal else [],
            "stance": Stance.FOR,
        }

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["claim"].choose_from(Claim.objects.visible_to(self.request.user))
        return form

    def act(self, given: dict[str, Any]) -> None:
        self.claim = given["claim"]
        add(given["claim"], given, self.editor, capture=self.capture)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, about=str(self.capture))

    def get_success_url(self) -> str:
        if self.claim is None:
            return reverse("admin:claims_capture_change", args=[self.kwargs["capture_id"]])
        return reverse("admin:claims_claim_change", args=[self.claim.pk])


class FoundForm(EvidenceFields):
    article = NumberedField(
        label=_("Article"), required=False, help_text=_("One that was read: choose, or its number.")
    )
    capture = NumberedField(label=_("or capture"), required=False)
    quotation = text(_("Quotation"), rows=2, required=False, help_text=_("Copied from the article's text."))
    field_order = ["article", "capture", "stance", "quotation"]


class EvidencePage(ClaimActPage):
    """Add evidence found by hand to this claim."""

    form_class = FoundForm
    title = _("Add evidence")
    may = staticmethod(permissions.may_decide)

    def get_initial(self) -> dict[str, Any]:
        return {"visibility": Visibility.PUBLIC, "stance": Stance.AGAINST}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["article"].choose_from(Article.objects.filter(revision_count__gt=0))
        form.fields["capture"].choose_from(Capture.objects.visible_to(self.editor))
        return form

    def act(self, given: dict[str, Any]) -> None:
        found = {name: given[name] for name in ("article", "capture", "quotation")}
        add(self.claim, given, self.editor, **found)


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = ["bearer", "claim", "source", "interest", "basis", "shown_at", "visibility", "withdrawn_at"]
    list_filter = ["visibility", "interest", "basis"]
    list_select_related = ["claim", "source", "article", "capture", "appearance", "follow_up_check"]
    search_fields = ["claim__statement", "article__title", "note"]
    ordering = ["-created_at", "-pk"]
    readonly_fields = [
        "claim",
        "bearer",
        "source",
        "interest",
        "basis",
        "shown_at",
        "shown_precision",
        "visibility",
        "note",
        "created_at",
        "withdrawn_at",
    ]
    fields = readonly_fields
    change_form_outer_after_template = "admin/claims/seal_link.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Evidence]":
        rows = super().get_queryset(request)
        return rows.filter(pk__in=Evidence.objects.visible_to(request.user).values("pk"))

    @admin.display(description=_("evidence"))
    def bearer(self, evidence: Evidence) -> str:
        what = evidence.article or evidence.capture or evidence.appearance or evidence.follow_up_check
        return str(what)[:120]
