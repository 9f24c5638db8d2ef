"""A token is shown once, kept as a keyed hash, and ends at once."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from claims.models import ApiToken, User, database_now
from claims.recording import tokens
from tests import factories
from tests.api.machines import is_problem

pytestmark = pytest.mark.django_db


def issued(user: User) -> tuple[ApiToken, str]:
    now = database_now()
    return tokens.issue(user=user, name="a script", editor=user, now=now)


def asked_with(secret: str) -> int:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    response = client.get("/api/v1/journal/")
    if response.status_code != 200:
        assert is_problem(response)
        assert response["WWW-Authenticate"].startswith("Bearer")
    return int(response.status_code)


def test_a_token_opens_the_door() -> None:
    token, secret = issued(factories.ada())
    assert asked_with(secret) == 200
    token.refresh_from_db()
    assert token.last_used_at is not None


@pytest.mark.parametrize("secret", ["", "sns_unknown", "x" * 5000, "sns_\u00e9".encode().decode("latin-1")])
def test_an_unknown_token_does_not(secret: str) -> None:
    assert asked_with(secret) == 401


def test_an_expired_token_does_not() -> None:
    token, secret = issued(factories.ada())
    ApiToken.objects.filter(pk=token.pk).update(expires_at=database_now() - timedelta(seconds=1))
    assert asked_with(secret) == 401


def test_a_revoked_token_does_not() -> None:
    ada = factories.ada()
    token, secret = issued(ada)
    tokens.revoke(token=token, editor=ada, now=database_now())
    assert asked_with(secret) == 401


def test_the_token_of_somebody_who_left_does_not() -> None:
    ada = factories.ada()
    _token, secret = issued(ada)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert asked_with(secret) == 401


def test_the_secret_is_not_in_the_database() -> None:
    token, secret = issued(factories.ada())
    kept = ApiToken.objects.values().get(pk=token.pk)
    assert secret not in str(kept)
    assert len(kept["first_letters"]) < 12
