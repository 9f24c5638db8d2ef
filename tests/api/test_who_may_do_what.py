"""Every address, every person, every method: closed unless the table opens it."""

import uuid
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver

from claims.vocabulary import TokenScope
from tests import factories
from tests.api.machines import client_of, is_problem

pytestmark = pytest.mark.django_db

PUBLIC = {
    "stories",
    "topics",
    "claims",
    "claimants",
    "outlets",
    "articles",
    "evidence",
    "status-changes",
    "ratings",
    "checks",
    "derivations",
    "reviews",
}
DESK = {"feeds", "suggestions", "sources", "journal", "contact-attempts", "complaints", "status-proposals"}
OPEN_TO_ALL = {"schema", "docs"}
WRITES = ("POST", "PUT", "PATCH", "DELETE")
QUESTIONS = {("POST", "/api/v1/claims/similar/")}  # their words are posted, and nothing is written


def addresses() -> Iterator[tuple[str, str]]:
    """(noun, path) of every pattern below /api/v1/, with a random id where one is wanted."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and str(resolver.pattern) == "api/v1/":
            for pattern in resolver.url_patterns:
                assert isinstance(pattern, URLPattern)
                path = str(pattern.pattern).replace("<uuid:id>", str(uuid.uuid4()))
                yield path.split("/", maxsplit=1)[0], f"/api/v1/{path}"


def nouns_and_paths() -> list[tuple[str, str]]:
    return sorted(set(addresses()))


def test_the_table_knows_every_noun() -> None:
    assert {noun for noun, _path in addresses()} == PUBLIC | DESK | OPEN_TO_ALL | {"captures"}


def test_anonymous_reads_public_lists_only() -> None:
    client = client_of(None)
    for noun in PUBLIC:
        assert client.get(f"/api/v1/{noun}/").status_code == 200, noun
    for noun in DESK:
        response = client.get(f"/api/v1/{noun}/")
        assert response.status_code == 401, noun
        assert is_problem(response)
        assert response["WWW-Authenticate"].startswith("Bearer")


def test_anonymous_writes_nowhere() -> None:
    client = client_of(None)
    for noun, path in nouns_and_paths():
        if noun not in OPEN_TO_ALL:
            for method in WRITES:
                if (method, path) not in QUESTIONS:
                    answer = client.generic(method, path, "{}", "application/json")
                    assert answer.status_code == 401, (method, path)


def test_a_reading_token_writes_nowhere() -> None:
    client = client_of(factories.ada(), TokenScope.READ)
    for noun, path in nouns_and_paths():
        if noun not in OPEN_TO_ALL:
            for method in WRITES:
                if (method, path) not in QUESTIONS:
                    answer = client.generic(method, path, "{}", "application/json")
                    assert answer.status_code == 403, (method, path)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nothing_is_replaced_or_deleted_by_anybody(method: str) -> None:
    client = client_of(factories.carl())
    for noun, path in nouns_and_paths():
        if noun not in OPEN_TO_ALL:
            assert client.generic(method, path, "{}", "application/json").status_code == 405, path


# What each role may do; everybody else is told 403.
MAY = {
    "record a claim": ("/api/v1/claims/", {"statement": "It rains"}, {"rosa", "ada", "carl"}),
    "record a story": ("/api/v1/stories/", {"title": "Weather"}, {"rosa", "ada", "carl"}),
    "record a topic": ("/api/v1/topics/", {"name": "Troops"}, {"rosa", "ada", "carl"}),
    "record a claimant": ("/api/v1/claimants/", {"name": "A minister"}, {"rosa", "ada", "carl"}),
    "record a source": ("/api/v1/sources/", {"name": "A witness"}, {"rosa", "ada", "carl"}),
    "record a capture": ("/api/v1/captures/", {"kind": "typed", "text": "seen"}, {"rosa", "ada", "carl"}),
    "record an outlet": ("/api/v1/outlets/", {"name": "The Post"}, {"rosa", "ada", "carl", "olga"}),
    "dismiss a suggestion": ("/api/v1/suggestions/{suggestion}/dismiss/", {"reason": "other"}, {"ada", "carl"}),
    "confirm a suggestion": ("/api/v1/suggestions/{suggestion}/confirm/", {"stance": "for"}, {"ada", "carl"}),
    "change a status": (
        "/api/v1/claims/{claim}/status-changes/",
        {"to": "not_checkable", "reason": "An opinion"},
        {"ada", "carl"},
    ),
    "record whom we asked": (
        "/api/v1/claims/{claim}/contact-attempts/",
        {"whom": "NATO", "asked_at": "2022-02-15T12:00:00Z"},
        {"rosa", "ada", "carl"},
    ),
    "record a complaint": (
        "/api/v1/claims/{claim}/complaints/",
        {"statement": "Not so", "received_at": "2022-02-15T12:00:00Z"},
        {"rosa", "ada", "carl"},
    ),
    "record a review": (
        "/api/v1/claims/{claim}/reviews/",
        {"url": "https://n.example/1", "headline": "Checked", "published_on": "2022-02-18", "rating": "{rating}"},
        {"ada", "carl"},
    ),
    "publish": ("/api/v1/claims/{claim}/publish/", {}, {"carl"}),
    "pause a feed": ("/api/v1/feeds/{feed}/pause/", {}, {"ada", "carl", "olga"}),
}


@pytest.mark.parametrize("act", MAY)
@pytest.mark.parametrize("who", ["ben", "rosa", "ada", "carl", "olga"])
def test_each_role_does_what_it_may(act: str, who: str) -> None:
    path, body, allowed = MAY[act]
    claim, suggestion, feed = factories.claim(), factories.suggestion(), factories.feed()
    path = path.format(claim=claim.public_id, suggestion=suggestion.public_id, feed=feed.public_id)
    body = {name: str(value).format(rating=factories.rating().public_id) for name, value in body.items()}
    response = client_of(getattr(factories, who)()).post(path, body, format="json", HTTP_IF_MATCH='"1.0"')
    if who in allowed:
        assert response.status_code in {200, 201}, response.content
    else:
        assert response.status_code == 403
        assert is_problem(response)
