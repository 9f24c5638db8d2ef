"""Public pages run no script but ours; the admin adds only what its theme needs."""

import pytest
from django.test import Client

from claims.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def policy_of(path: str, *, by: User | None = None) -> str:
    client = Client()
    if by is not None:
        client.force_login(by)
    return client.get(path).headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/methodology/", "/corrections/", "/nothing-here/", "/account/login/"])
def test_public_pages_allow_nothing_inline_and_no_eval(path: str) -> None:
    policy = policy_of(path)
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy


def test_the_admin_may_evaluate_for_its_theme() -> None:
    policy = policy_of("/admin/", by=factories.ada())
    assert "'unsafe-eval'" in policy
    assert "frame-ancestors 'none'" in policy


def test_no_page_may_load_from_another_host() -> None:
    assert "http" not in policy_of("/admin/", by=factories.ada()) + policy_of("/account/login/") + policy_of("/")
