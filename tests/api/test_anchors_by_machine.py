"""Machines say in which text a quotation stands, and between which words, as the desk does."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.models import Appearance, Claim
from claims.recording import captures
from tests import factories
from tests.api.machines import client_of, is_problem
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TEXT = "The ministry said that units are leaving. Nobody saw it. Later it said again that units are leaving."


@pytest.fixture
def ada() -> APIClient:
    return client_of(factories.ada())


def said(**more: Any) -> dict[str, Any]:
    return {"claimant": str(factories.claimant().public_id), **more}


def anchored(ada: APIClient, **more: Any) -> Any:
    claim = factories.claim()
    return ada.post(f"/api/v1/claims/{claim.public_id}/appearances/", said(**more), format="json")


def fields(answer: Any) -> set[str]:
    """Of which fields a refusal tells."""
    return {one["field"].split(".")[0] for one in answer.json()["errors"]}


def test_of_several_places_the_surroundings_choose(ada: APIClient) -> None:
    article = factories.article(text=TEXT)
    anchor = {"exact": "units are leaving", "prefix": "said again that ", "suffix": "."}
    answer = anchored(ada, article=str(article.public_id), anchor=anchor)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["anchor"]["start"], told["anchor"]["exact"]) == (TEXT.rindex("units"), "units are leaving")
    assert told["anchor"]["prefix"].endswith("said again that ")
    assert (told["article"], told["revision"], told["capture"]) == (str(article.public_id), 1, None)


def test_an_older_revision_is_named_by_its_number(ada: APIClient) -> None:
    article = factories.article(text=TEXT)
    factories.revise(article, title="News", text="Other words.", at=NOON)
    named: dict[str, Any] = {"article": str(article.public_id), "anchor": {"exact": "Nobody saw it"}}
    assert anchored(ada, **named).json()["anchor"]["start"] == -1
    assert anchored(ada, **named, revision=1).json()["anchor"]["start"] == TEXT.index("Nobody")
    assert fields(anchored(ada, **named, revision=9)) == {"revision"}


def test_it_is_anchored_in_a_capture_too(ada: APIClient) -> None:
    kept = captures.record(
        kind="typed", content=TEXT.encode(), media_type="text/plain", editor=factories.carl(), now=NOON
    )
    answer = anchored(ada, capture=str(kept.public_id), anchor={"exact": "Nobody saw it"})
    assert answer.json()["anchor"]["start"] == TEXT.index("Nobody")


def test_a_sealed_capture_stays_sealed(ada: APIClient) -> None:
    carl = factories.carl()
    sealed = captures.record(
        kind="typed", content=TEXT.encode(), media_type="text/plain", readers=[carl], editor=carl, now=NOON
    )
    answer = anchored(ada, capture=str(sealed.public_id), anchor={"exact": "Nobody saw it"})
    assert (answer.status_code, is_problem(answer)) == (400, True)
    assert not Appearance.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"anchor": {"exact": "x", "prefix": "y"}}, "anchor"),
        ({"anchor": {"exact": "x"}, "quotation": "x"}, "anchor"),
        ({"anchor": {"prefix": "x"}}, "anchor"),
        ({"anchor": {"exact": "x", "start": 3}}, "anchor"),
        ({"anchor": "x"}, "anchor"),
        ({"anchor": {"exact": "x", "prefix": "y" * 201}}, "anchor"),
        ({"anchor": {"exact": "\x00"}}, "anchor"),
        ({"revision": 1}, "revision"),
        ({"article": "nothing"}, "article"),
    ],
)
def test_what_cannot_be_an_anchor_is_refused_at_its_field(ada: APIClient, given: dict[str, Any], field: str) -> None:
    answer = anchored(ada, **given)
    assert (answer.status_code, is_problem(answer)) == (400, True)
    assert fields(answer) == {field}
    assert not Appearance.objects.exists()


def test_a_claim_is_recorded_whole_or_not_at_all(ada: APIClient) -> None:
    article = factories.article(text=TEXT)
    whole = {
        "statement": "Units are leaving.",
        "appearance": said(article=str(article.public_id), anchor={"exact": "units are leaving"}),
        "criteria": ["Pictures of the columns"],
    }
    assert ada.post("/api/v1/claims/", whole, format="json").status_code == 201
    claim = Claim.objects.get()
    assert (claim.appearances.get().is_first, claim.appearances.get().quotation_start) == (True, TEXT.index("units"))
    assert claim.criteria.get().statement == "Pictures of the columns"
    nobody = {**whole, "appearance": {"role": "said"}}
    assert ada.post("/api/v1/claims/", nobody, format="json").status_code == 400
    assert Claim.objects.count() == 1


def test_the_desk_reads_appearances_and_nobody_else(ada: APIClient) -> None:
    claim = factories.published_claim()
    factories.appearance(claim=claim, quotation="as heard")
    path = f"/api/v1/claims/{claim.public_id}/appearances/"
    (row,) = ada.get(path).json()
    assert row["anchor"] == {"exact": "as heard", "prefix": "", "suffix": "", "start": -1}
    assert client_of(None).get(path).status_code == 404


def test_notes_on_a_story_are_written_and_listed(ada: APIClient) -> None:
    story, carl = factories.story(), factories.carl()
    path = f"/api/v1/stories/{story.public_id}/notes/"
    assert ada.post(path, {"text": f"Ask again, @{carl.username}"}, format="json").status_code == 201
    (note,) = ada.get(path).json()
    assert (note["text"], note["mentions"], note["by"]) == (f"Ask again, @{carl.username}", [carl.username], "ada")
    assert ada.post(path, {"text": " "}, format="json").status_code == 400
    ben = client_of(factories.ben())
    assert ben.get(path).status_code == 404
    assert ben.post(path, {"text": "Hello"}, format="json").status_code == 403
    assert client_of(None).get(path).status_code == 404
