"""The demonstration newsroom on its worst day: something of every kind, so that no page of the desk is empty."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from claims import demonstration
from claims.analysis.thresholds import Thresholds
from claims.demonstration import newsroom
from claims.demonstration.wire_pages import NATO_COPY, PAGES
from claims.matching import thresholds
from claims.models import (
    Article,
    Claim,
    Claimant,
    Evidence,
    FeedCheck,
    FollowUpCheck,
    Outlet,
    Source,
    Story,
    User,
    database_now,
)
from claims.publishing import redactions, releases, reviews
from claims.recording import (
    affiliations,
    captures,
    claims,
    criteria,
    import_work,
    imports,
    merges,
    notes,
    relations,
    sealed_notes,
    sittings,
    tokens,
    topics,
)
from claims.verification import complaints, contacts, decisions, derivations, proposals, statuses
from tests import factories
from tests.factories import HOUR
from tests.recording.test_importing_claims import ONE_BAD, nothing_alike

LONG = "Ministry’s-statement-on-the-redeployment-of-units-of-the-Southern-and-Western-military-districts.txt"


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Who works there, and the rows whose pages are opened by name."""

    passwords: dict[str, str]
    rows: dict[str, Any] = field(default_factory=dict)


def build() -> Newsroom:
    now = database_now()
    passwords = {account.username: account.password for account in newsroom.build(now=now)}
    house = _House(now=now, chief=_person("chief"), ada=_person("ada"), rosa=_person("rosa"), story=Story.objects.get())
    rows = dict(house.fill())
    return Newsroom(passwords=passwords, rows=rows)


def _person(username: str) -> User:
    return User.objects.get(username=username)


@dataclass(frozen=True, slots=True)
class _House:
    now: datetime
    chief: User
    ada: User
    rosa: User
    story: Story

    def fill(self) -> Iterator[tuple[str, Any]]:
        claim = self.claim("Russia is withdrawing troops")
        self.watched()
        articles = list(self.articles())
        yield "claim", claim
        yield "lost", self.judged_evidence(claim, articles[0])
        self.suggested(articles)
        self.derived(articles[3], articles[4])
        yield "restricted", Source.objects.get(naming="restricted")
        yield "contact", self.asked(claim)
        yield "complaint", self.complained(claim)
        yield "review", self.reviewed(claim)
        yield "proposal", self.proposed()
        yield "pair", self.paired()
        yield "import", self.imported()
        yield from self.doubled()
        yield "topic", self.topical(claim)
        yield "body", self.redacted()
        self.told_apart(claim)
        yield "unpublished", self.taken_down()
        yield "embargoed", self.held()
        yield "token", tokens.issue(user=self.chief, name="Front page", editor=self.chief, now=self.now)[0]
        yield "picture", self.pictured()
        yield "sitting", self.typed()

    def by_chief(self) -> dict[str, Any]:
        return {"editor": self.chief, "now": self.now}

    def by_ada(self) -> dict[str, Any]:
        return {"editor": self.ada, "now": self.now}

    def claim(self, words: str) -> Claim:
        return Claim.objects.get(statement__startswith=words)

    def watched(self) -> None:
        """Feeds and pages in health and in trouble."""
        outlet = factories.outlet(name="The Gazette of the Northern and Eastern Provinces")
        feed = factories.feed(outlet=outlet, failures=7, last_error="503 Service Unavailable", failing_since=self.now)
        for outcome, error in (("changed", ""), ("failed", "The host did not answer within 20 seconds.")):
            FeedCheck.objects.create(
                feed=feed, started_at=self.now, finished_at=self.now, outcome=outcome, error=error, http_status=503
            )
        factories.page(state="needs_copy", obstacle="a paywall", outlet=outlet)
        factories.page(state="failing", failures=3, outlet=outlet)

    def articles(self) -> Iterator[Article]:
        for page in PAGES[:7]:
            outlet = Outlet.objects.get(name__icontains=page.outlet.replace("-", " "))
            text = "\n\n".join(page.paragraphs)
            yield factories.article(title=page.headline, text=text, outlet=outlet, published_at=page.published_at)

    def suggested(self, articles: list[Article]) -> None:
        """Suggestions of every strength; one of them decided on, one of them said again, one a copy."""
        sentence = NATO_COPY[1]
        reasons = {
            "words": [["withdrawal", 0.31], ["troops", 0.2]],
            "names": ["Russia", "Ukraine"],
            "sentence": sentence,
            "sentence_start": len(NATO_COPY[0]) + 2,
        }
        claims = list(Claim.objects.order_by("pk")[:8])
        for number, one in enumerate(claims):
            article = articles[3 + number % 4]
            factories.suggestion(
                claim=one,
                article=article,
                score=0.99 - number / 12,
                reasons=reasons if article == articles[3] else {},
                headline_stance="against",
                headline_stance_confidence=0.8,
                headline_stance_cues=["no"],
                body_stance="observing",
                body_stance_confidence=0.6,
                body_stance_cues=["told"],
                stance_language="en",
                dropped_hedges=["could"],
                created_at=self.now - number * 30 * HOUR,
                **({"said_again_at": self.now, "repeat_number": 4} if number == 2 else {}),
            )
        dismissed = factories.suggestion(claim=claims[0], article=articles[1], score=0.7)
        decisions.dismiss(suggestion_id=dismissed.pk, reason="About football.", **self.by_ada())
        confirmed = factories.suggestion(claim=claims[0], article=articles[2], score=0.8)
        decisions.confirm(suggestion_id=confirmed.pk, stance="observing", **self.by_ada())

    def judged_evidence(self, claim: Claim, article: Article) -> Evidence:
        """Read, and then the article changed: its quotation is gone."""
        nato = Source.objects.get(name="NATO")
        quotation = "NATO has seen no sign that Russian troops are leaving"
        evidence = decisions.add_by_hand(
            claim=claim, article=article, stance="against", source=nato, quotation=quotation, **self.by_ada()
        )
        statuses.change(
            claim_id=claim.pk, to="disputed", reason="NATO contradicts it.", evidence=evidence, **self.by_ada()
        )
        later = "The alliance sees less of a withdrawal than was announced, its Secretary General said in Brussels."
        factories.revise(article, title=f"{article.title} (corrected)", text=later, at=self.now)
        return evidence

    def derived(self, original: Article, copy: Article) -> None:
        length = len(NATO_COPY[0])
        passages = [[[0, length, 0, length]]]
        factories.derivation(article=copy, original=original, passages=passages)
        decided = factories.derivation(passages=[])
        derivations.dismiss(derivation_id=decided.pk, reason="Two reporters, one briefing.", **self.by_ada())

    def asked(self, claim: Claim) -> Any:
        answered = contacts.ask(
            claim=claim,
            whom="The Russian Ministry of Defence",
            asked_at=self.now - HOUR,
            means="email",
            **self.by_ada(),
        )
        contacts.answer(attempt=answered, act="no_reply", answered_at=self.now, **self.by_ada())
        overdue = {"asked_at": self.now - 3 * HOUR, "due_at": self.now - HOUR}
        return contacts.ask(claim=claim, whom="The Kremlin’s press service", **overdue, **self.by_ada())

    def complained(self, claim: Claim) -> Any:
        said = {"claim": claim, "received_at": self.now, **self.by_ada()}
        answered = complaints.receive(statement="The outlet is misspelt.", complainant="A reader", **said)
        complaints.answer(complaint=answered, answer="Mended, with thanks.", answers_seen=0, **self.by_ada())
        return complaints.receive(
            statement="They were already back in their barracks.", contact="+380 00", readers=[self.ada], **said
        )

    def reviewed(self, claim: Claim) -> Any:
        return reviews.record(
            claim=claim,
            url="https://newsroom.example/check",
            headline="No, the troops are not leaving",
            published_on=self.now.date(),
            rating=factories.rating("false"),
            **self.by_ada(),
        )

    def proposed(self) -> Any:
        claim = self.claim("Some units of Russia")
        evidence = factories.evidence(claim=claim, article=factories.article(title="No train arrived"))
        return proposals.propose(
            claim_id=claim.pk,
            to="settled",
            reason="No train arrived at any garrison.",
            rating=factories.rating("misleading"),
            evidence=evidence,
            **self.by_ada(),
        )

    def paired(self) -> Any:
        one, other = self.claim("Russia is withdrawing troops"), self.claim("It is the first drawdown")
        relations.relate(claim=one, kind="contradicts", other=self.claim("No sign of de-escalation"), **self.by_ada())
        return factories.relation_suggestion(claim=one, other=other)

    def imported(self) -> Any:
        run = imports.open_content(content=ONE_BAD.encode(), name=LONG, **self.by_ada())
        import_work.advance(run_id=run.pk, clock=lambda: self.now, alike=nothing_alike)
        return run

    def doubled(self) -> Iterator[tuple[str, Any]]:
        """Two who look alike, twos that are one, and one whose affiliation ended."""
        yield "duplicate", factories.claimant(name="I. Konashenkov")
        merged, into = factories.claimant(name="J. Stoltenberg"), Claimant.objects.get(name="Jens Stoltenberg")
        merges.merge(duplicate=merged, into=into, reason="The same man.", **self.by_ada())
        affiliations.record(
            claimant=into,
            organisation=Claimant.objects.get(name="European Union"),
            position="guest",
            until_on=self.now.date(),
            **self.by_ada(),
        )
        yield "merged_claimant", merged
        for noun, make in (("outlet", factories.outlet), ("source", factories.source)):
            one, other = make(), make()
            merges.merge(duplicate=one, into=other, reason="One of them is the other's old name.", **self.by_ada())
            yield f"merged_{noun}", one

    def topical(self, claim: Claim) -> Any:
        topic = topics.record(name="Troops near Ukraine", description="Who moves what, and where to.", **self.by_ada())
        claims.edit(claim_id=claim.pk, version=claim.version, topics=[topic], **self.by_ada())
        return topic

    def redacted(self) -> Any:
        capture = captures.record(
            kind="typed", content=b"A name that must go", media_type="text/plain", **self.by_ada()
        )
        redactions.destroy_body(body=capture.body, reason="It named a private person.", **self.by_chief())
        return captures.record(kind="typed", content=b"Kept", media_type="text/plain", **self.by_ada()).body

    def told_apart(self, claim: Claim) -> None:
        """What was written to whom, what is past its time, and which thresholds hold."""
        sealed_notes.seal(claim=claim, text="She is at home.", readers=[self.chief], **self.by_chief())
        words = "@chief, the embassy answers at six.\nI call @mod_russia until then."
        notes.write(story=self.story, text=words, editor=self.rosa, now=self.now)
        criteria.record(claim=claim, statement="Pictures of empty camps", due_at=self.now - HOUR, **self.by_ada())
        thresholds.adopt(
            chosen=Thresholds(silent=0.15, show=0.5, strict=0.9),
            figures={"decisions": 120},
            model_version="lexical-1",
            **self.by_chief(),
        )
        FollowUpCheck.objects.record(
            claim=claim, started_at=self.now, finished_at=self.now, outcome="nothing", searched={}, recorded_at=self.now
        )
        Claim.objects.filter(pk=claim.pk).update(review_wanted_at=self.now, review_wanted_because="A source changed.")

    def taken_down(self) -> Claim:
        claim = factories.claim(statement="A video shows a column that leaves", editor=self.chief, story=self.story)
        releases.publish(claim_id=claim.pk, slug="a-column-that-leaves", **self.by_chief())
        return releases.unpublish(claim_id=claim.pk, reason="The video names a private person.", **self.by_chief())

    def held(self) -> Claim:
        claim = factories.claim(statement="The drills end on 20 February", editor=self.rosa, publication="draft")
        released = releases.publish(claim_id=claim.pk, embargo_until=self.now + 24 * HOUR, **self.by_chief())
        factories.claim(statement="A draft that waits for its editor", editor=self.rosa, publication="draft")
        return released

    def pictured(self) -> Any:
        picture = Path(demonstration.__file__ or "").with_name("picture.png").read_bytes()
        return captures.record(
            kind="screenshot", content=picture, media_type="image/png", file_name=LONG, **self.by_ada()
        )

    def typed(self) -> Any:
        words = {"statement": "Units are loading up", "claimant": "The ministry"}
        sitting, _ = sittings.save(
            sitting=None, version=0, typed=words, editor=self.chief, now=self.now - timedelta(minutes=5)
        )
        return sitting
