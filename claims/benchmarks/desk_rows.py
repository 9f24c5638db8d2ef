"""Fill an empty database with a big newsroom: claims, articles, suggestions, and what was decided of them."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final

from django.conf import settings

from claims.analysis.lexical_model import load_model
from claims.benchmarks import article_rows, copied_rows
from claims.models import (
    Article,
    Body,
    Claim,
    ClaimWatch,
    Decision,
    Evidence,
    JournalEntry,
    Revision,
    Seal,
    Source,
    StanceReading,
    Story,
    Suggestion,
    User,
)
from claims.models.history import HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.vocabulary import (
    ClaimKind,
    DecisionAct,
    JournalKind,
    Publication,
    Stance,
    SuggestionState,
    Visibility,
)

BATCH: Final = 5_000
CLAIMS_OF_A_STORY: Final = 100
MOST_TIMES: Final = 50
COPIED: Final = (
    Story,
    Claim,
    ClaimWatch,
    Article,
    Revision,
    Suggestion,
    Decision,
    Evidence,
    StanceReading,
    JournalEntry,
)
# Of the suggestions: 3 in 10 wait, 2 were confirmed, 5 were dismissed.
STATES: Final = (SuggestionState.OPEN, SuggestionState.CONFIRMED, SuggestionState.DISMISSED)
SHARES: Final = (3, 2, 5)
STANCES: Final = (Stance.FOR, Stance.AGAINST, Stance.OBSERVING)
HEADLINES: Final = 5_000  # different ones, told again and again
SPREAD: Final = timedelta(days=365)


class Newsroom:
    """Rows as they are after a year of work; made from one seed, so two runs have the same."""

    def __init__(self, editor: User, *, now: datetime) -> None:
        self._editor, self._now = editor, now
        self._dice = random.Random(1)
        news = article_rows.News(load_model())
        self._headlines = [news.words(12) for _ in range(HEADLINES)]
        self._bodies = [self._body(news.words(400)) for _ in range(50)]
        self._sources = Source.objects.bulk_create([Source(name=f"Source {n}") for n in range(500)])

    def grow(self, *, claims: int, articles: int, suggestions: int) -> None:
        """About so many more of each; each suggestion is about one of these articles and any of these claims.

        What is much is made once in a smaller number, and copied within the database.
        """
        times = max(1, min(MOST_TIMES, claims // CLAIMS_OF_A_STORY))
        ends = copied_rows.ends(COPIED)
        self._make(claims=claims // times, articles=articles // times, suggestions=suggestions // times)
        copied_rows.repeat(COPIED, after=ends, times=times - 1)

    def seal(self, number: int) -> None:
        """So many pieces of evidence are restricted, to somebody else."""
        other = User.objects.create_user(username="named")
        for evidence in Evidence.objects.order_by("pk")[:number]:
            evidence.visibility = Visibility.RESTRICTED
            evidence.seal = Seal.objects.keep(
                b"sealed", media_type="text/plain", readers=[other], sealing_keys=settings.SEALING_KEYS, now=self._now
            )
            evidence.save(update_fields=["visibility", "seal"])

    def _make(self, *, claims: int, articles: int, suggestions: int) -> None:
        newest = JournalEntry.objects.order_by("-number").values_list("number", flat=True).first()
        self._numbers = count((newest or 0) + 1)
        stories = self._stories(max(1, claims // CLAIMS_OF_A_STORY))
        recorded = [one for number in _batches(claims) for one in self._claims(number, stories)]
        left = suggestions
        for number in _batches(articles):
            made = article_rows.load([self._headline() for _ in range(number)], self._bodies, now=self._moment())
            self._suggestions(made[:left], recorded)
            left -= min(left, number)

    def _stories(self, number: int) -> list[Story]:
        first = Story.objects.count()
        return Story.objects.bulk_create(
            Story(
                slug=f"story-{n}",
                title=self._headline(),
                assignee=self._editor if n % 2 else None,
                created_at=self._moment(),
            )
            for n in range(first, first + number)
        )

    def _claims(self, number: int, stories: Sequence[Story]) -> list[Claim]:
        claims = Claim.objects.bulk_create(self._claim(self._dice.choice(stories)) for _ in range(number))
        ClaimWatch.objects.bulk_create(self._watch(claim) for claim in claims)
        self._journal(JournalKind.CLAIM_RECORDED, [(claim, claim, next(self._numbers)) for claim in claims])
        return claims

    def _claim(self, story: Story) -> Claim:
        is_promise = self._one_in(20)
        return Claim(
            statement=self._headline(),
            story=story,
            kind=ClaimKind.PROMISE if is_promise else ClaimKind.FACT,
            speaks_about_until=self._moment() + SPREAD / 2 if is_promise else None,
            publication=Publication.DRAFT if self._one_in(50) else Publication.INTERNAL,
            review_wanted_at=self._moment() if self._one_in(200) else None,
            created_by=self._editor,
            created_at=self._moment(),
        )

    def _watch(self, claim: Claim) -> ClaimWatch:
        late_since = self._moment() if self._one_in(100) else None
        return ClaimWatch(claim=claim, next_check_at=self._now + SPREAD / 10, late_since=late_since)

    def _suggestions(self, articles: Sequence[Article], claims: Sequence[Claim]) -> None:
        revisions = dict(Revision.objects.filter(article__in=articles).values_list("article_id", "pk"))
        rows = [
            Suggestion(
                claim=self._dice.choice(claims),
                article=article,
                revision_id=revisions[article.pk],
                state=self._dice.choices(STATES, SHARES)[0],
                score=round(self._dice.uniform(0.3, 1), 4),
                stance=self._dice.choice(STANCES),
                created_at=self._moment(),
            )
            for article in articles
        ]
        Suggestion.objects.bulk_create(rows, batch_size=BATCH)
        self._decided(DecisionAct.DISMISSED, [one for one in rows if one.state == SuggestionState.DISMISSED])
        confirmed = [one for one in rows if one.state == SuggestionState.CONFIRMED]
        self._decided(DecisionAct.CONFIRMED, confirmed)
        self._evidence(confirmed)

    def _decided(self, act: DecisionAct, suggestions: Sequence[Suggestion]) -> None:
        rows = [(one, next(self._numbers)) for one in suggestions]
        Decision.objects.bulk_create(
            _digested(
                Decision(
                    suggestion=one,
                    act=act,
                    reason="" if act == DecisionAct.CONFIRMED else "Not about it.",
                    by=self._editor,
                    number=number,
                    recorded_at=self._moment(),
                )
                for one, number in rows
            )
        )
        kind = JournalKind.SUGGESTION_CONFIRMED if act == DecisionAct.CONFIRMED else JournalKind.SUGGESTION_DISMISSED
        self._journal(kind, [(one, one.claim, number) for one, number in rows])

    def _evidence(self, suggestions: Sequence[Suggestion]) -> None:
        evidence = Evidence.objects.bulk_create(
            Evidence(
                claim=one.claim,
                article=one.article,
                suggestion=one,
                source=self._dice.choice(self._sources),
                shown_at=self._moment(),
                created_by=self._editor,
                created_at=self._moment(),
                changed_in_id=one.revision_id if self._one_in(500) else None,
            )
            for one in suggestions
        )
        rows = [(one, next(self._numbers)) for one in evidence]
        StanceReading.objects.bulk_create(
            _digested(
                StanceReading(
                    evidence=one,
                    revision_id=one.suggestion.revision_id if one.suggestion and not one.changed_in_id else None,
                    stance=self._dice.choice(STANCES),
                    by=self._editor,
                    number=number,
                    recorded_at=self._moment(),
                )
                for one, number in rows
            )
        )
        self._journal(JournalKind.STANCE_READ, [(one, one.claim, number) for one, number in rows])

    def _journal(self, kind: JournalKind, acts: Sequence[tuple[PublicIdentity, Claim, int]]) -> None:
        JournalEntry.objects.bulk_create(
            _digested(
                JournalEntry(
                    number=number,
                    kind=kind,
                    subject_type=str(subject._meta.model_name),
                    subject_id=subject.public_id,
                    claim=claim,
                    actor=self._editor,
                    recorded_at=self._now,
                    clock_at=self._now,
                )
                for subject, claim, number in acts
            )
        )

    def _body(self, text: str) -> Body:
        return Body.objects.keep(text.encode(), media_type="text/plain", now=self._now)

    def _headline(self) -> str:
        return self._dice.choice(self._headlines)

    def _moment(self) -> datetime:
        return self._now - SPREAD * self._dice.random()

    def _one_in(self, number: int) -> bool:
        return self._dice.randrange(number) == 0


def _batches(total: int) -> Iterator[int]:
    """5000, 5000, … and the rest"""
    for done in range(0, total, BATCH):
        yield min(BATCH, total - done)


def _digested(rows: Iterator[Any]) -> list[Any]:
    made: list[HistoryRow] = list(rows)
    for row in made:
        row.digest = row.content_digest()
    return made
