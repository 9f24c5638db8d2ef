"""The way past the address guard is never silent."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from claims.fetching.guard import parse_allow_targets


def test_deployment_warns_of_targets_that_are_allowed(settings: Any) -> None:
    settings.FETCH_ALLOW_TARGETS = parse_allow_targets("127.0.41.0/24:8741")
    with pytest.raises(SystemCheckError, match=r"127\.0\.41\.0/24:8741"):
        call_command("check", "--deploy", "--fail-level", "WARNING", "--tag", "security", stderr=StringIO())
