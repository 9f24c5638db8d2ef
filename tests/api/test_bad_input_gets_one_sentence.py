"""Bad input: one sentence that names the field, and nothing half-written."""

from typing import Any

import pytest

from claims.models import Claim, JournalEntry
from tests import factories
from tests.api.machines import client_of, is_problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "statement"),
        ({"statement": ""}, "statement"),
        ({"statement": "   "}, "statement"),
        ({"statement": None}, "statement"),
        ({"statement": ["a"]}, "statement"),
        ({"statement": "a\x00b"}, "statement"),
        ({"statement": "x" * 30_000}, "statement"),
        ({"statement": "It rains", "kind": "rumour"}, "kind"),
        ({"statement": "It rains", "story": "no-id"}, "story"),
        ({"statement": "It rains", "story": 7}, "story"),
        ({"statement": "It rains", "topics": "x"}, "topics"),
        ({"statement": "It rains", "speaks_about_from": "yesterday"}, "speaks_about_from"),
        ({"statement": "It rains", "status": "settled"}, "status"),
        ({"statement": "It rains", "id": "x"}, "id"),
        ({"statement": "It rains", "version": 9}, "version"),
        ({"statement": "It rains", "imported_at": "2020-01-01T00:00:00Z"}, "imported_at"),
        ({"statement": "It rains", "publication": "published"}, "publication"),
        (
            {
                "statement": "It rains",
                "speaks_about_from": "2022-02-16T00:00:00Z",
                "speaks_about_until": "2022-02-15T00:00:00Z",
            },
            "speaks_about_until",
        ),
    ],
)
def test_a_claim_that_cannot_be_recorded_names_its_field(body: dict[str, Any], field: str) -> None:
    client, before = client_of(factories.ada()), JournalEntry.objects.count() + 1
    response = client.post("/api/v1/claims/", body, format="json")
    assert response.status_code == 400
    assert is_problem(response)
    assert [one["field"].split(".")[0] for one in response.json()["errors"]] == [field]
    assert not Claim.objects.exists()
    assert JournalEntry.objects.count() <= before


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"statement": NaN}', "application/json", 400),
        (b"<a/>", "application/xml", 415),
        (b'{"statement": "' + b"x" * 3_000_000 + b'"}', "application/json", 413),
    ],
)
def test_a_body_that_is_none_is_refused(content: bytes, media_type: str, status: int) -> None:
    response = client_of(factories.ada()).generic("POST", "/api/v1/claims/", content, media_type)
    assert response.status_code == status
    assert is_problem(response)
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "colour=red",
        "status=maybe",
        "since=yesterday",
        "cursor=nonsense",
        "as_of=2022-02-15",
        "claim__id=1",
        "q=%00",
    ],
)
def test_an_unknown_filter_or_value_is_named(query: str) -> None:
    response = client_of(None).get(f"/api/v1/claims/?{query}")
    assert response.status_code == 400, response.content
    assert is_problem(response)


@pytest.mark.parametrize("moment", ["yesterday", "2022-02-30T00:00:00Z", "0000-00-00", "9" * 400])
def test_a_malformed_time_is_refused(moment: str) -> None:
    claim = factories.published_claim()
    response = client_of(None).get(f"/api/v1/claims/{claim.public_id}/?as_of={moment}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "as_of"


@pytest.mark.parametrize(("limit", "rows"), [("2", 2), ("1000000000", 3), ("0", 3), ("-1", 3), ("x", 3)])
def test_a_page_is_at_most_200_rows(limit: str, rows: int) -> None:
    for _ in range(3):
        factories.published_claim()
    assert len(client_of(None).get(f"/api/v1/claims/?limit={limit}").json()["results"]) == rows


def test_a_cursor_skips_and_repeats_nothing_while_rows_arrive() -> None:
    known = [str(factories.published_claim().public_id) for _ in range(5)]
    client, seen = client_of(None), []
    address: str | None = "/api/v1/claims/?limit=2"
    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
        factories.published_claim()
        if len(seen) > 50:
            break
    assert len(seen) == len(set(seen))
    assert set(known) <= set(seen)
