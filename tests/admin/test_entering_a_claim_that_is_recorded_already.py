"""While a claim is entered, those that are recorded already and read like it are shown; nothing is ever blocked."""

from typing import Any

import pytest
from django.test import Client

from claims.matching import claim_pairs
from claims.models import Claim
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db

LEAVING = "Russia is withdrawing some of its troops from the border with Ukraine"
TOO = "Some Russian troops are leaving the border with Ukraine"
ADD, SIMILAR = "/admin/claims/claim/add/", "/admin/similar-claims/"


def recorded(statement: str = LEAVING, **values: Any) -> Claim:
    claim = factories.claim(statement=statement, **values)
    claim_pairs.compare(claim_id=claim.pk, now=NOON)
    return claim


def send(client: Client, statement: str, **given: str) -> Any:
    form = {
        "claimant": "The ministry",
        "claimant_kind": "body",
        "role": "said",
        "statement": statement,
        "kind": "fact",
        "channel": "web",
        "appeared_at": "2022-02-15T12:00",
        "appeared_precision": "day",
        "publication": "internal",
    }
    return client.post(ADD, {**form, **given})


def test_what_is_typed_finds_the_recorded_claim_with_its_reasons() -> None:
    claim = recorded()
    told = signed_in(factories.ada()).post(SIMILAR, {"statement": TOO}).content.decode()
    assert f"/admin/claims/claim/{claim.pk}/change/" in told
    assert "Looks like the same claim" in told
    assert '<mark class="desk-matched">troops</mark>' in told


def test_another_number_is_told_apart() -> None:
    recorded("The flood has destroyed 300 houses in the valley of the Morna")
    asked = {"statement": "The flood has destroyed 450 houses in the valley of the Morna"}
    told = signed_in(factories.ada()).post(SIMILAR, asked).content.decode()
    assert "Much the same words, another number" in told
    assert "Only the recorded claim says: 300" in told


def test_the_opposite_is_shown_with_the_word_that_turns_it_round() -> None:
    recorded()
    asked = {"statement": "Russia is not withdrawing its troops from the border with Ukraine"}
    told = signed_in(factories.ada()).post(SIMILAR, asked).content.decode()
    assert "Looks like the opposite" in told
    assert "“not” in what is typed turns it round" in told


def test_the_page_has_a_place_for_them_and_the_script() -> None:
    page = signed_in(factories.ada()).get(ADD).content.decode()
    assert f'data-url="{SIMILAR}"' in page
    assert "claims/admin/record.js" in page


def test_a_near_certain_one_is_shown_once_when_sent_and_the_input_is_kept() -> None:
    recorded()
    ada = signed_in(factories.ada())
    page = send(ada, LEAVING, criterion="Pictures of empty camps").content.decode()
    assert Claim.objects.count() == 1
    assert "Record it all the same" in page
    assert "Pictures of empty camps" in page
    assert send(ada, LEAVING, all_the_same="1").status_code == 302
    assert Claim.objects.count() == 2


def test_a_merely_likely_one_holds_nobody_up() -> None:
    recorded("Russia is withdrawing some of its troops from the border with Ukraine after drills in the south")
    assert send(signed_in(factories.ada()), "Some troops are leaving the border of Ukraine").status_code == 302


@pytest.mark.parametrize("statement", ["", "the", "\0", "x" * 1500, "مرحبا بالعالم", "\ufffd" * 40])
def test_odd_input_is_answered_with_nothing(statement: str) -> None:
    recorded()
    answer = signed_in(factories.ada()).post(SIMILAR, {"statement": statement})
    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_hostile_words_stay_text() -> None:
    recorded("<script>alert(1)</script> Russia is withdrawing troops from the Ukraine border")
    told = signed_in(factories.ada()).post(SIMILAR, {"statement": LEAVING}).content.decode()
    assert "Looks like" in told
    assert "<script>" not in told


def test_only_those_who_record_are_answered() -> None:
    recorded()
    people = (factories.ada(), factories.ben(), factories.rosa(), factories.carl(), factories.olga())
    codes = {who.username: signed_in(who).post(SIMILAR, {"statement": TOO}).status_code for who in people}
    assert codes == {"ada": 200, "ben": 403, "rosa": 200, "carl": 200, "olga": 403}
    assert Client().post(SIMILAR, {"statement": TOO}).status_code == 302


@pytest.mark.parametrize("address", [SIMILAR, "/admin/names/"])
def test_words_that_are_typed_stand_in_no_address(address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.ada())
    asked = {"statement": TOO, "of": "claimant", "typed": "Halyna"}
    assert strict.get(address, asked).status_code == 405
    assert strict.post(address, asked).status_code == 403
    strict.get(ADD)
    token = strict.cookies["csrftoken"].value
    assert strict.post(address, asked, headers={"X-CSRFToken": token}).status_code == 200
