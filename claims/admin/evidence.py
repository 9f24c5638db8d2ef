"""Evidence: the list, and adding what an editor found: an article, a capture or a reply."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims import permissions
from claims.admin import readings, survivors
from claims.admin.act_pages import ActPage, ClaimActPage
from claims.admin.acting import is_a_number
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.fields import MomentField, NumberedField, SourceField, described, numbered, people, precision, text
from claims.models import BEARERS, Article, Capture, Claim, ContactAttempt, Evidence, Source, User, database_now
from claims.recording import naming
from claims.verification import contacts, decisions
from claims.vocabulary import Basis, Interest, SourceKind, Stance, Visibility

AS_USUAL = ("", _("as usual for this source"))


class EvidenceFields(forms.Form):
    """What is asked of every evidence: how it stands, whom it comes from, who may see it."""

    stance = forms.ChoiceField(label=_("Stance"), choices=Stance)
    source = SourceField(
        label=_("Source"), required=False, help_text=_("Who it comes from: choose, or type a new name.")
    )
    source_kind = forms.ChoiceField(
        label=_("A new source is a"), choices=SourceKind, initial=SourceKind.BODY, required=False
    )
    source_is_described = described()
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
        self.fields["source"].propose(Source.objects.filter(seal=None, merged_into=None))  # type: ignore[attr-defined]  # a SourceField


def add(claim: Claim, given: dict[str, Any], editor: User, **bearer: Any) -> Evidence:
    """The Source, known or new, and the evidence that rests on it. Called within one transaction."""
    now, readers = database_now(), list(given["readers"])
    source = naming.source(
        given["source"],
        kind=given["source_kind"],
        interest=given["interest"],
        basis=given["basis"],
        is_described=given["source_is_described"],
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
    contact_attempt = NumberedField(label=_("or what came of our asking"), required=False)
    quotation = text(_("Quotation"), rows=2, required=False, help_text=_("Copied from the article's text."))
    field_order = ["article", "capture", "contact_attempt", "stance", "quotation"]


class EvidencePage(ClaimActPage):
    """Add evidence found by hand to this claim."""

    form_class = FoundForm
    title = _("Add evidence")
    may = staticmethod(permissions.may_decide)

    def get_initial(self) -> dict[str, Any]:
        started: dict[str, Any] = {"visibility": Visibility.PUBLIC, "stance": Stance.AGAINST}
        asked = self.request.GET.get("contact", "")
        reply = self.replies().filter(pk=asked).first() if is_a_number(asked) else None
        if reply is None:
            return started
        readers = list(reply.seal.readers.all()) if reply.seal else []
        return {**started, "contact_attempt": numbered(reply), "visibility": reply.visibility, "readers": readers}

    def replies(self) -> "QuerySet[ContactAttempt]":
        """What came of our asking, as far as this person may know."""
        came = ContactAttempt.objects.visible_to(self.editor).filter(claim=self.claim, act__in=contacts.OUTCOMES)
        return came.select_related("answers", "seal")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["article"].choose_from(Article.objects.filter(revision_count__gt=0))
        form.fields["capture"].choose_from(Capture.objects.visible_to(self.editor))
        form.fields["contact_attempt"].choose_from(self.replies())
        return form

    def act(self, given: dict[str, Any]) -> None:
        found = {name: given[name] for name in ("article", "capture", "contact_attempt", "quotation")}
        add(self.claim, given, self.editor, **found)


class SourceFilter(admin.SimpleListFilter):
    """What the dashboard counts."""

    title = _("its source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("changed", _("changed since it was read")), ("unquoted", _("lost its quotation"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Evidence]") -> "QuerySet[Evidence]":
        if self.value() == "changed":
            return queryset.changed()  # type: ignore[attr-defined,no-any-return]  # an EvidenceQuerySet
        return queryset.unquoted() if self.value() == "unquoted" else queryset  # type: ignore[attr-defined]  # likewise


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = [
        "bearer",
        "claim",
        survivors.column("source", _("source")),
        "interest",
        "basis",
        "shown_at",
        "visibility",
        "withdrawn_at",
    ]
    list_filter = [SourceFilter, "visibility", "interest", "basis"]
    list_select_related = ["claim", "source__merged_into", "contact_attempt__answers", *BEARERS]
    search_fields = ["claim__statement", "article__title", "note"]
    ordering = ["-pk"]
    readonly_fields = [
        "claim",
        "bearer",
        survivors.line("source", _("source")),
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
    change_form_outer_after_template = "admin/claims/evidence_links.html"

    def get_urls(self) -> list[URLPattern]:
        return [*readings.urls(self.admin_site.admin_view), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Evidence]":
        rows: QuerySet[Evidence] = super().get_queryset(request).visible_to(request.user)  # type: ignore[attr-defined]  # an EvidenceQuerySet
        return rows

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """One story's, as its page links to them."""
        return lookup == "claim__story__id__exact" or bool(super().lookup_allowed(lookup, value, request))

    @admin.display(description=pgettext_lazy("one piece", "evidence"))
    def bearer(self, evidence: Evidence) -> str:
        return str(evidence.bearer())[:120]
