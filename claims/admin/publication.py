"""Publish, embargo and unpublish a claim, and name our published reviews of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin.act_pages import ClaimActPage
from claims.admin.fields import MomentField, text
from claims.analysis import transitions
from claims.models import Rating, database_now
from claims.publishing import releases, reviews


class PublishForm(forms.Form):
    slug = forms.SlugField(
        label=_("Slug"), max_length=100, required=False, help_text=_("Empty: from the statement. It stays for good.")
    )
    embargo_until = MomentField(label=_("Embargo until (UTC)"), help_text=_("Empty: at once."))


class PublishPage(ClaimActPage):
    form_class = PublishForm
    title = _("Publish")
    may = staticmethod(permissions.may_publish)

    def act(self, given: dict[str, Any]) -> None:
        releases.publish(claim_id=self.claim.pk, **given, editor=self.editor, now=database_now())


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
    language = forms.CharField(label=_("Language"), max_length=12, initial="en")
    published_on = forms.DateField(label=_("Published on"), widget=forms.DateInput(attrs={"type": "date"}))
    rating: "forms.ModelChoiceField[Rating]" = forms.ModelChoiceField(label=_("Rating"), queryset=Rating.objects.none())


class RecordReviewPage(ClaimActPage):
    form_class = ReviewForm
    title = _("Add a published review")
    may = staticmethod(permissions.may_decide)

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        kinds = transitions.scales_for(self.claim.kind)
        form.fields["rating"].queryset = Rating.objects.filter(scale__kind__in=kinds).order_by("scale", "position")
        return form

    def act(self, given: dict[str, Any]) -> None:
        reviews.record(claim=self.claim, **given, editor=self.editor, now=database_now())


PAGES: dict[str, type[ClaimActPage]] = {
    "publish": PublishPage,
    "unpublish": UnpublishPage,
    "published-review": RecordReviewPage,
}
