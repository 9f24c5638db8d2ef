"""Whoever fails too often is kept out for a while, and told so."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from claims.models import JournalEntry, SignIn, database_now
from tests import factories
from tests.admin.desk import signed_in
from tests.admin.doors import CODE, came_in, code_for, tried, with_second_factor

pytestmark = pytest.mark.django_db

STRANGER = "198.51.100.9"


def failed(name: str, times: int, *, address: str = STRANGER) -> Any:
    answers = [tried(Client(REMOTE_ADDR=address), name, "wrong") for _ in range(times)]
    return answers[-1]


def right(name: str, *, address: str = STRANGER) -> int:
    status: int = tried(Client(REMOTE_ADDR=address), name, f"{name} may enter").status_code
    return status


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_the_fifth_failure_locks_a_name_whether_somebody_has_it_or_not(name: str) -> None:
    factories.ada()
    assert failed(name, 4).status_code == 200
    page = failed(name, 1)
    assert page.status_code == 429
    assert page["Retry-After"] == "900"
    assert "Try again in 15 minutes, or ask a chief" in page.content.decode()
    assert tried(Client(REMOTE_ADDR="192.0.2.1"), name, f"{name} may enter").status_code == 429


def test_the_lock_ends_by_itself() -> None:
    factories.ada()
    failed("ada", 5)
    ago = database_now() - timedelta(minutes=16)
    SignIn.objects.update(started_at=ago)
    SignIn.objects.exclude(lock="").update(locked_until=ago + timedelta(minutes=15))
    assert right("ada") == 302


def test_attempts_while_locked_are_no_lines_and_prolong_nothing() -> None:
    factories.ada()
    failed("ada", 5)
    until = SignIn.objects.exclude(lock="").get().locked_until
    failed("ada", 3)
    assert SignIn.objects.exclude(lock="").get().locked_until == until
    kinds = list(JournalEntry.objects.of_people().order_by("number").values_list("kind", flat=True))
    assert kinds == ["sign_in.failed"] * 5 + ["sign_in.locked"]


def test_a_name_in_other_letters_is_the_same_name() -> None:
    factories.ada()
    failed("ada", 2)
    failed("ADA ", 2)
    assert failed("Ada", 1).status_code == 429
    assert SignIn.objects.exclude(lock="").get().user == factories.ada()


def test_strangers_do_not_lock_ada_out_of_where_she_usually_comes_from() -> None:
    ada = factories.ada()
    came_in(ada, address="203.0.113.7")
    assert failed("ada", 5).status_code == 429
    assert right("ada") == 429
    assert right("ada", address="203.0.113.7") == 302


def test_guessing_from_where_she_usually_comes_locks_all_the_same() -> None:
    came_in(factories.ada(), address="203.0.113.7")
    assert failed("ada", 5, address="203.0.113.7").status_code == 429
    assert right("ada", address="203.0.113.7") == 429


def test_twenty_failures_lock_an_address_for_every_name(settings: Any) -> None:
    settings.LOCKOUT_FAILURES_PER_ADDRESS = 6
    factories.ben()
    for number in range(5):
        assert failed(f"nobody{number}", 1).status_code == 200
    assert failed("nobody6", 1).status_code == 429
    assert right("ben") == 429
    assert right("ben", address="192.0.2.1") == 302
    assert (
        JournalEntry.objects.order_by("number").filter(kind="sign_in.locked").get().after["network"]
        == "198.51.100.0/24"
    )


def test_one_customers_addresses_of_version_6_count_as_one(settings: Any) -> None:
    settings.LOCKOUT_FAILURES_PER_ADDRESS = 2
    failed("one", 1, address="2001:db8:1:2::1")
    assert failed("two", 1, address="2001:db8:1:2:ffff::9").status_code == 429
    assert failed("three", 1, address="2001:db8:1:3::1").status_code == 200


def test_a_forged_header_is_not_read_unless_a_proxy_of_ours_wrote_it(settings: Any) -> None:
    factories.ada()
    client = Client(REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR="203.0.113.99, 203.0.113.50")
    tried(client, "ada", "wrong")
    settings.NUM_PROXIES = 1
    tried(client, "ada", "wrong")
    assert list(SignIn.objects.order_by("pk").values_list("address", flat=True)) == ["198.51.100.1", "203.0.113.50"]


def test_wrong_codes_count_like_wrong_passwords(settings: Any) -> None:
    ada = factories.ada()
    secret = with_second_factor(came_in(ada, address="203.0.113.7"), ada)
    client = Client(REMOTE_ADDR=STRANGER)
    tried(client, "ada", "ada may enter")
    wrong = "000000" if code_for(secret) != "000000" else "111111"
    answers = [client.post(CODE, {"code": wrong}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post(CODE, {"code": code_for(secret)}).status_code == 429
    assert client.get("/admin/").status_code == 302


def test_coming_in_forgives_what_was_mistyped_there() -> None:
    factories.ada()
    failed("ada", 4)
    assert right("ada") == 302
    assert failed("ada", 4).status_code == 200


def test_a_chief_unlocks_and_it_is_a_line() -> None:
    factories.ada()
    carl = signed_in(factories.carl())
    failed("ada", 5)
    lock = SignIn.objects.exclude(lock="").get()
    assert "Locked out now" in carl.get("/admin/sign-ins/").content.decode()
    path = f"/admin/sign-ins/{lock.public_id}/unlock/"
    assert signed_in(factories.ada()).post(path).status_code == 403
    assert carl.post(path).status_code == 302
    assert right("ada") == 302
    entry = JournalEntry.objects.get(kind="sign_in.unlocked")
    assert (entry.actor, entry.after) == (factories.carl(), {"person": "ada"})
    again = carl.post(path, follow=True)
    assert "Nothing is locked here any more." in again.content.decode()


def test_the_usual_sign_in_of_a_library_call_asks_the_lock_too() -> None:
    factories.ada()
    failed("ada", 5)
    request = RequestFactory().get("/", REMOTE_ADDR=STRANGER)
    assert authenticate(request, username="ada", password="ada may enter") is None
