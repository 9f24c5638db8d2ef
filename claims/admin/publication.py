"""Publish, embargo and unpublish a claim, and name our published reviews of it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.act_pages import ClaimActPage
from claims.admin.claim_acts import WithdrawPage
from claims.admin.fields import MomentField, ZonedForm, text
from claims.analysis import transitions
from claims.models import Rating, database_now
from claims.publishing import releases, reviews


class PublishForm(ZonedForm):
    zoned = ("embargo_until",)
    slug = forms.SlugField(
        label=_("Slug"), max_length=100, required=False, help_text=_("Empty: from the statement. It stays for good.")
    )
    embargo_until = MomentField(label=_("Embargo until"), help_text=_("Empty: at once."))
    field_order = ["slug", "embargo_until", "zone"]


class PublishPage(ClaimActPage):
    form_class = PublishForm
    title = _("Publish")
    may = staticmethod(permissions.may_publish)

    def act(self, given: dict[str, Any]) -> None:
        given.pop("zone")
        releases.publish(claim_id=self.claim.pk, **given, editor=self.editor, now=database_now())


class HoldForm(forms.Form):
    reason = text(_("Reason"), required=False, help_text=_("For the desk; you may leave it empty."))


class HoldPage(ClaimActPage):
    form_class = HoldForm
    title = _("Take back the embargo")
    may = staticmethod(permissions.may_publish)

    def act(self, given: dict[str, Any]) -> None:
        releases.hold(claim_id=self.claim.pk, **given, editor=self.editor, now=database_now())


class UnpublishForm(forms.Form):
    reason = text(_("Reason"), required=False, help_text=_("Readers see it at the claim's address."))


class UnpublishPage(ClaimActPage):
    form_class = UnpublishForm
    title = _("Unpublish")
    may = staticmethod(permissions.may_publish)

    def act(self, given: dict[str, Any]) -> None:
        releases.unpublish(claim_id=self.claim.pk, **given, editor=self.editor, now=database_now())


class ReviewForm(forms.Form):
    url = forms.URLField(label=_("Address"), max_length=2000, assume_scheme="https")
    headline = forms.CharField(label=_("Headline"), max_length=300)
    byline = forms.CharField(label=_("Byline"), max_length=200, required=False)
    language = forms.CharField(label=_("Language"), max_length=12)
    published_on = forms.DateField(label=_("Published on"), widget=forms.DateInput(attrs={"type": "date"}))
    rating: "forms.ModelChoiceField[Rating]" = forms.ModelChoiceField(label=_("Rating"), queryset=Rating.objects.none())


class RecordReviewPage(ClaimActPage):
    form_class = ReviewForm
    title = _("Add a published review")
    may = staticmethod(permissions.may_decide)

    def get_initial(self) -> dict[str, Any]:
        return {"language": self.claim.language, "rating": self.claim.rating_id}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        kinds = transitions.scales_for(self.claim.kind)
        rated = Rating.objects.choosable(held=self.claim.rating_id).filter(scale__kind__in=kinds)
        form.fields["rating"].queryset = rated.order_by("scale", "position")
        return form

    def act(self, given: dict[str, Any]) -> None:
        reviews.record(claim=self.claim, **given, editor=self.editor, now=database_now())


class WithdrawReviewPage(WithdrawPage):
    title = _("Withdraw a published review")

    def rows(self) -> "QuerySet[Any]":
        return self.claim.reviews.standing().select_related("claim")

    def act(self, given: dict[str, Any]) -> None:
        reviews.withdraw(review=self.row, **given, editor=self.editor, now=database_now())


PAGES: dict[str, type[ClaimActPage]] = {
    "publish": PublishPage,
    "unpublish": UnpublishPage,
    "hold": HoldPage,
    "published-review": RecordReviewPage,
    "withdraw-review": WithdrawReviewPage,
}
