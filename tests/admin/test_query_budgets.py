"""Every list of the desk, and a claim's page, asks the database no more often for 100 rows than for 2."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Evidence, FeedItem, Story
from claims.recording import captures, criteria, imports, relations, sealed_notes, topics
from claims.verification import complaints, contacts, decisions, statuses
from tests import factories
from tests.admin.desk import listed, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db
_numbers = itertools.count()
BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("query_budgets.json").read_text())


def judged() -> None:
    claim = factories.claim()
    evidence = factories.evidence(claim=claim)
    statuses.change(
        claim_id=claim.pk,
        to="disputed",
        reason="So.",
        evidence=evidence,
        editor=factories.ada(),
        now=factories.NOON,
    )


def judged_by_an_editor() -> None:
    """A suggestion that was dismissed, for a claim, an outlet and a feed of its own."""
    page = factories.page(article=factories.article(outlet=factories.outlet()))
    feed = factories.feed(outlet=page.article.outlet)
    FeedItem.objects.create(
        feed=feed, guid_sha256=feed.url, guid=feed.url, page=page, first_seen_at=NOON, last_seen_at=NOON
    )
    suggestion = factories.suggestion(article=page.article)
    decisions.dismiss(suggestion_id=suggestion.pk, reason="No", editor=factories.ada(), now=NOON)


def captured() -> None:
    captures.record(kind="typed", content=b"Seen", media_type="text/plain", editor=factories.ada(), now=factories.NOON)


def contacted() -> None:
    attempt = contacts.ask(claim=factories.claim(), whom="NATO", asked_at=NOON, editor=factories.ada(), now=NOON)
    contacts.answer(attempt=attempt, act="no_reply", answered_at=NOON, editor=factories.ada(), now=NOON)


def complained() -> None:
    complaint = complaints.receive(
        claim=factories.claim(), statement="Not so", received_at=NOON, editor=factories.ada(), now=NOON
    )
    complaints.answer(complaint=complaint, answer="It is", answers_seen=0, editor=factories.ada(), now=NOON)


def brought() -> None:
    imports.open_content(content=b"who,what\nNATO,No unit has left\n", editor=factories.ada(), now=factories.NOON)


def busy() -> None:
    """One of everything that the dashboard, a shift and a story tell."""
    rosa, story = factories.rosa(), factories.story(assignee=factories.ada())
    factories.suggestion(claim=factories.claim(story=story, editor=factories.carl()))
    factories.relation_suggestion()
    Claim.objects.filter(pk=factories.claim(editor=factories.carl()).pk).update(review_wanted_at=NOON)
    first = Story.objects.order_by("pk")[0]
    factories.suggestion(claim=factories.claim(story=first))
    factories.note(story=first, editor=rosa, text=f"@ada, look at {story.pk}")


def known() -> None:
    """One more of what a claim's page tells, of the first claim."""
    claim = Claim.objects.order_by("pk").first() or factories.claim(story=factories.story())
    factories.evidence(claim=claim, source=factories.source())
    factories.suggestion(claim=claim)


def known_in_every_way() -> None:
    """One more of everything that a claim's page can tell, of the first claim."""
    known()
    claim = Claim.objects.order_by("pk")[0]
    ada = {"editor": factories.ada(), "now": NOON}
    factories.appearance(claim=claim, quotation="No unit has left", url=f"https://wire.example/{next(_numbers)}")
    criteria.record(claim=claim, statement="Imagery that shows it", **ada)
    relations.relate(claim=claim, kind="contradicts", other=factories.claim(), **ada)
    factories.relation_suggestion(claim=claim)
    contacts.ask(claim=claim, whom="NATO", asked_at=NOON, **ada)
    complaint = complaints.receive(claim=claim, statement="Not so", received_at=NOON, **ada)
    complaints.answer(complaint=complaint, answer="It is", answers_seen=0, **ada)
    sealed_notes.seal(claim=claim, text="Ask her", readers=[factories.ada()], **ada)
    factories.revise(Evidence.objects.filter(claim=claim).latest("pk").article, title="Later", text="No word of it.")
    to = "disputed" if Claim.objects.get(pk=claim.pk).status == "unverified" else "unverified"
    statuses.change(claim_id=claim.pk, to=to, reason="So.", evidence=claim.evidence.latest("pk"), **ada)


MAKE: dict[str, Callable[[], object]] = {
    "index": busy,
    "worklist": busy,
    "shift": busy,
    "mentions": busy,
    "story_page": busy,
    "claim_page": known,
    "claim_page_of_everything": known_in_every_way,
    "record": factories.story,
    "pairs": factories.relation_suggestion,
    "review": factories.suggestion,
    "quality": judged_by_an_editor,
    "duplicates": lambda: (factories.claimant(name="Igor Konashenkov"), factories.claimant(name="I. Konashenkov")),
    "article": factories.article,
    "capture": captured,
    "contactattempt": contacted,
    "complaint": complained,
    "claim": lambda: factories.claim(story=factories.story()),
    "claimant": factories.claimant,
    "derivation": factories.derivation,
    "derivations": factories.derivation,
    "evidence": lambda: factories.evidence(claim=factories.claim()),
    "feed": factories.feed,
    "importrun": brought,
    "journalentry": factories.claim,
    "outlet": factories.outlet,
    "source": factories.source,
    "statuschange": judged,
    "story": factories.story,
    "topic": lambda: topics.record(name=f"Topic {next(_numbers)}", editor=factories.ada(), now=NOON),
    "suggestion": factories.suggestion,
}


def first_story() -> int:
    return Story.objects.order_by("pk").values_list("pk", flat=True).first() or 0


def first_claim() -> int:
    return Claim.objects.order_by("pk").values_list("pk", flat=True).first() or 0


def asked(client: Client, name: str) -> int:
    own = {
        "index": "/admin/",
        "worklist": "/admin/waiting/",
        "shift": "/admin/shift/",
        "mentions": "/admin/mentions/",
        "story_page": f"/admin/claims/story/{first_story()}/change/",
        "claim_page": f"/admin/claims/claim/{first_claim()}/change/",
        "claim_page_of_everything": f"/admin/claims/claim/{first_claim()}/change/",
        "record": "/admin/claims/claim/add/",
        "review": "/admin/review/",
        "quality": "/admin/quality/",
        "pairs": "/admin/pairs/",
        "derivations": "/admin/derivations/",
        "duplicates": "/admin/duplicates/",
    }
    with CaptureQueriesContext(connection) as queries:
        assert client.get(own.get(name) or listed(name)).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_asks_no_more_often_for_100_rows_than_for_2(name: str) -> None:
    client = signed_in(factories.ada())
    ContentType.objects.get_for_model(Story)  # asked once in the life of a process
    for _ in range(2):
        MAKE[name]()
    few = asked(client, name)
    for _ in range(98):
        MAKE[name]()
    many = asked(client, name)
    assert many <= few
    assert many <= BUDGETS[name]
