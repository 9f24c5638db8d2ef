"""Record a claim: who, what and where it was seen, on one page, beside what it is recorded from."""

import json
from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import tasks
from claims.admin import beside, similar, sittings, taken_in
from claims.admin.act_pages import ActPage
from claims.admin.acting import is_a_number, show_refusal
from claims.admin.beside import Beside
from claims.admin.fields import story_lines
from claims.admin.record_form import RecordClaimForm
from claims.analysis import addresses
from claims.models import Claim, Revision, Sitting, Story, database_now
from claims.models.pages import LONGEST_ADDRESS
from claims.monitoring import asked_pages
from claims.recording import sittings as kept_sittings
from claims.recording import whole_claims
from claims.recording.appearances import Saying
from claims.recording.claims import Wording
from claims.recording.whole_claims import WholeClaim
from claims.refusals import Refused

# A link to drag among the bookmarks: what it hands over stands behind the #, which no server and no log sees.
BOOKMARKLET = (
    "javascript:(()=>{open(%s+'#'+new URLSearchParams({url:location.href,quotation:String(getSelection())}),"
    "'_blank','noopener')})()"
)


class RecordClaimPage(ActPage):
    """Who, what, where seen: one page, one transaction. What is typed is kept in a sitting until then."""

    form_class = RecordClaimForm
    template_name = "admin/claims/record_claim.html"
    title = gettext_lazy("Record a claim")
    done = ""
    recorded: Claim | None = None
    sitting: Sitting | None = None
    version = 0  # of the sitting, as it was sent
    has_taken_in = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.may(request.user):
            self.sitting, self.version = sittings.named(request), sittings.version_of(request.POST)
            if request.method == "GET" and request.GET.get("sitting") and self.sitting is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def seen(self) -> Beside | None:
        """What is beside the form, once this request has put there what it brings."""
        return beside.of(self.sitting, reader=self.editor, now=database_now()) if self.sitting is not None else None

    def get_initial(self) -> dict[str, Any]:
        now = database_now()
        proposed: dict[str, Any] = {"appeared_at": now, "story": _story_named(self.request)}
        if self.seen is not None:
            proposed |= self.seen.proposed()
        proposed["proposed_at"] = f"{proposed['appeared_at']:%Y-%m-%dT%H:%M}"
        if self.sitting is None:
            return proposed
        named = {"sitting": self.sitting.public_id, "version": self.sitting.version}
        return {**proposed, **self.sitting.typed, **named}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        first = "claimant" if self.sitting is not None and _has_something_beside(self.sitting) else "url"
        form.fields[first].widget.attrs["autofocus"] = True
        return form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = request.POST.get("act", "record")
        try:
            if act == "discard":
                return self._discard()
            if act in {"read", "keep", "save"}:
                return self._go_on(act)
            # First of all, and whatever becomes of the claim: no form can be sent back with its file in it.
            with transaction.atomic():
                self._take_in()
        except Refused as refused:
            self._look_again()
            form = self.get_form()
            show_refusal(form, refused)
            return self.form_invalid(form)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was sent, but for the sitting that it has become and the words that are beside it now."""
        given = super().get_form_kwargs()
        if "data" in given and self.sitting is not None:
            data = given["data"].copy()
            data["sitting"], data["version"] = str(self.sitting.public_id), str(self.sitting.version)
            if self.has_taken_in:
                data["words"] = ""
            given |= {"data": data, "files": None}
        return given

    @transaction.atomic
    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        """What is nearly certainly recorded already is shown once; the second press records it all the same."""
        typed = {name: form.cleaned_data[name] for name in ("statement", "quotation", "role", "appeared_at")}
        self.recorded = whole_claims.pressed_before(**typed, editor=self.editor)
        if self.recorded is not None:
            return self._told(HttpResponseRedirect(self.get_success_url()))
        same = [] if "all_the_same" in self.request.POST else similar.near_certain(form.cleaned_data, self.editor)
        if same:
            return self.render_to_response(self.get_context_data(form=form, same=same))
        return self._told(super().form_valid(form))

    def _told(self, answer: HttpResponse) -> HttpResponse:
        if self.recorded is not None:
            place = reverse("admin:claims_claim_change", args=[self.recorded.pk])
            told = _("Recorded, and its first search is due:")
            messages.success(self.request, format_html('{} <a href="{}">{}</a>', told, place, self.recorded))
        return answer

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        self._look_again()
        return super().form_invalid(form)

    def act(self, given: dict[str, Any]) -> None:
        """One transaction: of two presses one wins the form, and a refused appearance leaves no claim behind."""
        now, editor = database_now(), self.editor
        if self.sitting is not None:
            self._win(self.sitting, now)
        read_in = self._read_in(given)
        seen = ("role", "url", "channel", "hedge", "quotation", "quotation_start", "appeared_at", "appeared_precision")
        wording = ("statement", "quotation", "kind", "publication")
        told = WholeClaim(
            wording=cast("Wording", {name: given[name] for name in wording}),
            saying=cast("Saying", {**{name: given[name] for name in seen}, **read_in}),
            claimant=given["claimant"],
            claimant_kind=given["claimant_kind"],
            outlet=given["outlet"],
            story=given["story"],
            criteria=given["criterion"],
        )
        self.recorded = whole_claims.record(told=told, editor=editor, now=now)
        if self.sitting is not None and not _has_something_beside(self.sitting):
            kept_sittings.discard(sitting=self.sitting)

    def get_success_url(self) -> str:
        if self.recorded is None:
            return reverse("admin:claims_claim_changelist")
        claim = reverse("admin:claims_claim_change", args=[self.recorded.pk])
        if self.sitting is None or not _has_something_beside(self.sitting):
            return claim
        return sittings.place_of(self.sitting)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.request.build_absolute_uri(reverse("admin:claims_claim_add"))
        return {
            **super().get_context_data(**kwargs),
            "sitting": self.sitting,
            "beside": self.seen,
            "unfinished": sittings.unfinished(self.editor, but=self.sitting),
            "bookmarklet": BOOKMARKLET % json.dumps(address),
        }

    def _win(self, sitting: Sitting, now: datetime) -> None:
        """Of two tabs, or two presses, one records this form."""
        typed = sittings.typed_of(self.request.POST)
        if not kept_sittings.recorded(sitting=sitting, version=self.version, typed=typed, now=now):
            raise Refused(
                _("Another tab or device changed or recorded this form meanwhile. Look at it, then press Record again.")
            )

    def _read_in(self, given: dict[str, Any]) -> dict[str, Any]:
        """What the claim was read in: the capture beside the form, or the page's text; else the page is read now."""
        if self.sitting is not None and self.sitting.capture is not None:
            return {"capture": self.sitting.capture}
        if not given["url"]:
            return {}
        page = asked_pages.ask(url=given["url"], editor=self.editor, now=database_now())
        tasks.enqueue_after_commit(tasks.read_page, page_id=page.pk)
        if self.sitting is None or self.sitting.page_id != page.pk or page.article_id is None:
            return {}
        revisions = Revision.objects.filter(article=page.article_id).order_by("-number")
        return {"revision": revisions.filter(public_id=given["revision"]).first() or revisions.first()}

    def _go_on(self, act: str) -> HttpResponse:
        """Keep the form, with the page or the capture that was asked for beside it, and go on filling it in."""
        with transaction.atomic():
            sitting = self._keep()
            if act == "read":
                sittings.read_page(sitting, url=self.request.POST.get("url", ""), editor=self.editor)
            elif act == "keep" and not self._take_in():
                raise Refused(_("Type or paste a text, or choose a file."), field="words")
        if act == "save":
            messages.success(self.request, _("The form is kept. It stands on this page until you take it up again."))
            return HttpResponseRedirect(reverse("admin:claims_claim_add"))
        return HttpResponseRedirect(sittings.place_of(sitting))

    def _keep(self) -> Sitting:
        typed = sittings.typed_of(self.request.POST)
        kept, is_apart = kept_sittings.save(
            sitting=self.sitting, version=self.version, typed=typed, editor=self.editor, now=database_now()
        )
        if is_apart:
            messages.warning(self.request, sittings.KEPT_APART)
        self.sitting, self.version = kept, kept.version
        return kept

    def _look_again(self) -> None:
        """After a refusal nothing of this request was written."""
        self.recorded = None
        if self.sitting is not None:
            self.sitting = Sitting.objects.select_related("page", "capture").filter(pk=self.sitting.pk).first()

    def _take_in(self) -> bool:
        """Keep the typed words or the file as a capture beside the form; False when there is neither."""
        words, upload = self.request.POST.get("words", "").strip(), self.request.FILES.get("content")
        if words and upload:
            raise Refused(_("A capture is a file or a text: keep two captures for both."), field="words")
        if not words and not upload:
            return False
        now, sitting = database_now(), self.sitting or self._keep()
        where: dict[str, Any] = {"url": _address(self.request.POST.get("url", "")), "editor": self.editor, "now": now}
        if upload:
            capture = taken_in.of_file(upload, **where)
        else:
            were_pasted = self.request.POST.get("words_were") == "pasted"
            capture = taken_in.of_words(words, were_pasted=were_pasted, **where)
        kept_sittings.put_beside(sitting=sitting, capture=capture, now=now)
        self.has_taken_in = True
        return True

    def _discard(self) -> HttpResponse:
        if self.sitting is not None:
            kept_sittings.discard(sitting=self.sitting)
            messages.success(self.request, _("What was typed is thrown away."))
        return HttpResponseRedirect(reverse("admin:claims_claim_add"))


def _story_named(request: HttpRequest) -> str:
    """The story that the address names by its number, as the form shows it."""
    number = request.GET.get("story", "")
    return "".join(story_lines(Story.objects.filter(pk=number))) if is_a_number(number) else ""


def _has_something_beside(sitting: Sitting) -> bool:
    return sitting.page_id is not None or sitting.capture_id is not None


def _address(typed: str) -> str:
    """The address, where that is one; a capture without is as good."""
    try:
        address = addresses.canonical_url(typed)
    except ValueError:
        return ""
    return address if len(address) <= LONGEST_ADDRESS else ""
