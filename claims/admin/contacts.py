"""Right of reply: whom we asked about a claim, what came of it, and what is overdue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.act_pages import ClaimActPage, PartActPage
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.fields import MomentField, NameField, ZonedForm, newsroom_hour, people, precision, text
from claims.models import Claim, Claimant, ContactAttempt, User, database_now
from claims.verification import contacts
from claims.vocabulary import ContactAct, ContactMeans, Precision, Visibility

NOT_SAID = ("", _("not said"))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt as a claim's page shows it, with what came of it, the newest first."""

    asked: ContactAttempt
    outcomes: tuple[ContactAttempt, ...]
    is_overdue: bool


def attempts_of(claim: Claim, reader: User, *, now: datetime) -> list[Attempt]:
    """The standing attempts this person may see. A reply they may not see makes none overdue."""
    seen = ContactAttempt.objects.visible_to(reader).filter(claim=claim).select_related("seal", "by", "answers")
    came = ContactAttempt.objects.filter(answers=OuterRef("pk"))
    rows: list[Any] = list(seen.annotate(has_outcome=Exists(came)).order_by("-number"))
    withdrawn = {row.answers_id for row in rows if row.act == ContactAct.WITHDRAWN}
    return [
        Attempt(
            asked=asked,
            outcomes=tuple(row for row in rows if row.answers_id == asked.pk),
            is_overdue=asked.due_at is not None and asked.due_at <= now and not asked.has_outcome,
        )
        for asked in rows
        if asked.act == ContactAct.ASKED and asked.pk not in withdrawn
    ]


class AskForm(ZonedForm):
    zoned = ("asked_at", "due_at")
    whom = NameField(
        label=_("Whom we asked"), required=False, help_text=_("The claimant, a spokesperson, the desk of a body.")
    )
    means = forms.ChoiceField(label=_("How"), choices=[NOT_SAID, *ContactMeans.choices], required=False)
    asked_at = MomentField(label=_("When we asked"), required=True)
    asked_precision = precision(Precision.MINUTE)
    due_at = MomentField(label=_("Reply wanted by"))
    note = text(_("What we asked"), required=False, help_text=_("For the desk; sealed with a restricted attempt."))
    visibility = forms.ChoiceField(
        label=_("Visibility"),
        choices=Visibility,
        help_text=_("Public: readers see whom we asked, when, and the reply."),
    )
    readers = people(_("Restricted to"), help_text=_("Only for a restricted attempt: every word of it is sealed."))
    field_order = ["whom", "means", "asked_at", "asked_precision", "due_at", "zone"]


class AskPage(ClaimActPage):
    form_class = AskForm
    title = _("Record whom we asked")

    def get_initial(self) -> dict[str, Any]:
        return {"asked_at": newsroom_hour(database_now())}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["whom"].propose(Claimant.objects.filter(appearances__claim=self.claim, merged_into=None).distinct())
        return form

    def act(self, given: dict[str, Any]) -> None:
        given["asked_zone"] = given.pop("zone")
        given["asked_precision"] = given["asked_precision"] or Precision.MINUTE
        given["readers"] = list(given["readers"])
        contacts.ask(claim=self.claim, **given, editor=self.editor, now=database_now())


class AttemptPage(PartActPage):
    """An act on one attempt of the claim, named by `?which=`."""

    @property
    def attempt(self) -> ContactAttempt:
        seen = ContactAttempt.objects.visible_to(self.editor).standing().filter(claim=self.claim)
        found: ContactAttempt = get_object_or_404(seen.select_related("claim", "seal"), pk=self.which)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, about=str(self.attempt))


class AnswerForm(ZonedForm):
    zoned = ("answered_at",)
    act = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(one.value, one.label) for one in contacts.OUTCOMES],
        widget=forms.RadioSelect,
    )
    answered_at = MomentField(label=_("When"), required=True, help_text=_("Of no reply: until when none had come."))
    answered_precision = precision(Precision.MINUTE)
    quotation = text(
        _("Their words"), required=False, help_text=_("Public with a public reply, at most 50 words of it.")
    )
    note = text(_("Note"), required=False, help_text=_("For the desk."))
    visibility = forms.ChoiceField(
        label=_("Visibility"), choices=[("", _("as the question")), *Visibility.choices], required=False
    )
    field_order = ["act", "answered_at", "answered_precision", "zone"]


class AnswerPage(AttemptPage):
    form_class = AnswerForm
    title = _("Record what came of it")

    def get_initial(self) -> dict[str, Any]:
        return {"answered_at": newsroom_hour(database_now())}

    def act(self, given: dict[str, Any]) -> None:
        given["answered_zone"] = given.pop("zone")
        given["answered_precision"] = given["answered_precision"] or Precision.MINUTE
        contacts.answer(attempt=self.attempt, **given, editor=self.editor, now=database_now())


class WithdrawForm(forms.Form):
    reason = text(_("Reason"), required=False)


class WithdrawAttemptPage(AttemptPage):
    form_class = WithdrawForm
    title = _("Withdraw a contact attempt")
    may = staticmethod(permissions.may_decide)

    def act(self, given: dict[str, Any]) -> None:
        contacts.withdraw(attempt=self.attempt, **given, editor=self.editor, now=database_now())


PAGES: dict[str, type[ClaimActPage]] = {
    "contact": AskPage,
    "contact-answer": AnswerPage,
    "withdraw-contact": WithdrawAttemptPage,
}


class OverdueFilter(admin.SimpleListFilter):
    title = _("what waits")
    parameter_name = "waiting_for"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("reply", _("a reply is overdue"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[ContactAttempt]") -> "QuerySet[ContactAttempt]":
        if self.value() != "reply":
            return queryset
        return queryset.filter(pk__in=ContactAttempt.objects.overdue(database_now()).values("pk"))


@admin.register(ContactAttempt)
class ContactAttemptAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = ["__str__", "claim", "means", "happened_at", "due_at", "visibility", "by"]
    list_filter = [OverdueFilter, "act", "visibility"]
    list_select_related = ["claim", "answers", "by"]
    search_fields = ["whom", "quotation", "note"]
    ordering = ["-number"]
    readonly_fields = [
        "claim",
        "act",
        "answers",
        "whom",
        "means",
        "quotation",
        "note",
        "happened_at",
        "happened_precision",
        "happened_zone",
        "due_at",
        "visibility",
        "by",
        "recorded_at",
    ]
    fields = readonly_fields
    change_form_outer_after_template = "admin/claims/seal_link.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ContactAttempt]":
        rows: QuerySet[ContactAttempt] = super().get_queryset(request)
        return rows.filter(pk__in=ContactAttempt.objects.visible_to(request.user).values("pk"))
