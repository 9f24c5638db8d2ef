"""People sign in at one page; nothing it says tells who works here."""

import pytest
from django.test import Client

from claims.models import JournalEntry, SignIn
from tests import factories
from tests.admin.doors import LOGIN, came_in, tried

pytestmark = pytest.mark.django_db


def test_whoever_opens_the_desk_is_led_to_the_sign_in_and_back() -> None:
    factories.ada()
    client = Client()
    page = client.get("/admin/claims/claim/", follow=True)
    assert page.redirect_chain[-1][0].startswith(LOGIN)
    answer = tried(client, "ada", "ada may enter", next="/admin/claims/claim/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/claims/claim/")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"]
)
def test_it_leads_nowhere_else(elsewhere: str) -> None:
    factories.ada()
    answer = tried(Client(), "ada", "ada may enter", next=elsewhere)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_a_wrong_password_an_unknown_name_and_a_deactivated_person_get_the_same_answer() -> None:
    factories.ada()
    factories.ben()
    gone = factories.person("gone", "editor", is_active=False)
    pages = [
        tried(Client(), name, word).content.decode().replace(name, "")
        for name, word in (("ada", "wrong"), ("nobody", "wrong"), (gone.username, "gone may enter"))
    ]
    without_tokens = {page.split("csrfmiddlewaretoken")[1].split(">", 1)[1] for page in pages}
    assert len(without_tokens) == 1
    assert "do not belong together" in pages[0]


@pytest.mark.parametrize(
    "path", ["/account/signup/", "/account/email/", "/account/password/reset/", "/account/login/code/confirm/"]
)
def test_nobody_signs_up_or_asks_for_a_mail(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", [LOGIN, "/account/", "/account/password/", "/account/confirm/"])
def test_the_pages_run_no_script_but_ours(path: str) -> None:
    policy = came_in(factories.ada()).get(path).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_each_sign_in_and_each_failure_is_one_line_without_names_typed_or_addresses() -> None:
    ada = factories.ada()
    tried(Client(REMOTE_ADDR="203.0.113.7"), "my secret passphrase", "x")
    tried(Client(REMOTE_ADDR="203.0.113.7"), "ada", "not this one")
    came_in(ada)
    told = JournalEntry.objects.of_people().order_by("number")
    assert [(one.kind, one.actor, one.after) for one in told] == [
        ("sign_in.failed", None, {"name_is_known": False, "by": "password"}),
        ("sign_in.failed", None, {"person": "ada", "by": "password"}),
        ("sign_in.admitted", ada, {"person": "ada", "by": "password"}),
    ]
    assert not any("secret passphrase" in str(row) for row in SignIn.objects.values())


def test_a_line_is_kept_and_an_address_forgotten_after_30_days() -> None:
    ada = factories.ada()
    tried(Client(), "ada", "x")
    SignIn.objects.update(started_at=factories.NOON)
    came_in(ada)
    assert SignIn.objects.count() == 1
    assert JournalEntry.objects.of_people().count() == 2


def test_leaving_ends_the_session_from_the_desk_too() -> None:
    client = came_in(factories.ada())
    assert client.post("/admin/logout/")["Location"] == LOGIN
    assert SignIn.objects.get().ended_at is not None
    assert client.get("/admin/").status_code == 302
