"""The language is the reader's: chosen, else the browser's, else the newsroom's; no cache mixes them up."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from claims.publishing import releases
from claims.recording import claims
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def spoken(client: Client, address: str = "/", **headers: str) -> str:
    return str(client.get(address, headers=headers)["Content-Language"])


@pytest.mark.parametrize(
    ("asked", "language"),
    [("de", "de"), ("de-AT,de;q=0.9,en;q=0.5", "de"), ("fr,uk;q=0.8", "uk"), ("ru-RU", "ru"), ("fr", "en"), ("", "en")],
)
def test_a_reader_is_answered_as_the_browser_asks(client: Client, asked: str, language: str) -> None:
    page = client.get("/", headers={"Accept-Language": asked} if asked else {})
    assert page["Content-Language"] == language
    assert f'<html lang="{language}">' in page.content.decode()


def test_a_newsroom_has_a_language_of_its_own(client: Client, settings: Any) -> None:
    settings.LANGUAGE_CODE = "uk"
    assert spoken(client) == "uk"
    assert spoken(client, **{"Accept-Language": "fr"}) == "uk"
    assert spoken(client, **{"Accept-Language": "de"}) == "de"


def test_the_switch_is_kept_in_a_cookie_and_leads_back(client: Client) -> None:
    answer = client.post("/language/", {"language": "ru", "next": "/corrections/?page=2"})
    assert (answer.status_code, answer["Location"]) == (302, "/corrections/?page=2")
    kept = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (kept.value, kept["httponly"], kept["samesite"], kept["max-age"]) == ("ru", True, "Lax", 31_536_000)
    assert spoken(client, **{"Accept-Language": "de"}) == "ru"


def test_the_switch_leads_to_no_other_site_and_knows_its_languages(client: Client) -> None:
    answer = client.post("/language/", {"language": "xx", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


@pytest.mark.parametrize("address", ["/", "/account/login/", "/nothing-here/", "/admin/"])
def test_every_page_offers_each_language_by_its_own_name(address: str) -> None:
    page = signed_in(factories.ada()) if address == "/admin/" else Client()
    text = " ".join(page.get(address, headers={"Accept-Language": "de"}).content.decode().split())
    for code, name in (("en", "English"), ("de", "Deutsch"), ("ru", "Русский"), ("uk", "Українська")):
        current = ' aria-current="true"' if code == "de" else ""
        assert f'<button type="submit" name="language" value="{code}" lang="{code}"{current}>{name}</button>' in text
    assert (f'<input type="hidden" name="next" value="{address}">' in text) == (address != "/nothing-here/")


def test_where_no_address_stands_the_browsers_leads_back(client: Client) -> None:
    answer = client.post("/language/", {"language": "de"}, headers={"Referer": "http://testserver/nothing-here/"})
    assert answer["Location"] == "http://testserver/nothing-here/"


def test_what_somebody_said_keeps_its_own_language(client: Client) -> None:
    claim = claims.record(statement="Die Truppen ziehen ab", language="de", editor=factories.ada(), now=NOON)
    releases.publish(claim_id=claim.pk, slug="abzug", editor=factories.carl(), now=NOON)
    page = client.get("/claims/abzug/", headers={"Accept-Language": "uk"}).content.decode()
    assert '<html lang="uk">' in page
    assert 'lang="de">Die Truppen ziehen ab' in page


def test_caches_keep_the_languages_apart(client: Client) -> None:
    german = client.get("/", headers={"Accept-Language": "de"})
    assert {"accept-language", "cookie"} <= {one.strip().lower() for one in german["Vary"].split(",")}
    kept = german["ETag"]
    assert client.get("/", headers={"Accept-Language": "de", "If-None-Match": kept}).status_code == 304
    assert client.get("/", headers={"Accept-Language": "ru", "If-None-Match": kept}).status_code == 200


def test_readers_get_no_cookie_until_they_choose(client: Client) -> None:
    assert not client.get("/").cookies


def test_the_api_answers_machines_in_english(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    answer = client.get("/api/v1/claims/?nonsense=1", headers={"Accept-Language": "de"})
    assert "There is no such filter" in answer.json()["detail"]
    assert answer["Content-Language"] == "en"
    assert "Language" not in answer.get("Vary", "")


def test_atom_speaks_the_language_of_the_newsroom(client: Client, settings: Any) -> None:
    settings.LANGUAGE_CODE = "uk"
    feed = client.get("/claims.atom", headers={"Accept-Language": "de"})
    assert feed["Content-Language"] == "uk"
    assert 'xml:lang="uk"' in feed.content.decode()
    assert "Language" not in feed.get("Vary", "")
