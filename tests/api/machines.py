"""Machines that call the API: one client a person and scope."""

from datetime import timedelta
from typing import Any

from rest_framework.test import APIClient

from claims.models import User, database_now
from claims.recording import tokens
from claims.vocabulary import TokenScope


def client_of(user: User | None, scope: str = TokenScope.WRITE) -> APIClient:
    """A client with a token of the user's; without one for None."""
    client = APIClient()
    if user is not None:
        now = database_now()
        _token, secret = tokens.issue(
            user=user, name="test", scope=scope, expires_at=now + timedelta(hours=1), editor=user, now=now
        )
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def is_problem(response: Any) -> bool:
    """Whether the answer is a problem document with one sentence."""
    return response["Content-Type"].startswith("application/problem+json") and bool(response.json()["detail"])
