"""A code of an app besides the password: set up, asked for, lost and reset."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from redis.exceptions import ConnectionError as RedisConnectionError

from claims.models import JournalEntry, SignIn
from tests import factories
from tests.admin.desk import signed_in
from tests.admin.doors import ACCOUNT, CODE, SET_UP, came_in, code_for, confirmed, tried, with_second_factor

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(JournalEntry.objects.of_people().order_by("number").values_list("kind", flat=True))


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r'class="secret">(\d{8})', client.get("/account/recovery-codes/").content.decode())


def test_setting_it_up_asks_for_the_password_once_more() -> None:
    client = came_in(factories.ada())
    assert client.get(SET_UP)["Location"].startswith("/account/confirm/")


def test_afterwards_the_password_alone_opens_nothing() -> None:
    ada = factories.ada()
    secret = with_second_factor(came_in(ada), ada)
    cache.clear()  # the code of this half minute was used to set it up
    client = Client()
    assert tried(client, "ada", "ada may enter", next="/admin/claims/claim/")["Location"] == CODE
    assert client.get("/admin/").status_code == 302
    assert client.post(CODE, {"code": code_for(secret)})["Location"] == "/admin/claims/claim/"
    assert client.get("/admin/").status_code == 200
    assert kinds() == ["sign_in.admitted", "second_factor.added", "sign_in.admitted"]
    assert JournalEntry.objects.order_by("-number")[0].after == {"person": "ada", "by": "password and code"}


def test_a_code_signs_in_once() -> None:
    ada = factories.ada()
    secret = with_second_factor(came_in(ada), ada)
    cache.clear()
    first, second = Client(), Client()
    for client in (first, second):
        tried(client, "ada", "ada may enter")
    code = code_for(secret)
    assert first.post(CODE, {"code": code}).status_code == 302
    assert second.post(CODE, {"code": code}).status_code == 200


def test_a_recovery_code_signs_in_once_also_while_redis_is_away(monkeypatch: Any) -> None:
    ada = factories.ada()
    at_home = came_in(ada)
    secret = with_second_factor(at_home, ada)
    codes = recovery_codes(at_home)
    assert len(codes) == 10

    def away(*args: Any, **kwargs: Any) -> bool:
        raise RedisConnectionError

    monkeypatch.setattr(LocMemCache, "add", away)
    client = Client()
    tried(client, "ada", "ada may enter")
    page = client.post(CODE, {"code": code_for(secret)})
    assert "use a recovery code" in page.content.decode()
    assert client.post(CODE, {"code": codes[0]}).status_code == 302
    assert codes[0] not in recovery_codes(at_home)


def test_neither_secret_nor_recovery_codes_are_readable_in_the_database() -> None:
    ada = factories.ada()
    client = came_in(ada)
    secret = with_second_factor(client, ada)
    codes = recovery_codes(client)
    stored = str(list(Authenticator.objects.values()))
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_a_lost_sealing_key_opens_nothing(settings: Any) -> None:
    ada = factories.ada()
    secret = with_second_factor(came_in(ada), ada)
    settings.SEALING_KEYS = [b"YW5vdGhlciBrZXkgc2VhbHMgb25seSB0ZXN0cyEhISE="]
    client = Client()
    tried(client, "ada", "ada may enter")
    for code in (code_for(secret), "000000"):
        assert client.post(CODE, {"code": code}).status_code == 200


def test_new_recovery_codes_end_the_old_ones() -> None:
    ada = factories.ada()
    client = came_in(ada)
    with_second_factor(client, ada)
    old = recovery_codes(client)
    assert client.post("/account/recovery-codes/new/").status_code == 302
    assert not set(old) & set(recovery_codes(client))
    assert kinds()[-1] == "second_factor.recovery_codes"


def test_its_owner_removes_it() -> None:
    ada = factories.ada()
    client = came_in(ada)
    with_second_factor(client, ada)
    assert client.post("/account/second-factor/remove/")["Location"] == ACCOUNT
    assert not Authenticator.objects.exists()
    assert kinds()[-1] == "second_factor.removed"


def test_chiefs_set_one_up_first_where_the_newsroom_asks_for_it(settings: Any) -> None:
    settings.REQUIRE_MFA = True
    carl, ada = factories.carl(), factories.ada()
    chief, editor = came_in(carl), came_in(ada)
    assert editor.get("/admin/").status_code == 200
    for path in ("/admin/", "/admin/claims/claim/", "/admin/sign-ins/"):
        assert chief.get(path)["Location"] == SET_UP
    assert chief.get("/api/v1/journal/").status_code in {401, 403}
    with_second_factor(chief, carl)
    assert chief.get("/admin/").status_code == 200


def test_and_do_not_remove_it_there(settings: Any) -> None:
    settings.REQUIRE_MFA = True
    carl = factories.carl()
    client = came_in(carl)
    with_second_factor(client, carl)
    page = client.post("/account/second-factor/remove/")
    assert page.status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_chief_resets_a_colleagues_with_a_reason_and_ends_the_sessions() -> None:
    ada, carl = factories.ada(), factories.carl()
    client = came_in(ada)
    with_second_factor(client, ada)
    path = f"/admin/claims/user/{ada.pk}/second-factor/"
    chief = signed_in(carl)
    assert chief.post(path, {"reason": " "}).status_code == 200
    assert Authenticator.objects.exists()
    assert chief.post(path, {"reason": "Lost her telephone; I called her at home."}).status_code == 302
    assert not Authenticator.objects.exists()
    assert client.get("/admin/").status_code == 302
    entry = JournalEntry.objects.order_by("-number")[0]
    assert (entry.kind, entry.actor, entry.after) == (
        "second_factor.reset",
        carl,
        {"person": "ada", "sessions_ended": 1},
    )
    assert tried(Client(), "ada", "ada may enter")["Location"] == "/admin/"


def test_only_a_chief_resets_and_nobody_their_own() -> None:
    ada, carl = factories.ada(), factories.carl()
    own = came_in(carl)
    with_second_factor(own, carl)
    reason = {"reason": "x"}
    assert signed_in(ada).post(f"/admin/claims/user/{carl.pk}/second-factor/", reason).status_code == 403
    page = own.post(f"/admin/claims/user/{carl.pk}/second-factor/", reason)
    assert "Your own second factor you remove" in page.content.decode()
    assert Authenticator.objects.filter(user=carl, type="totp").exists()


def test_the_session_before_the_code_is_none() -> None:
    ada = factories.ada()
    client = came_in(ada)
    with_second_factor(client, ada)
    confirmed(client, ada)
    tried(Client(), "ada", "ada may enter")
    assert SignIn.objects.exclude(session_key=None).count() == 1
