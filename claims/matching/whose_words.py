"""Find whose word an article passes on: the claimant's own, or that of a briefing nobody is named for."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from claims.analysis import own_words, unnamed_sources
from claims.analysis.own_words import OwnWords
from claims.analysis.unnamed_sources import Mention, SameBriefing
from claims.models import Appearance, Article, Claim, Claimant, Derivation, Revision, Source, Suggestion
from claims.vocabulary import AppearanceRole, ClaimantKind, DerivationKind, SuggestionState

SAME_DAY = timedelta(hours=24)
MOST_READ = 30  # other reports of a claim that are read for one article
MOST_DESCRIBED = 180  # characters of a description
_BRIEFINGS = uuid.UUID("0b1d0d1e-6f5e-4d0c-9d8e-2b7f6f2f5a61")


@dataclass(frozen=True, slots=True)
class OwnWordsPassedOn:
    """The claimant is quoted in the article: it rests on the Source that is the claimant."""

    revision: Revision
    claim: Claim
    claimant: Claimant
    found: OwnWords

    @property
    def key(self) -> dict[str, Any]:
        return {"article": self.revision.article, "kind": DerivationKind.QUOTES, "claimant": self.claimant}

    def values(self) -> dict[str, Any]:
        sources = Source.objects.that_are(self.claimant)
        return {
            "revision": self.revision,
            "claim": self.claim,
            "source": sources.order_by("pk").first(),
            "similarity": self.found.share,
            "passages": [[[span.start, span.end, 0, 0]] for span in self.found.spans],
            "reasons": {"is_verbatim": self.found.is_verbatim},
        }


@dataclass(frozen=True, slots=True)
class ReportOfBriefing:
    """One of several reports that seem to rest on one unnamed briefing."""

    revision: Revision
    claim: Claim
    briefing: uuid.UUID
    described: str
    mention: Mention
    shared: SameBriefing

    @property
    def key(self) -> dict[str, Any]:
        return {"article": self.revision.article, "kind": DerivationKind.BRIEFING, "briefing": self.briefing}

    def values(self) -> dict[str, Any]:
        return {
            "revision": self.revision,
            "claim": self.claim,
            "described": self.described,
            "similarity": 1.0 if self.shared.words >= unnamed_sources.SAME_WORDS else 0.5,
            "passages": [[[self.mention.start, self.mention.end, 0, 0]]],
            "reasons": {"numbers": list(self.shared.numbers), "words": self.shared.words},
        }


def own_words_in(revision: Revision, text: str) -> Iterator[OwnWordsPassedOn]:
    """The claimants that the article quotes, of the claims it may follow up; each once."""
    passed = set[int]()
    for claim in _claims_of(revision.article):
        for claimant, quotations in _said_by(claim).items():
            is_person = claimant.kind == ClaimantKind.PERSON
            found = own_words.find(text, quotations=quotations, name=claimant.name, is_person=is_person)
            if found is not None and claimant.pk not in passed:
                passed.add(claimant.pk)
                yield OwnWordsPassedOn(revision, claim, claimant, found)


def briefings_of(revision: Revision, text: str, *, kin: set[int]) -> Iterator[ReportOfBriefing]:
    """The article and the other report of the same claim and day with which it shares most of an unnamed briefing.

    `kin`: articles that share its text anyway. A report that an editor took out of a briefing is not put back.
    """
    if not unnamed_sources.mentions(text):
        return
    for claim in _claims_of(revision.article):
        pairs = [
            (other, shared)
            for other in _same_day(revision.article, claim)
            if other.article_id not in kin
            and (shared := unnamed_sources.same_briefing(text, other.kept_text or "")) is not None
        ]
        if pairs:
            other, shared = max(pairs, key=lambda pair: (pair[1].words, len(pair[1].numbers), -pair[0].pk))
            yield from _together(revision, other, claim, shared)


def _claims_of(article: Article) -> list[Claim]:
    rows = Suggestion.objects.filter(article=article).exclude(state=SuggestionState.DISMISSED)
    return [one.claim for one in rows.select_related("claim").order_by("-score", "pk")]


def _said_by(claim: Claim) -> dict[Claimant, list[str]]:
    """Who said it, with the recorded quotations; the unnamed have no Source of their own."""
    rows = Appearance.objects.filter(claim=claim, withdrawn_at=None, role=AppearanceRole.SAID, claimant__isnull=False)
    said: dict[Claimant, list[str]] = {}
    for one in rows.select_related("claimant__merged_into").order_by("-is_first", "pk"):
        claimant = one.claimant and one.claimant.survivor
        if claimant is not None and claimant.kind != ClaimantKind.UNNAMED:
            quotations = [one.quotation, claim.quotation if one.is_first else ""]
            said.setdefault(claimant, []).extend(filter(None, quotations))
    return said


def _same_day(article: Article, claim: Claim) -> "QuerySet[Revision]":
    """The newest revisions of the other reports of the claim within a day, the nearest texts that were matched."""
    about = Suggestion.objects.filter(claim=claim).exclude(state=SuggestionState.DISMISSED).exclude(article=article)
    begin, end = article.appeared_at - SAME_DAY, article.appeared_at + SAME_DAY
    when = Q(article__published_at__range=(begin, end)) | Q(
        article__published_at=None, article__first_seen_at__range=(begin, end)
    )
    revisions = Revision.objects.filter(when, suggestions__in=about).select_related("article", "body")
    return revisions.order_by("pk")[:MOST_READ]


def _together(revision: Revision, other: Revision, claim: Claim, shared: SameBriefing) -> Iterator[ReportOfBriefing]:
    """Both reports under one briefing: the one that either belongs to already, or a new one."""
    known = Derivation.objects.filter(kind=DerivationKind.BRIEFING, claim=claim)
    known = known.filter(article__in=[revision.article_id, other.article_id]).order_by("pk")
    if known.filter(state=SuggestionState.DISMISSED).exists() or len({row.briefing for row in known}) > 1:
        return
    group = known.first()
    first, mention = min(
        ((revision, shared.one), (other, shared.other)),
        key=lambda pair: (pair[0].article.appeared_at, pair[0].article_id),
    )
    described = group.described if group else _described(mention, first.article)
    briefing = (group and group.briefing) or uuid.uuid5(_BRIEFINGS, f"{claim.public_id} {first.article.public_id}")
    yield ReportOfBriefing(revision, claim, briefing, described, shared.one, shared)
    if other.article_id not in {row.article_id for row in known}:
        yield ReportOfBriefing(other, claim, briefing, described, shared.other, shared)


def _described(mention: Mention, article: Article) -> str:
    """As the earliest report puts it, with its day: "a senior US official, 15 Feb 2022"."""
    words = mention.description.split()
    begin = words[0] if len(words[0]) > 1 and words[0][1:] != words[0][1:].lower() else words[0].lower()
    described = " ".join([begin, *words[1:]])[:MOST_DESCRIBED]
    return f"{described}, {article.appeared_at:%d %b %Y}"
