"""Ring when something happened to an article that a claim rests on: its claims are queued for another look."""

from collections.abc import Iterable
from datetime import datetime

from claims.analysis import attributions, publisher_notices, quotations
from claims.analysis.article_html import ArticleText
from claims.analysis.publisher_notices import Notice
from claims.models import Appearance, Article, Claim, Evidence, JournalEntry, Revision, StanceReading
from claims.vocabulary import JournalKind, ReviewCause, Visibility

LONGEST_REASON = 300  # characters
NOTICED = {
    "corrected": "The publisher corrected",
    "refiled": "The publisher filed again",
    "withdrawn": "The publisher withdrew",
    "updated": "The publisher says that it updated",
    "editors_note": "An editor's note was added to",
}


def mark(*, article: Article, revision: Revision, text: ArticleText) -> None:
    """Remember which evidence rests on what has just changed, and whose quotation is gone. Part of the caller's act."""
    Evidence.objects.standing().filter(article=article).update(changed_in=revision, unquoted_in=None)
    lost = [one.pk for one in _unquoted(article, text)]
    Evidence.objects.filter(pk__in=lost).update(unquoted_in=revision)


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
        _queue(_resting_on(article), article, NOTICED[found[0].kind], now)
        return found
    if attributions.lost_attribution(before[0], text.title):
        _queue(_resting_on(article), article, "The headline no longer says who said it:", now)
    else:
        lost = "A quotation is no longer in its source:"
        _queue(_unquoted(article, text), article, lost, now)
        for appearance in _unquoted_appearances(article, text):
            _queue_claim(appearance.claim_id, f"{lost} {article}", {"because_of": article.public_id}, now)
    return found


def disappeared(*, article: Article, now: datetime) -> None:
    """After an article vanished. Part of the caller's transaction."""
    _queue(_resting_on(article), article, "An article it rests on has disappeared:", now)


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


def _unquoted_appearances(article: Article, text: ArticleText) -> list[Appearance]:
    """The appearances whose quotation was anchored in the article and stands there no longer."""
    anchored = Appearance.objects.filter(revision__article=article, quotation_start__gte=0, withdrawn_at=None)
    return [one for one in anchored.order_by("pk") if not _still_says(text, one)]


def _still_says(text: ArticleText, quoted: StanceReading | Appearance) -> bool:
    return any(quotations.find(one, quoted.anchor) >= 0 for one in (text.text, text.title))


def _queue(evidence: Iterable[Evidence], article: Article, what: str, now: datetime) -> None:
    """Ask for another look at each claim, once; that a claim rests on restricted evidence is nobody's to read."""
    for one in evidence:
        is_secret = one.visibility == Visibility.RESTRICTED
        because = "Something it rests on has changed." if is_secret else f"{what} {article}"
        _queue_claim(one.claim_id, because, {} if is_secret else {"because_of": article.public_id}, now)


def _queue_claim(claim_id: int, because: str, named: dict[str, object], now: datetime) -> None:
    waiting = Claim.objects.filter(pk=claim_id, review_wanted_at=None)
    wanted = {"review_wanted_because": because[:LONGEST_REASON], "review_wanted_for": ReviewCause.SOURCE_CHANGED}
    if waiting.update(review_wanted_at=now, **wanted) == 1:
        claim = Claim.objects.get(pk=claim_id)
        after = {"review_wanted": True, **named}
        JournalEntry.objects.write(kind=JournalKind.CLAIM_QUEUED, subject=claim, claim=claim, after=after)
