"""Write down our published checks of a claim, and take them back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis.transitions import scales_for
from claims.models import Claim, ClaimReview, JournalEntry, Rating, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind


@transaction.atomic
def record(
    *,
    claim: Claim,
    url: str,
    headline: str,
    published_on: date,
    rating: Rating,
    byline: str = "",
    language: str = "en",
    editor: User,
    now: datetime,
) -> ClaimReview:
    """A published check at its address. Raises NotAllowed, or Refused for an address or rating that does not fit."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not record reviews."))
    if not url.startswith(("https://", "http://")):
        raise Refused(_("A review has the address where it is published."), field="url")
    if not headline.strip():
        raise Refused(_("A review has a headline."), field="headline")
    if ClaimReview.objects.standing().filter(url=url).exists():
        raise Refused(_("A review with this address is recorded already."), field="url")
    if rating.scale.kind not in scales_for(claim.kind):
        raise Refused(_("Choose a rating from the scale for this kind of claim."), field="rating")
    if not rating.may_be_given(held=claim.rating_id):
        raise Refused(_("This rating is retired: new verdicts do without it."), field="rating")
    stamp = JournalEntry.objects.stamp()
    review = ClaimReview.objects.create(
        claim=claim,
        url=url,
        headline=headline.strip(),
        byline=byline,
        language=language,
        published_on=published_on,
        rating=rating,
        created_at=stamp.recorded_at,
    )
    JournalEntry.objects.write(
        kind=JournalKind.REVIEW_RECORDED,
        subject=review,
        claim=claim,
        after={"url": url, "headline": review.headline, "rating": rating.public_id, "published_on": published_on},
        actor=editor,
        stamp=stamp,
    )
    return review


@transaction.atomic
def withdraw(*, review: ClaimReview, reason: str, editor: User, now: datetime) -> ClaimReview:
    """Take a review back; it stays readable in the history. Raises NotAllowed or Refused."""
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not withdraw reviews."))
    if not reason.strip():
        raise Refused(_("Say why the review is withdrawn."), field="reason")
    stamp = JournalEntry.objects.stamp()
    if ClaimReview.objects.standing().filter(pk=review.pk).update(withdrawn_at=stamp.recorded_at) != 1:
        raise Refused(_("This review was withdrawn already."))
    review.withdrawn_at = stamp.recorded_at
    JournalEntry.objects.write(
        kind=JournalKind.REVIEW_WITHDRAWN,
        subject=review,
        claim=review.claim,
        after={"withdrawn": True},
        actor=editor,
        reason=reason,
        stamp=stamp,
    )
    return review
