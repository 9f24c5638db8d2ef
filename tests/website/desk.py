"""A newsroom with one of everything that readers may see, and a canary in everything they may not."""

from datetime import UTC, date, datetime

from claims.models import Claim, Topic
from claims.publishing import reviews
from claims.recording import captures, claims, criteria, relations, sources
from claims.verification import statuses
from claims.vocabulary import CaptureKind, Naming, SourceKind, Visibility
from tests import factories
from tests.factories import NOON

CANARY = "canary-7f3a"


def settled_claim(*, statement: str = "Some units are leaving", title: str = "NATO sees no sign of it") -> Claim:
    """A settled claim with appearances, evidence, criterion, relation, correction and a published check."""
    topic = Topic.objects.create(slug="troops", name="Troops")
    claim = factories.published_claim(statement=statement, story=factories.story(), topics=[topic])
    factories.appearance(claim=claim, url="https://outlet.example/said", hedge="stated", quotation="They are leaving.")
    article = factories.article(title=title, text=f"{title}. The rest.", outlet=factories.outlet(name=title))
    seen = factories.evidence(claim=claim, article=article, quotation=title, source=factories.source(name=title))
    criteria.record(claim=claim, statement="Pictures", due_at=NOON, editor=factories.ada(), now=NOON)
    other = factories.published_claim(statement=statement)
    relations.relate(claim=claim, kind="contradicts", other=other, editor=factories.ada(), now=NOON)
    for slug, change_type in (("true", ""), ("false", "correction")):
        statuses.change(
            claim_id=claim.pk,
            to="settled",
            rating=factories.rating(slug),
            reason=f"{title}: {slug}",
            evidence=seen,
            effective_at=datetime(2022, 2, 16, tzinfo=UTC),
            change_type=change_type,
            editor=factories.ada(),
            now=NOON,
        )
    reviews.record(
        claim=claim,
        url="https://newsroom.example/check",
        headline=title,
        published_on=date(2022, 2, 18),
        rating=factories.rating("false"),
        editor=factories.ada(),
        now=NOON,
    )
    return claim


def hide_canaries(claim: Claim) -> None:
    """Put the canary wherever readers must not look."""
    ada = factories.ada()
    claims.edit(claim_id=claim.pk, version=1, notes=CANARY, editor=ada, now=NOON)
    factories.claim(statement=CANARY, story=factories.story(title=CANARY))
    factories.appearance(claim=factories.claim(), claimant=factories.claimant(name=CANARY))
    source = sources.record(
        name=CANARY, kind=SourceKind.PERSON, naming=Naming.RESTRICTED, readers=[ada], editor=ada, now=NOON
    )
    capture = captures.record(
        kind=CaptureKind.PHONE_NOTE,
        content=CANARY.encode(),
        media_type="text/plain",
        shows=CANARY,
        place=CANARY,
        readers=[ada],
        editor=ada,
        now=NOON,
    )
    factories.evidence(
        claim=claim, capture=capture, source=source, visibility=Visibility.RESTRICTED, readers=[ada], note=CANARY
    )
    factories.evidence(
        claim=claim, visibility=Visibility.DESK, note=CANARY, article=factories.article(title=CANARY, text=CANARY)
    )


def addresses(claim: Claim) -> list[str]:
    """Every kind of page readers have."""
    first = claim.appearances.get(is_first=True).claimant
    assert first is not None
    assert claim.story is not None
    return [
        "/",
        f"/claims/{claim.slug}/",
        f"/claims/{claim.slug}/?as_of=2099-01-01",
        f"/claimants/{first.slug}/",
        f"/stories/{claim.story.slug}/",
        "/topics/troops/",
        "/corrections/",
        "/methodology/",
        "/claims.atom",
        "/nothing-here",
    ]
