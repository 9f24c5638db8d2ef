"""A claim from its recording to its verdict, through the API alone; and what the public sees of it."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from tests import factories
from tests.api.machines import client_of

pytestmark = pytest.mark.django_db


def sent(client: Any, path: str, body: dict[str, Any], status: int = 201) -> Any:
    claim, _, act = path.rpartition("/")
    read = {"HTTP_IF_MATCH": client.get(f"/api/v1/{claim}/")["ETag"]} if act == "status-changes" else {}
    response = client.post(f"/api/v1/{path}/", body, format="json", **read)
    assert response.status_code == status, response.content
    return response.json()


def test_from_recording_to_verdict() -> None:
    ada, chief, public = client_of(factories.ada()), client_of(factories.carl()), client_of(None)
    ministry = sent(ada, "claimants", {"name": "The ministry", "kind": "body"})
    claim = sent(ada, "claims", {"statement": "Units are leaving", "kind": "fact"})
    path = f"claims/{claim['id']}"
    said_at = "2022-02-15T08:00:00Z"
    sent(ada, f"{path}/appearances", {"claimant": ministry["id"], "hedge": "stated", "appeared_at": said_at})
    criterion = sent(ada, f"{path}/criteria", {"statement": "Imagery that shows them gone"})
    assert public.get(f"/api/v1/{path}/").status_code == 404
    sent(chief, f"{path}/publish", {}, 200)
    seen = public.get(f"/api/v1/{path}/").json()
    assert (seen["status"], seen["claimants"], seen["known"]["status"]) == (
        "unverified",
        ["The ministry"],
        "unverified",
    )

    suggestion = factories.suggestion(claim=Claim.objects.get(public_id=claim["id"]))
    source = sent(ada, "sources", {"name": "NATO", "interest": "independent", "basis": "saw"})
    evidence = sent(
        ada,
        f"suggestions/{suggestion.public_id}/confirm",
        {"stance": "against", "source": source["id"], "shown_at": "2022-02-15T12:00:00Z", "quotation": ""},
    )
    disputed = {"to": "disputed", "reason": "NATO sees none of it", "evidence": evidence["id"]}
    sent(ada, f"{path}/status-changes", disputed)
    refused = sent(ada, f"{path}/status-changes", {"to": "settled", "reason": "enough"}, 400)
    assert refused["errors"][0]["field"] == "rating"
    verdict = {
        "to": "settled",
        "reason": "More came than left",
        "rating": str(factories.rating("misleading").public_id),
        "evidence": evidence["id"],
        "criterion": criterion["id"],
    }
    sent(ada, f"{path}/status-changes", verdict)
    seen = public.get(f"/api/v1/{path}/").json()
    assert (seen["status"], seen["rating"]) == ("settled", "Misleading")
    assert seen["known"]["independence"] == {"number": 1, "supporting": 0, "contradicting": 1, "ungrouped": 0}
    changes = public.get(f"/api/v1/status-changes/?claim={claim['id']}").json()["results"]
    assert [one["to_status"] for one in changes] == ["settled", "disputed"]
    numbers = [row["number"] for row in ada.get("/api/v1/journal/?after=0&limit=200").json()["results"]]
    assert numbers == sorted(numbers)


def test_before_it_was_published_the_public_was_told_nothing() -> None:
    claim = factories.published_claim(statement="Units are leaving")
    known = client_of(None).get(f"/api/v1/claims/{claim.public_id}/?as_of=2001-01-01T00:00:00Z")
    assert "Units are leaving" not in known.content.decode()
    assert known.json()["known"]["is_published"] is False


@pytest.mark.parametrize(
    "noun", ["claims", "stories", "claimants", "outlets", "articles", "evidence", "status-changes", "checks", "journal"]
)
def test_a_list_asks_no_more_for_more_rows(noun: str) -> None:
    client = client_of(factories.ada())

    def grow(rows: int) -> int:
        for _ in range(rows):
            claim = factories.published_claim(story=factories.story())
            factories.appearance(claim=claim)
            factories.evidence(claim=claim, article=factories.article(outlet=factories.outlet()))
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/api/v1/{noun}/?limit=200")
        return len(asked)

    grow(1)
    few = grow(1)
    assert grow(6) == few
    assert few <= 15


def test_the_schema_is_valid_and_warns_of_nothing() -> None:
    out = StringIO()
    call_command("spectacular", "--fail-on-warn", "--validate", stdout=out)
    assert "openapi: 3" in out.getvalue()


def test_the_documentation_loads_nothing_from_elsewhere() -> None:
    page = client_of(None).get("/api/v1/docs/")
    assert page.status_code == 200
    assert "https://" not in page.content.decode()
