"""One page tells everything that happened to a claim and its parts: by whom, when, before and after, in words."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, JournalEntry, User
from claims.recording import captures, claims, relations
from claims.verification import decisions, statuses
from claims.vocabulary import JournalKind
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def page_for(reader: User, claim: Claim, **asked: str) -> Any:
    return signed_in(reader).get(f"/admin/claims/claim/{claim.pk}/history/", asked)


def told(reader: User, claim: Claim, **asked: str) -> list[str]:
    return [line.what for line in page_for(reader, claim, **asked).context["lines"]]


def words(page: Any) -> dict[str, tuple[str, str]]:
    """The fields of the newest act."""
    return {one.field: (one.before, one.after) for one in page.context["lines"][0].changes}


def settled(claim: Claim) -> None:
    statuses.change(
        claim_id=claim.pk,
        to="settled",
        reason="No unit left.",
        rating=factories.rating(),
        evidence=factories.evidence(claim=claim, article=factories.article(title="NATO saw none")),
        effective_at=NOON,
        effective_precision="day",
        editor=factories.ada(),
        now=NOON,
    )


def test_a_status_is_told_by_its_labels_and_what_it_rests_on_by_its_title() -> None:
    claim = factories.claim()
    settled(claim)
    page = page_for(factories.ben(), claim)
    line = page.context["lines"][0]
    assert (line.who, line.what, line.reason) == ("Ada", "status changed", "No unit left.")
    fields = words(page)
    assert fields["status"] == ("Unverified", "Settled")
    assert fields["rating"] == ("", "False")
    assert fields["deciding evidence"] == ("", "NATO saw none")
    assert fields["since when"] == ("", "15 Feb 2022")
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", str(fields))


def test_an_edit_shows_both_wordings_in_full() -> None:
    claim = factories.claim()
    long = "A longer wording. " * 40
    claims.edit(claim_id=claim.pk, version=1, editor=factories.ada(), now=NOON, notes=long.strip(), kind="promise")
    fields = words(page_for(factories.ben(), claim))
    assert fields["kind"] == ("fact", "promise")
    assert fields["notes for the desk"] == ("", long.strip())


def test_what_happened_to_its_parts_is_there_too() -> None:
    claim = factories.claim()
    capture = captures.record(
        kind="typed", content=b"Seen", media_type="text/plain", shows="A train", editor=factories.ada(), now=NOON
    )
    article = factories.article(title="Their headline")
    factories.evidence(claim=claim, capture=capture)
    factories.evidence(claim=claim, article=article)
    for kind in (JournalKind.ARTICLE_REVISED, JournalKind.ARTICLE_DISAPPEARED):
        JournalEntry.objects.write(kind=kind, subject=article, after={"title": "Their headline"})
    relations.relate(claim=factories.claim(), kind="contradicts", other=claim, editor=factories.ada(), now=NOON)
    found = told(factories.ben(), claim)
    for what in ("capture recorded", "article revised", "article disappeared", "relation recorded", "claim recorded"):
        assert what in found
    assert any(line.about == "Their headline" for line in page_for(factories.ben(), claim).context["lines"])


def test_suggestions_of_an_article_are_told_as_far_as_they_are_of_this_claim() -> None:
    claim, other = factories.claim(), factories.claim(statement="Another thing altogether")
    article = factories.article(title="Their headline")
    made = [factories.suggestion(claim=one, article=article, score=0.9) for one in (claim, other)]
    JournalEntry.objects.write(
        kind=JournalKind.SUGGESTIONS_MADE,
        subject=article,
        after={
            "suggestions": [
                {"suggestion": one.public_id, "claim": one.claim.public_id, "article": article.public_id, "score": 0.9}
                for one in made
            ]
        },
    )
    page = page_for(factories.ben(), claim)
    assert words(page)["suggestions"] == ("", "article Their headline, score 0.90")
    assert "Another thing altogether" not in page.content.decode()


def test_it_is_narrowed_by_kind_person_and_period() -> None:
    claim = factories.claim()
    settled(claim)
    claims.edit(claim_id=claim.pk, version=1, editor=factories.carl(), now=NOON, notes="Mine")
    ben, carl = factories.ben(), factories.carl()
    assert told(ben, claim, kind="status.changed") == ["status changed"]
    assert told(ben, claim, person=str(carl.public_id)) == ["claim edited"]
    today = JournalEntry.objects.order_by("-number")[0].recorded_at
    tomorrow = today + timedelta(days=1)
    assert told(ben, claim, until=f"{today:%Y-%m-%d}") == told(ben, claim)
    assert told(ben, claim, since=f"{tomorrow:%Y-%m-%d}") == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "soon"}, "Enter a valid date."),
        ({"since": "2022-02-16", "until": "2022-02-15"}, "The last day lies before the first."),
        ({"kind": "nonsense"}, "Select a valid choice."),
        ({"person": "nobody"}, "Select a valid choice."),
    ],
)
def test_what_is_not_understood_is_said_and_narrows_nothing(asked: dict[str, str], sentence: str) -> None:
    claim = factories.claim()
    page = page_for(factories.ben(), claim, **asked)
    assert sentence in page.content.decode()
    assert len(page.context["lines"]) == 1


def test_it_is_turned_page_by_page_and_keeps_what_was_asked() -> None:
    claim = factories.claim()
    for _ in range(60):
        JournalEntry.objects.write(kind=JournalKind.CLAIM_QUEUED, subject=claim, claim=claim)
    page = page_for(factories.ben(), claim, kind="claim.queued")
    assert len(page.context["lines"]) == 50
    assert "?kind=claim.queued&amp;page=2" in page.content.decode()
    assert len(page_for(factories.ben(), claim, kind="claim.queued", page="2").context["lines"]) == 10
    assert page_for(factories.ben(), claim, page="999").status_code == 200


def test_restricted_evidence_is_a_line_only_for_those_who_may_open_it() -> None:
    claim, rosa = factories.claim(), factories.rosa()
    decisions.add_by_hand(
        claim=claim,
        article=factories.article(title="Who told us"),
        stance="for",
        source=factories.source(),
        shown_at=NOON,
        visibility="restricted",
        readers=[rosa],
        note="Her name",
        editor=factories.ada(),
        now=NOON,
    )
    for person in (factories.ben(), factories.carl(), factories.ada()):
        page = page_for(person, claim)
        assert not {"evidence recorded", "stance read", "suggestion confirmed"} & {
            line.what for line in page.context["lines"]
        }
        change = signed_in(person).get(page_of("claim", claim.pk)).content.decode()
        assert "Who told us" not in page.content.decode()
        assert "evidence recorded" not in change
    page = page_for(rosa, claim)
    assert "evidence recorded" in {line.what for line in page.context["lines"]}
    assert "Her name" not in page.content.decode()


def test_a_claim_that_a_reader_may_not_see_has_no_name_in_anothers_history() -> None:
    claim = factories.claim()
    draft = factories.claim(statement="A draft nobody knows", publication="draft")
    relations.relate(claim=claim, kind="repeats", other=draft, editor=factories.ada(), now=NOON)
    relations.relate(claim=draft, kind="contradicts", other=claim, editor=factories.ada(), now=NOON)
    page = page_for(factories.ben(), claim)
    assert "A draft nobody knows" not in page.content.decode()
    assert [line.what for line in page.context["lines"]] == ["claim recorded"]
    assert "A draft nobody knows" in page_for(factories.rosa(), claim).content.decode()


def test_it_asks_as_often_for_a_long_history_as_for_a_short_one() -> None:
    claim, client = factories.claim(), signed_in(factories.ben())

    def asked(client: Client) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/claims/claim/{claim.pk}/history/").status_code == 200
        return len(queries)

    def happened() -> None:
        factories.evidence(claim=claim)
        factories.suggestion(claim=claim)
        relations.relate(claim=claim, kind="repeats", other=factories.claim(), editor=factories.ada(), now=NOON)

    happened()
    happened()
    few = asked(client)
    for _ in range(30):
        happened()
    assert asked(client) == few <= 25
