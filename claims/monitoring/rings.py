"""Ring when something happened to an article that a claim rests on: its claims are queued for another look."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.analysis import attributions, publisher_notices, quotations
from claims.analysis.article_html import ArticleText
from claims.analysis.publisher_notices import Notice
from claims.models import Article, Claim, Evidence, JournalEntry, Revision, StanceReading
from claims.vocabulary import JournalKind, Visibility

LONGEST_REASON = 300  # characters
NOTICED = {
    "corrected": gettext_lazy("The publisher corrected"),
    "refiled": gettext_lazy("The publisher filed again"),
    "withdrawn": gettext_lazy("The publisher withdrew"),
    "updated": gettext_lazy("The publisher says that it updated"),
    "editors_note": gettext_lazy("An editor's note was added to"),
}


def revised(
    *, article: Article, before: tuple[str, str], revision: Revision, text: ArticleText, now: datetime
) -> tuple[Notice, ...]:
    """After a change in substance: the publisher's own new notices, a quotation that is gone, a lost attribution.

    before: title and text as they read. The notices that are new are returned. Part of the caller's transaction.
    """
    found = publisher_notices.new_notices(
        publisher_notices.notices(title=before[0], text=before[1]),
        publisher_notices.notices(title=text.title, text=text.text),
    )
    if found:
        # Kinds and places only: a text must be able to go, the journal stays.
        after = {"number": revision.number, "notices": [{"kind": one.kind, "in": one.found_in} for one in found]}
        JournalEntry.objects.write(kind=JournalKind.ARTICLE_CORRECTED, subject=article, after=after)
        _queue(_resting_on(article), article, str(NOTICED[found[0].kind]), now)
        return found
    if attributions.lost_attribution(before[0], text.title):
        _queue(_resting_on(article), article, _("The headline no longer says who said it:"), now)
    else:
        _queue(_unquoted(article, text), article, _("A quotation is no longer in its source:"), now)
    return found


def disappeared(*, article: Article, now: datetime) -> None:
    """After an article vanished. Part of the caller's transaction."""
    _queue(_resting_on(article), article, _("An article it rests on has disappeared:"), now)


def _resting_on(article: Article) -> list[Evidence]:
    return list(Evidence.objects.standing().filter(article=article).order_by("pk"))


def _unquoted(article: Article, text: ArticleText) -> list[Evidence]:
    """The evidence whose quotation stood in the article and stands there no longer."""
    newest: dict[int, StanceReading] = {}
    standing = Evidence.objects.standing().filter(article=article)
    for reading in StanceReading.objects.filter(evidence__in=standing).exclude(quotation="").order_by("number"):
        newest[reading.evidence_id] = reading
    lost = [pk for pk, reading in newest.items() if not _still_says(text, reading)]
    return [one for one in _resting_on(article) if one.pk in lost]


def _still_says(text: ArticleText, reading: StanceReading) -> bool:
    anchor = quotations.Anchor(
        reading.quotation, reading.quotation_prefix, reading.quotation_suffix, reading.quotation_start
    )
    return quotations.find(text.text, anchor) >= 0 or quotations.find(text.title, anchor) >= 0


def _queue(evidence: Iterable[Evidence], article: Article, what: str, now: datetime) -> None:
    """Ask for another look at each claim, once; that a claim rests on restricted evidence is nobody's to read."""
    for one in evidence:
        is_secret = one.visibility == Visibility.RESTRICTED
        because = _("Something it rests on has changed.") if is_secret else f"{what} {article}"
        waiting = Claim.objects.filter(pk=one.claim_id, review_wanted_at=None)
        if waiting.update(review_wanted_at=now, review_wanted_because=because[:LONGEST_REASON]) != 1:
            continue
        claim = Claim.objects.get(pk=one.claim_id)
        after: dict[str, object] = {"review_wanted": True}
        if not is_secret:
            after["because_of"] = article.public_id
        JournalEntry.objects.write(kind=JournalKind.CLAIM_QUEUED, subject=claim, claim=claim, after=after)
