"""What an editor says of a reading when its article changed: carry it over, anchor it anew, read again, take back."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import permissions
from claims.admin import comparisons
from claims.admin.acting import is_a_number
from claims.admin.fields import text
from claims.admin.seen_pages import SeenForm, SeenPage
from claims.admin.since_read import is_lost
from claims.analysis import lost_quotations, told_times
from claims.analysis.lost_quotations import Candidate
from claims.models import Claim, Evidence, Revision, StanceReading, database_now
from claims.verification import readings, statuses
from claims.vocabulary import Stance

OTHER_WORDS = "other"


class ReadingPage(SeenPage):
    """An act on the reading of one evidence; what this person may not see answers as what never was."""

    may = staticmethod(permissions.may_decide)
    evidence: Evidence
    revision: Revision

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        visible = Evidence.objects.visible_to(request.user).standing().exclude(article=None)
        visible = visible.filter(claim__in=Claim.objects.visible_to(request.user)).select_related("claim", "article")
        self.evidence = get_object_or_404(visible, pk=kwargs["evidence_id"])
        self.revision = self._asked_revision(request)
        return super().dispatch(request, *args, **kwargs)

    def _asked_revision(self, request: HttpRequest) -> Revision:
        """The one whose number is asked for, the newest without one."""
        rows = Revision.objects.filter(article=self.evidence.article_id).select_related("body").order_by("-number")
        asked = request.GET.get("revision", "")
        if is_a_number(asked, digits=9):
            return get_object_or_404(rows, number=int(asked))
        newest = rows.first()
        assert newest is not None, "evidence rests on an article that was read"
        return newest

    @cached_property
    def last(self) -> StanceReading | None:
        rows = self.evidence.readings.select_related("revision__body", "by")
        found: StanceReading | None = rows.order_by("-number").first()
        return found

    def newest_number(self) -> int:
        return self.last.number if self.last else 0

    def reads_now(self) -> list[tuple[Any, Any]]:
        if self.last is None:
            return []
        read_in = self.last.revision.number if self.last.revision else ""
        return [
            (_("Read by"), f"{self.last.by}, {told_times.minute(self.last.recorded_at)}"),
            (_("Revision"), read_in),
            (_("Stance"), self.last.get_stance_display()),
            (_("Quotation"), self.last.quotation),
        ]

    def get_success_url(self) -> str:
        query = urlencode({"from": self._read_number(), "to": self.revision.number})
        return f"{reverse('admin:article_compare', args=[self.evidence.article_id])}?{query}"

    def _read_number(self) -> int:
        return self.last.revision.number if self.last and self.last.revision else self.revision.number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = f"{self.evidence.article} — {self.evidence.claim}"
        return super().get_context_data(**kwargs, about=about, revision=self.revision)


class CarryForm(SeenForm):
    looked_at = forms.BooleanField(
        label=gettext_lazy("and take its claim off the claims to look at again"), required=False
    )


class CarryPage(ReadingPage):
    """ "Not a change in substance.\""""

    form_class = CarryForm
    title = gettext_lazy("Not a change in substance")
    done = gettext_lazy("The reading holds for the newer revision too.")

    def write(self, given: dict[str, Any], seen: int) -> None:
        editor, now = self.editor, database_now()
        readings.carry_over(evidence=self.evidence, revision=self.revision, editor=editor, now=now, seen=seen)
        if given["looked_at"] and self.evidence.claim.review_wanted_at is not None:
            statuses.reviewed(claim=self.evidence.claim, reason=str(self.title), editor=editor, now=now)


class AnchorForm(SeenForm):
    place = forms.ChoiceField(label=gettext_lazy("The words that say it now"), widget=forms.RadioSelect, required=False)
    quotation = text(
        gettext_lazy("Other words"),
        required=False,
        help_text=gettext_lazy("Copied from the text as it reads now."),
    )

    def __init__(self, *args: Any, candidates: tuple[Candidate, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(one.anchor.start): one for one in candidates}
        places = [(place, f"“{one.anchor.exact}”") for place, one in self.candidates.items()]
        self.fields["place"].choices = [*places, (OTHER_WORDS, _("other words, copied below"))]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial.setdefault("place", places[0][0] if places else OTHER_WORDS)

    def clean(self) -> dict[str, Any]:
        """The words and where they stand. Typed words win: they are what the editor did last."""
        cleaned = super().clean() or {}
        candidate = self.candidates.get(cleaned.pop("place", ""))
        if candidate is not None and not cleaned.get("quotation", "").strip():
            return {**cleaned, "quotation": candidate.anchor.exact, "start": candidate.anchor.start}
        return {**cleaned, "start": None}


class AnchorPage(ReadingPage):
    """The quotation is found again, or other words that say it; the text it stood in is beside it."""

    form_class = AnchorForm
    template_name = "admin/claims/anchor.html"
    title = gettext_lazy("Anchor the quotation anew")
    done = gettext_lazy("The quotation is anchored in the newer revision.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "candidates": self._candidates()}

    def _candidates(self) -> tuple[Candidate, ...]:
        now_reads = self.revision.kept_text
        if self.last is None or not self.last.quotation or now_reads is None:
            return ()
        return lost_quotations.candidates(now_reads, self.last.anchor)

    def write(self, given: dict[str, Any], seen: int) -> None:
        readings.reanchor(
            evidence=self.evidence, revision=self.revision, **given, editor=self.editor, now=database_now(), seen=seen
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = comparisons.stored(self.last) if self.last else ()
        return super().get_context_data(**kwargs, stored=stored, last=self.last, text=self.revision.kept_text)


class ReadAgainForm(SeenForm):
    stance = forms.ChoiceField(label=gettext_lazy("Stance"), choices=Stance)
    headline_stance = forms.ChoiceField(
        label=gettext_lazy("Headline, if it says more"),
        choices=[("", gettext_lazy("the same")), *Stance.choices],
        required=False,
    )
    quotation = text(
        gettext_lazy("Quotation"), rows=2, required=False, help_text=gettext_lazy("Copied from the article's text.")
    )
    note = text(gettext_lazy("Note"), rows=2, required=False)


class ReadAgainPage(ReadingPage):
    form_class = ReadAgainForm
    title = gettext_lazy("Read it again")
    done = gettext_lazy("Read again: the earlier reading stays in the history.")

    def get_initial(self) -> dict[str, Any]:
        initial, last = super().get_initial(), self.last
        if last is not None:
            quotation = "" if is_lost(last, self.revision) else last.quotation
            said = {"stance": last.stance, "headline_stance": last.headline_stance, "note": last.note}
            initial |= {**said, "quotation": quotation}
        return initial

    def write(self, given: dict[str, Any], seen: int) -> None:
        readings.read(
            evidence=self.evidence,
            revision=self.revision,
            **given,
            editor=self.editor,
            now=database_now(),
            seen=seen,
        )


class TakeBackForm(SeenForm):
    reason = text(gettext_lazy("Reason"), required=False)


class TakeBackPage(ReadingPage):
    form_class = TakeBackForm
    title = gettext_lazy("Take back")
    done = gettext_lazy("Taken back: what was read before holds again.")

    def write(self, given: dict[str, Any], seen: int) -> None:
        readings.take_back(evidence=self.evidence, **given, editor=self.editor, now=database_now(), seen=seen)


PAGES: dict[str, type[ReadingPage]] = {
    "carry-over": CarryPage,
    "anchor": AnchorPage,
    "read-again": ReadAgainPage,
    "take-back": TakeBackPage,
}


def urls(admin_view: Any) -> list[URLPattern]:
    """The acts, below the evidence's own address."""
    return [
        path(f"<int:evidence_id>/{name}/", admin_view(page.as_view()), name=f"evidence_{name}")
        for name, page in PAGES.items()
    ]
