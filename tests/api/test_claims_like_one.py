"""A machine asks which recorded claims read like a statement, and sees only what its person may see."""

from typing import Any

import pytest
from django.test import Client

from claims.matching import claim_pairs
from claims.models import Claim
from claims.vocabulary import TokenScope
from tests import factories
from tests.api.machines import client_of
from tests.factories import NOON

pytestmark = pytest.mark.django_db

LEAVING = "Russia is withdrawing some of its troops from the border with Ukraine"
ASKED = {"statement": "Some Russian troops are leaving the border with Ukraine"}
SIMILAR = "/api/v1/claims/similar/"


def recorded(claim: Claim) -> Claim:
    claim_pairs.compare(claim_id=claim.pk, now=NOON)
    return claim


def found(client: Any, **asked: str) -> list[str]:
    return [one["claim"] for one in client.get(SIMILAR, {**ASKED, **asked}).json()]


def test_the_answer_names_the_claim_its_kind_and_the_words() -> None:
    claim = recorded(factories.claim(statement=LEAVING))
    (one,) = client_of(factories.ada()).get(SIMILAR, ASKED).json()
    assert (one["claim"], one["kind"], one["status"]) == (str(claim.public_id), "duplicate", "unverified")
    assert "troops" in one["words"]
    assert 0.6 < one["likeness"] <= 1


def test_another_period_is_told_as_a_repetition() -> None:
    claim = factories.claim(statement=LEAVING, speaks_about_from=NOON, speaks_about_until=NOON)
    recorded(claim)
    asked = {**ASKED, "speaks_about_from": "2023-01-01T00:00:00Z"}
    (one,) = client_of(factories.ada()).get(SIMILAR, asked).json()
    assert one["kind"] == "repeats"


def test_each_finds_what_each_may_see() -> None:
    draft = str(recorded(factories.claim(statement=LEAVING, publication="draft")).public_id)
    internal = str(recorded(factories.claim(statement=LEAVING)).public_id)
    public = str(recorded(factories.published_claim(statement=LEAVING)).public_id)
    assert set(found(client_of(factories.ada()))) == {draft, internal, public}
    assert set(found(client_of(factories.ben()))) == {internal, public}
    assert found(Client()) == [public]


def test_words_that_no_log_should_keep_are_posted() -> None:
    internal = str(recorded(factories.claim(statement=LEAVING)).public_id)
    public = str(recorded(factories.published_claim(statement=LEAVING)).public_id)
    reading = client_of(factories.ben(), TokenScope.READ)
    posted = reading.post(SIMILAR, ASKED, format="json")
    assert posted.json() == reading.get(SIMILAR, ASKED).json()
    assert {one["claim"] for one in posted.json()} == {internal, public}
    assert [one["claim"] for one in client_of(None).post(SIMILAR, ASKED, format="json").json()] == [public]
    assert client_of(None).post(SIMILAR, {}, format="json").status_code == 400


@pytest.mark.parametrize(
    ("asked", "field"),
    [({}, "statement"), ({"statement": "x" * 30_000}, "statement"), ({**ASKED, "kind": "fact"}, "kind")],
)
def test_bad_input_gets_a_sentence_at_its_field(asked: dict[str, str], field: str) -> None:
    answer = Client().get(SIMILAR, asked)
    assert answer.status_code == 400
    assert field in answer.content.decode()


@pytest.mark.parametrize("statement", ["the", "…", "не", "مرحبا بالعالم", "x" * 19_000])
def test_too_little_text_finds_nothing(statement: str) -> None:
    recorded(factories.claim(statement=LEAVING))
    assert found(Client(), statement=statement) == []
