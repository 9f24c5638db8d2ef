"""Load what is replayed, and account for every row of it."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import F

from claims.analysis.addresses import canonical_url
from claims.benchmarks import replay_rows
from claims.benchmarks.replay_rows import Rows
from claims.matching import thresholds
from claims.models import Article, Claim, Feed, Page, Revision, Suggestion, User
from claims.models.pages import address_digest
from claims.models.suggestions import SuggestionQuerySet
from claims.monitoring import feeds
from claims.recording import claims, people
from claims.vocabulary import FeedCheckOutcome, RevisionOrigin, Role

EDITOR = "replay"
ONCE_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Account:
    """Where every row is. `rank_1` and `rank_5` are rows whose own claim was suggested first, or among five."""

    rows: int
    own_article: int
    joined_to_another: int
    headline_only: int
    missing: int
    unmatched: int
    revisions: int
    suggestions: int
    rank_1: int
    rank_5: int
    rank_1_share: float
    errors: int

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.unmatched

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def load(rows: Rows, *, port: int, now: datetime) -> None:
    """Record the claims and watch the feeds that are not there yet: loading twice changes nothing."""
    editor = User.objects.filter(username=EDITOR).first() or people.record(
        username=EDITOR, password=secrets.token_urlsafe(24), role=Role.EDITOR, editor=None, now=now
    )
    known = set(Claim.objects.values_list("notes", flat=True))
    for row in rows.claims:
        if row.id not in known:
            claims.record(statement=row.text, notes=row.id, editor=editor, now=now)
    watched = set(Feed.objects.values_list("url", flat=True))
    for source, host in rows.sources().items():
        url = canonical_url(f"http://{host}:{port}/feed.xml")
        if url not in watched:
            feeds.add(url=url, outlet_name=source, editor=editor, now=now, fetch=None, longest_seconds=ONCE_AN_HOUR)


def account(rows: Rows, *, port: int) -> Account:
    """Look every row up, by the address of its page."""
    hosts = rows.sources()
    pages = {page.url_sha256: page for page in Page.objects.select_related("article")}
    ranked = _ranked()
    bodies = set(Revision.objects.exclude(origin=RevisionOrigin.FEED).values_list("article_id", flat=True).distinct())
    counts = {"own_article": 0, "joined_to_another": 0, "headline_only": 0, "missing": 0, "rank_1": 0, "rank_5": 0}
    for row in rows.articles:
        url = canonical_url(replay_rows.address(row, host=hosts[row.source], port=port))
        page = pages.get(address_digest(url))
        counts[_place(page, bodies)] += 1
        suggested = ranked.get(page.article_id or 0, []) if page else []
        counts["rank_1"] += bool(suggested) and suggested[0] in row.gold
        counts["rank_5"] += any(one in row.gold for one in suggested[:5])
    return Account(
        rows=len(rows.articles),
        unmatched=Article.objects.filter(matched_revision__lt=F("revision_count")).count(),
        revisions=Revision.objects.count(),
        suggestions=_shown().count(),
        rank_1_share=round(counts["rank_1"] / len(rows.articles), 4),
        errors=Feed.objects.filter(checks__outcome=FeedCheckOutcome.FAILED).distinct().count(),
        **counts,
    )


def _place(page: Page | None, bodies: set[int]) -> str:
    if page is None or page.article is None or page.article.revision_count == 0:
        return "missing"
    if page.article.pk not in bodies:
        return "headline_only"
    return "own_article" if page.article.url_sha256 == page.url_sha256 else "joined_to_another"


def _shown() -> SuggestionQuerySet:
    """What the queue would hold: what is kept for measuring only is no suggestion to an editor."""
    return Suggestion.objects.all().shown(thresholds.current())


def _ranked() -> dict[int, list[str]]:
    """The claims (by the id of their row) suggested for each article, the best first."""
    found: dict[int, list[str]] = {}
    rows = _shown().order_by("article_id", "rank", "-score").values_list("article_id", "claim__notes")
    for article, claim in rows:
        found.setdefault(article, []).append(claim)
    return found
