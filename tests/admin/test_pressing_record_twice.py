"""Without scripts nothing stops a second press: the desk records the claim once, and says so both times."""

from datetime import timedelta
from typing import Any

import pytest

from claims.models import Claim, database_now
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db
ADD = "/admin/claims/claim/add/"
TYPED = {
    "statement": "Some units are leaving",
    "claimant": "The ministry",
    "claimant_kind": "body",
    "role": "said",
    "kind": "fact",
    "channel": "web",
    "appeared_at": "2022-02-15T10:00",
    "appeared_precision": "day",
    "publication": "internal",
    "act": "record",
}


def pressed(**changed: Any) -> Any:
    return signed_in(changed.pop("by", factories.ada())).post(ADD, {**TYPED, **changed})


def test_the_second_press_goes_to_the_claim_of_the_first() -> None:
    first, second = pressed(), pressed()
    assert Claim.objects.count() == 1
    assert second["Location"] == first["Location"]


def test_recording_it_all_the_same_is_pressed_twice_as_well() -> None:
    factories.claim(statement=TYPED["statement"], editor=factories.carl())
    for _ in range(2):
        assert pressed(all_the_same="1").status_code == 302
    assert Claim.objects.count() == 2


def test_the_same_words_of_a_colleague_are_no_second_press() -> None:
    pressed()
    assert pressed(by=factories.carl(), all_the_same="1").status_code == 302
    assert Claim.objects.count() == 2


def test_the_same_words_a_while_later_are_no_second_press() -> None:
    pressed()
    Claim.objects.update(created_at=database_now() - timedelta(minutes=1))
    assert pressed(all_the_same="1").status_code == 302
    assert Claim.objects.count() == 2
