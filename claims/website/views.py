"""The readers' pages: each view makes one call and shows what came back."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.models import Claim, Evidence, RatingScale, database_now
from claims.publishing import claim_pages, listings, public_claims
from claims.publishing import corrections as corrected
from claims.publishing.listings import Card, Group
from claims.publishing.public_evidence import PICTURES
from claims.publishing.public_statuses import public_rating
from claims.vocabulary import Basis, ChangeType, Hedge, Interest, Publication, Stance, VerificationStatus


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "claims/home.html", {"page": listings.front_page()})


@require_safe
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """A claim as known now, or `?as_of=` a time; 410 with the reason when it was taken down."""
    removed = corrected.tombstone(slug)
    if removed is not None:
        return render(request, "claims/gone.html", {"tombstone": removed}, status=410)
    found = Claim.objects.published().filter(slug=slug).first()
    if found is None:
        raise Http404
    now = database_now()
    try:
        as_of, effective_at = (moment(request.GET.get(name, "")) for name in ("as_of", "effective_at"))
    except ValueError as error:
        return render(request, "claims/bad_request.html", {"sentence": error}, status=400)
    # What we shall know later cannot be said now.
    as_of = as_of if as_of and as_of < now else None
    known = public_claims.known(found, as_of=as_of, effective_at=effective_at)
    if not known.is_published:
        return render(request, "claims/nothing_yet.html", {"claim": known}, status=404)
    return render(request, "claims/claim.html", claim_pages.page_of(known, at=as_of or now))


@require_safe
def claimant(request: HttpRequest, slug: str) -> HttpResponse:
    """A claimant's record; one that was merged leads to the other."""
    record = listings.claimant(slug)
    if record is None:
        raise Http404
    if record.claimant.slug != slug:
        return redirect("website:claimant", record.claimant.slug, permanent=False)
    return render(request, "claims/claimant.html", {"record": record})


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    return _group(request, _("Story"), listings.story(slug))


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    return _group(request, _("Topic"), listings.topic(slug), feed=reverse("website:topic_atom", args=[slug]))


def _group(
    request: HttpRequest, kind: str, found: tuple[Group, tuple[Card, ...]] | None, *, feed: str = ""
) -> HttpResponse:
    if found is None:
        raise Http404
    return render(request, "claims/group.html", {"kind": kind, "group": found[0], "cards": found[1], "feed": feed})


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    return render(request, "claims/corrections.html", {"corrections": corrected.listed()})


@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    context = {
        "scales": [
            (scale, [(public_rating(one), one.retired_at) for one in scale.ratings.all()])
            for scale in RatingScale.objects.prefetch_related("ratings__scale").order_by("pk")
        ],
        "statuses": VerificationStatus,
        "stances": Stance,
        "hedges": Hedge,
        "interests": Interest,
        "bases": Basis,
        "changes": ChangeType,
    }
    return render(request, "claims/methodology.html", context)


@require_safe
def picture(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A capture's picture, while it is public evidence of a published claim."""
    shown = (
        Evidence.objects.public()
        .standing()
        .filter(claim__publication=Publication.PUBLISHED, capture__public_id=public_id, capture__seal=None)
        .select_related("capture__body")
        .first()
    )
    capture = shown.capture if shown else None
    if capture is None or capture.body is None or capture.body.compressed is None or capture.media_type not in PICTURES:
        raise Http404
    response = HttpResponse(capture.body.content(), content_type=capture.media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, no-cache"
    return response


def moment(text: str) -> datetime | None:
    """A time as readers and machines write it: a date, or a date and time, in the newsroom's zone unless it names one.

    A date alone is the end of that day. None for nothing; ValueError with a sentence otherwise.
    """
    if not text.strip():
        return None
    # A plus in an address is read as a space: put it back.
    text = text.strip().replace(" ", "+") if "T" in text else text.strip()
    zone = ZoneInfo(settings.NEWSROOM_TIME_ZONE)
    try:
        day = parse_date(text)
        found = parse_datetime(f"{text}T23:59:59.999999") if day else parse_datetime(text)
        if found is None:
            raise ValueError
        aware = found if found.tzinfo else found.replace(tzinfo=zone)
        # Databases count in UTC, and a day either way must still be a time there.
        for either_way in (timedelta(days=-1), timedelta(days=1)):
            (aware + either_way).astimezone(ZoneInfo("UTC"))
    except (ValueError, OverflowError):
        raise ValueError(_("This is not a time: write it as 2022-02-15T12:00 or 2022-02-15.")) from None
    return aware
