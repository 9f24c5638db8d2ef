"""Show, while a claim is being entered, the claims that are recorded already and read like it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims import permissions
from claims.admin import pair_reasons
from claims.admin.acting import editor_of
from claims.analysis.claim_pairs import LONGEST, Pair, PairText
from claims.matching import similar_claims
from claims.models import Claim, Claimant, User

SHOWN = 5


class TypedForm(forms.Form):
    """What has been typed so far."""

    statement = forms.CharField(required=False)
    quotation = forms.CharField(required=False)
    claimant = forms.CharField(required=False, max_length=200)


@dataclass(frozen=True, slots=True)
class Alike:
    """A claim that is recorded already, and how it bears on what is typed."""

    side: pair_reasons.Side
    pair: Pair
    seen_as: str
    reasons: tuple[str, ...]


def alike(given: Mapping[str, Any], reader: User) -> list[Alike]:
    """The claims this person may see that read like what is typed, most alike first."""
    text = PairText(
        claim_id=0,
        statement=str(given.get("statement", ""))[:LONGEST],
        quotation=str(given.get("quotation", ""))[:LONGEST],
        claimants=frozenset(_known(str(given.get("claimant", "")))),
    )
    pairs = similar_claims.similar(text=text, among=Claim.objects.visible_to(reader), most=SHOWN)
    rows = Claim.objects.select_related("rating").in_bulk([pair.claim_id for pair in pairs])
    return [_told(rows[pair.claim_id], pair) for pair in pairs]


def near_certain(given: Mapping[str, Any], reader: User) -> list[Alike]:
    """Those that are the same claim in all but its last word."""
    return [one for one in alike(given, reader) if one.pair.is_near_certain]


def _known(name: str) -> list[int]:
    named = Claimant.objects.filter(name__iexact=name.strip()) if name.strip() else Claimant.objects.none()
    return [merged_into or pk for pk, merged_into in named.values_list("pk", "merged_into")]


def _told(claim: Claim, pair: Pair) -> Alike:
    reasons = pair_reasons.in_words(pair.reasons.as_json(), here=_("what is typed"), there=_("the recorded claim"))
    side = pair_reasons.side(claim, list(pair.reasons.words))
    return Alike(side, pair, pair_reasons.SEEN_AS[pair.kind](), tuple(reasons))


@never_cache
@require_POST
def similar_view(request: HttpRequest) -> HttpResponse:
    """A piece of the page that the script puts under the statement. Posted: no log keeps the words of a draft."""
    if not permissions.may_record(request.user):
        raise PermissionDenied
    typed = TypedForm(request.POST)
    found = alike(typed.cleaned_data, editor_of(request)) if typed.is_valid() else []
    return TemplateResponse(request, "admin/claims/similar.html", {"alike": found})


def urls() -> list[URLPattern]:
    return [path("similar-claims/", admin.site.admin_view(similar_view), name="similar_claims")]
