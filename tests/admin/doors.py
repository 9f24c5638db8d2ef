"""Come in as people do: by the page."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal import auth
from django.test import Client

from claims.models import User

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
LOGIN, ACCOUNT, CODE = "/account/login/", "/account/", "/account/login/code/"
SET_UP = "/account/second-factor/"


def tried(client: Client, username: str, password: str, **more: Any) -> Any:
    return client.post(LOGIN, {"username": username, "password": password, **more})


def came_in(person: User, *, device: str = FIREFOX, address: str = "203.0.113.7") -> Client:
    client = Client(HTTP_USER_AGENT=device, REMOTE_ADDR=address)
    assert tried(client, person.username, f"{person.username} may enter").status_code == 302
    return client


def confirmed(client: Client, person: User) -> None:
    """The password once more."""
    client.post("/account/confirm/", {"password": f"{person.username} may enter"})


def code_for(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))


def with_second_factor(client: Client, person: User) -> str:
    """Set it up, as the person does; the secret that the app holds."""
    confirmed(client, person)
    found = re.search(r'class="secret">([A-Z2-7]+)', client.get(SET_UP).content.decode())
    assert found
    secret = found.group(1)
    assert client.post(SET_UP, {"code": code_for(secret)}).status_code == 302
    return secret
