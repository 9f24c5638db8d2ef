"""Complaints: the list, taking one down, and answering it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import permissions
from claims.admin.act_pages import ClaimActPage, PartActPage
from claims.admin.acting import editor_of
from claims.admin.desk import ReadOnlyAdmin
from claims.admin.fields import MomentField, ZonedForm, newsroom_hour, people, text
from claims.analysis import told_times
from claims.models import Claim, Complaint, ComplaintAnswer, JournalEntry, Seal, User, database_now
from claims.verification import complaints


def complaints_of(claim: Claim, reader: User) -> "QuerySet[Complaint]":
    """The complaints about a claim with their answers, the newest first, and whether this person opens the seal."""
    answers = ComplaintAnswer.objects.select_related("by", "led_to").order_by("-number")
    named = Seal.readers.through.objects.filter(seal=OuterRef("seal"), user=reader)
    rows = claim.complaints.select_related("seal").prefetch_related(Prefetch("answers", queryset=answers))
    return rows.annotate(is_named=Exists(named)).order_by("-received_at", "-pk")


class ComplaintForm(ZonedForm):
    zoned = ("received_at",)
    complainant = forms.CharField(
        label=gettext_lazy("Who complained"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: they are anonymous."),
    )
    statement = text(gettext_lazy("What they say is wrong"), required=False)
    received_at = MomentField(label=gettext_lazy("Received"), required=True)
    contact = text(
        gettext_lazy("How to reach them"),
        rows=2,
        required=False,
        help_text=gettext_lazy("Sealed for those chosen below."),
    )
    readers = people(gettext_lazy("Who may read how to reach them"))
    field_order = ["complainant", "statement", "received_at", "zone"]


class ComplaintPage(ClaimActPage):
    form_class = ComplaintForm
    title = gettext_lazy("Record a complaint")

    def get_initial(self) -> dict[str, Any]:
        return {"received_at": newsroom_hour(database_now()), "readers": [self.editor]}

    def act(self, given: dict[str, Any]) -> None:
        given["received_zone"] = given.pop("zone")
        given["readers"] = list(given["readers"])
        complaints.receive(claim=self.claim, **given, editor=self.editor, now=database_now())


class CorrectionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # bare at run time
    def label_from_instance(self, obj: Any) -> str:
        return told(obj)


def told(entry: JournalEntry) -> str:
    """A correcting act in a line."""
    what = f"{entry.number}: {entry.get_kind_display()}, {told_times.minute(entry.recorded_at)}"
    return f"{what} — {entry.reason}"[:160] if entry.reason else what


class AnswerForm(forms.Form):
    answer = text(gettext_lazy("Our answer"), required=False)
    led_to = CorrectionChoice(
        label=gettext_lazy("The correction it led to"),
        queryset=JournalEntry.objects.none(),
        required=False,
        empty_label=gettext_lazy("none: the claim stands as it was"),
        help_text=gettext_lazy("Readers are told that a correction followed a complaint, never whose."),
    )
    answers_seen = forms.IntegerField(widget=forms.HiddenInput)


class AnswerComplaintPage(PartActPage):
    """Answer one complaint of the claim, named by `?which=`; what was answered before stands above the form."""

    form_class = AnswerForm
    title = gettext_lazy("Answer a complaint")
    may = staticmethod(permissions.may_decide)

    @property
    def complaint(self) -> Complaint:
        found: Complaint = get_object_or_404(complaints_of(self.claim, self.editor), pk=self.which)
        return found

    def get_initial(self) -> dict[str, Any]:
        return {"answers_seen": self.complaint.answers.count()}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["led_to"].queryset = complaints.corrections_since(self.complaint)
        return form

    def form_invalid(self, form: Any) -> HttpResponse:
        # The page now shows what somebody else answered meanwhile: sent again, it was read.
        form.data = form.data.copy()
        form.data["answers_seen"] = self.complaint.answers.count()
        return super().form_invalid(form)

    def act(self, given: dict[str, Any]) -> None:
        complaints.answer(complaint=self.complaint, **given, editor=self.editor, now=database_now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        complaint = self.complaint
        said = [f"{one.by}, {told_times.minute(one.recorded_at)}: {one.answer}" for one in complaint.answers.all()]
        earlier = _("Answered before. %(answers)s") % {"answers": " · ".join(said)} if said else ""
        return super().get_context_data(**kwargs, about=complaint.statement, explanation=earlier)


PAGES: dict[str, type[ClaimActPage]] = {"complaint": ComplaintPage, "answer-complaint": AnswerComplaintPage}


class AnsweredFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", gettext_lazy("open")), ("answered", gettext_lazy("answered"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Complaint]") -> "QuerySet[Complaint]":
        asked = {"open": Complaint.objects.open, "answered": Complaint.objects.answered}.get(self.value() or "")
        return queryset.filter(pk__in=asked().values("pk")) if asked else queryset


@admin.register(Complaint)
class ComplaintAdmin(ReadOnlyAdmin):
    claim_path = "claim"
    list_display = ["__str__", "claim", "who", "received_at", "is_answered"]
    list_filter = [AnsweredFilter]
    list_select_related = ["claim"]
    search_fields = ["statement", "complainant", "claim__statement"]
    ordering = ["-received_at", "-pk"]
    readonly_fields = ["claim", "who", "statement", "received_at", "received_zone", "created_by", "created_at"]
    fields = readonly_fields
    change_form_outer_after_template = "admin/claims/complaint.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Complaint]":
        rows: QuerySet[Complaint] = super().get_queryset(request)
        answers = ComplaintAnswer.objects.filter(complaint=OuterRef("pk"))
        return rows.annotate(has_answer=Exists(answers))

    @admin.display(description=gettext_lazy("who complained"), ordering="complainant")
    def who(self, complaint: Complaint) -> str:
        return complaint.complainant or _("anonymous")

    @admin.display(description=gettext_lazy("answered"), boolean=True, ordering="has_answer")
    def is_answered(self, complaint: Any) -> bool:
        return bool(complaint.has_answer)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        complaint = context.get("original")
        if complaint is not None:
            context["complaint"] = complaints_of(complaint.claim, editor_of(request)).get(pk=complaint.pk)
            context["may_decide"] = permissions.may_decide(request.user)
        return super().render_change_form(request, context, *args, **kwargs)
